import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { multivariate, univariate, type Table } from "./predicates.ts";
import { onlyMatch, sortColumn } from "./sorted-index.ts";
import { tablesOf } from "./testing/tables.ts";

type Cells = Parameters<typeof tablesOf>[1][string];
function tableOf(names: readonly string[], cells: Cells): Table {
  const { t } = tablesOf(names, { t: cells });
  const rows = Int32Array.from({ length: t.rows }, (_, i) => i);
  return { columns: t.columns, sorted: t.columns.map((column) => sortColumn(column, rows)), rows, owner: rows };
}
const NaNs = { low: Number.NaN, high: Number.NaN };

test("of one column: the only missing, the only smallest and largest, and what was seen once", () => {
  const table = tableOf(
    ["my col", "x-y"],
    [
      [1, "a"],
      [2, "b"],
      [2, "b"],
      [3, "b"],
      [3, "b"],
      [null, "b"],
    ],
  );
  // By hand: "my col" is 1 (row 0; == and <=), or missing (row 5); "x-y" is a (row 0). 3 is the largest, but twice.
  const { predicates } = univariate(table, 10, stream(1, "t"));
  expect(predicates).toHaveLength(2); // rows 0 and 5, each once
  expect(predicates).toContainEqual([{ column: 0, ...NaNs }]);
  const all = new Set(
    Array.from({ length: 50 }, (_, seed) =>
      univariate(table, 10, stream(seed, "t")).predicates.map((p) => JSON.stringify(p)),
    ).flat(),
  );
  expect([...all].toSorted()).toEqual([
    '[{"column":0,"low":1,"high":1}]',
    '[{"column":0,"low":null,"high":1}]',
    '[{"column":0,"low":null,"high":null}]',
    '[{"column":1,"low":0,"high":0}]',
  ]); // JSON writes -Infinity and NaN as null
});

test("of several columns: the row's own category, the side of the number away from the median, missing", () => {
  const table = tableOf(
    ["n", "c", "m"],
    [
      [1, "a", null],
      [2, "a", 5],
      [3, "b", 5],
      [4, "b", 5],
      [9, "b", 5],
    ],
  );
  const { predicates } = multivariate(table, 100, { width: 3, s: stream(1, "t") });
  // By hand, median 3: only rows 0 (n <= 1), 1 (n <= 2 and m = 5: row 0 has none) and 4 (n >= 9) and 3? n >= 4 fits 4 too. Row 2: n <= 3, b: alone.
  const sorted = predicates
    .map((p) => p.toSorted((a, b) => a.column - b.column))
    .toSorted((a, b) => a[0]!.low - b[0]!.low || a[0]!.high - b[0]!.high);
  expect(sorted.map(([n]) => n)).toEqual([
    { column: 0, low: -Infinity, high: 1 },
    { column: 0, low: -Infinity, high: 2 },
    { column: 0, low: -Infinity, high: 3 },
    { column: 0, low: 9, high: Infinity },
  ]);
});

test("every description fits exactly one row, each another one, and drawing ends when there are no more", () => {
  const s = stream(3, "cells");
  const cells = Array.from({ length: 300 }, () => [
    s.int(40),
    "abcdefgh".charAt(s.int(8)),
    s.int(10) === 0 ? null : s.normal(),
    s.int(3),
  ]);
  const table = tableOf(["a", "b", "c", "d"], cells);
  for (const { predicates } of [
    univariate(table, 1e6, s),
    multivariate(table, 200, { width: 3, s }),
    multivariate(table, 1e3, { width: 9, s }),
  ]) {
    const fitted = predicates.map((predicate) => onlyMatch(table.sorted, predicate, table.owner));
    expect(fitted.every((row) => row >= 0)).toBe(true);
    expect(new Set(fitted).size).toBe(predicates.length);
    expect(predicates.length).toBeGreaterThan(50);
  }
});

test("a table of equal rows gives no description, soon", () => {
  const table = tableOf(
    ["a", "b"],
    Array.from({ length: 50 }, () => [1, "x"]),
  );
  expect(univariate(table, 500, stream(1, "t")).predicates).toEqual([]);
  expect(multivariate(table, 500, { width: 2, s: stream(1, "t") })).toEqual({ predicates: [], drawn: 100_000 });
});
