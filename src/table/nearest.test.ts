import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled, stream } from "../stats/stream.ts";
import { indexRows } from "./nearest.ts";
import { category, cells, inOrder, make, names, number, table } from "./testing/rows.ts";
import type { Table } from "./types.ts";

type Distance = (a: number, b: number) => number;

/** The rule of nearest.ts for one number column, every step in f32. */
function apart(values: Float64Array): Distance {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const unit = 2 ** Math.floor(Math.log2(high - low));
  const range = Math.fround((high - low) / unit);
  let factor = Math.fround(1 / range);
  while (Math.fround(range * factor) < 1) factor = Math.fround(factor * (1 + 2 ** -23));
  return (x, y) => {
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y) ? 0 : 1;
    if (low >= high) return x === y ? 0 : 1;
    if (y < low - (high - low) || y > high + (high - low)) return 1;
    const difference = Math.abs(Math.fround(Math.fround((x - low) / unit) - Math.fround((y - low) / unit)));
    return Math.min(1, Math.fround(difference * factor));
  };
}

/** Row by row: mismatches of categories first, then the numbers in their order. */
function bruteForce(indexed: Table, queries: Table, { order, k, without }: Options & { order: Uint32Array }) {
  const used = indexed.columns.flatMap((column, at) => (column.name === without ? [] : [at]));
  const [a, b] = [cells(indexed), cells(queries)];
  const isCategory = indexed.columns.map(({ kind }) => kind === "category");
  const apartOf = a.map((values, at): Distance =>
    isCategory[at] ? (x, y) => (x === y ? 0 : 1) : apart(Float64Array.from(values)),
  );
  const sorted = [...used.filter((at) => isCategory[at]), ...used.filter((at) => !isCategory[at])];
  const rows: number[] = [];
  const distances: number[] = [];
  for (let query = 0; query < queries.rows; query++) {
    const all = [...order].map((row) => ({
      row,
      d: sorted.reduce((sum, at) => Math.fround(sum + apartOf[at]!(a[at]![row]!, b[at]![query]!)), 0),
    }));
    for (const { row, d } of all.toSorted((one, other) => one.d - other.d).slice(0, k)) {
      rows.push(row);
      distances.push(d);
    }
  }
  return { rows, distances };
}

interface Options {
  readonly k: number;
  readonly without?: string;
}
function both(indexed: Table, queries: Table, { seed, ...options }: Options & { readonly seed: number }) {
  const order = shuffled(indexed.rows, stream(seed, "test"));
  const index = indexRows(indexed, { columns: names(indexed), order });
  const { rows, distances } = index.nearest({ table: queries, rows: inOrder(queries.rows) }, options);
  return {
    found: { rows: [...rows], distances: [...distances] },
    expected: bruteForce(indexed, queries, { ...options, order }),
  };
}

describe("by hand", () => {
  test("numbers count by range, categories 0 or 1, and the sum decides", () => {
    const indexed = table(number("age", [20, 40, 60, 30]), category("sex", [0, 1, 0, 1], 2));
    const queries = table(number("age", [40]), category("sex", [0], 2));
    const found = indexRows(indexed, { columns: ["age", "sex"], order: inOrder(4) }).nearest(
      { table: queries, rows: inOrder(1) },
      { k: 4 },
    );
    expect([...found.distances]).toEqual([0.5, 0.5, 1, 1.25]);
    expect([...found.rows]).toEqual([0, 2, 1, 3]);
  });

  test("a missing value is at 0 from a missing one and at 1 from any other", () => {
    const indexed = table(number("x", [Number.NaN, 0, 10]), category("c", [-1, -1, 0], 1));
    const queries = table(number("x", [Number.NaN, 10]), category("c", [-1, 0], 1));
    const found = indexRows(indexed, { columns: ["x", "c"], order: inOrder(3) }).nearest(
      { table: queries, rows: inOrder(2) },
      { k: 3 },
    );
    expect([...found.distances]).toEqual([0, 1, 2, 0, 2, 2]);
    expect([...found.rows]).toEqual([0, 1, 2, 2, 0, 1]);
  });

  test("a column of one value, or of none, is at 0 where equal and at 1 where not", () => {
    const indexed = table(number("one", [7, 7]), number("none", [Number.NaN, Number.NaN]));
    const queries = table(number("one", [7, 8, Number.NaN]), number("none", [Number.NaN, 3, Number.NaN]));
    const { distances } = indexRows(indexed, { columns: ["one", "none"], order: inOrder(2) }).nearest(
      { table: queries, rows: inOrder(3) },
      { k: 1 },
    );
    expect([...distances]).toEqual([0, 2, 1]);
  });

  test("of equally near rows the first in the given order wins, whatever their place in the table", () => {
    const indexed = table(
      category(
        "c",
        Array.from({ length: 100 }, () => 0),
        1,
      ),
    );
    const order = shuffled(100, stream(3, "ties"));
    const found = indexRows(indexed, { columns: ["c"], order }).nearest({ table: indexed, rows: inOrder(2) }, { k: 5 });
    expect([...found.rows]).toEqual([...order.subarray(0, 5), ...order.subarray(0, 5)]);
  });

  test("a difference of the whole range is exactly 1 for every range, so that it ties with a mismatch", () => {
    for (let range = 1; range <= 2000; range++) {
      const indexed = table(number("x", [0, range]));
      const { distances } = indexRows(indexed, { columns: ["x"], order: inOrder(2) }).nearest(
        { table: indexed, rows: inOrder(1) },
        { k: 2 },
      );
      expect(distances[1]).toBe(1);
    }
  });

  test("ranges near the ends of what a double can hold stay in order", () => {
    const indexed = table(number("huge", [-1.7e308, 1.7e308, 0]), number("tiny", [0, 5e-324, 1e-323]));
    const { rows, distances } = indexRows(indexed, { columns: ["huge", "tiny"], order: inOrder(3) }).nearest(
      { table: indexed, rows: inOrder(3) },
      { k: 1 },
    );
    expect([...rows]).toEqual([0, 1, 2]);
    expect([...distances]).toEqual([0, 0, 0]);
  });

  test("infinities equal only themselves", () => {
    const indexed = table(number("x", [Infinity, -Infinity, 0, 1]));
    const queries = table(number("x", [Infinity, -Infinity, 1e300, -1e300]));
    const { distances } = indexRows(indexed, { columns: ["x"], order: inOrder(4) }).nearest(
      { table: queries, rows: inOrder(4) },
      { k: 1 },
    );
    expect([...distances]).toEqual([0, 0, 1, 1]);
  });
});

describe("against brute force under the same rule, bit for bit", () => {
  const kinds = fc.array(fc.constantFrom("integer", "real", "few", "constant", "narrow", "binary", "wide"), {
    minLength: 1,
    maxLength: 8,
  });

  test("any mix of columns, rows, k and ties", () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(1000),
        (kind, rows, k, seed) => {
          const { found, expected } = both(make(kind, rows, "indexed", seed), make(kind, 8, "queries", seed), {
            k,
            seed,
          });
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("k up to and beyond the number of rows", () => {
    for (const k of [16, 17, 64, 300, 1000]) {
      const kind = ["few", "binary"];
      const { found, expected } = both(make(kind, 300, "indexed", k), make(kind, 3, "queries", k), { k, seed: k });
      expect(found).toEqual(expected);
    }
  });

  test("one row", () => {
    const { found, expected } = both(make(["real", "wide"], 1, "indexed", 1), make(["real", "wide"], 5, "queries", 1), {
      k: 1,
      seed: 1,
    });
    expect(found).toEqual(expected);
  });

  test("one column left out", () => {
    const kind = ["integer", "narrow", "wide", "real"];
    for (const without of ["n0", "c1", "c2", "n3"]) {
      const { found, expected } = both(make(kind, 200, "indexed", 5), make(kind, 10, "queries", 5), {
        k: 3,
        seed: 5,
        without,
      });
      expect(found).toEqual(expected);
    }
  });

  test("three hundred category columns, more than a byte can count", () => {
    const kind = Array.from({ length: 300 }, () => "narrow");
    const { found, expected } = both(make(kind, 40, "indexed", 9), make(kind, 4, "queries", 9), { k: 3, seed: 9 });
    expect(found).toEqual(expected);
  });

  test("several levels of groups, and a category of 100,000 labels", () => {
    const s = stream(1, "large");
    const rows = 5000;
    const large = (): Table =>
      table(
        category(
          "id",
          Array.from({ length: rows }, () => s.int(100_000)),
          100_000,
        ),
        category(
          "c",
          Array.from({ length: rows }, () => s.int(9)),
          9,
        ),
        number(
          "x",
          Array.from({ length: rows }, () => s.normal()),
        ),
      );
    const [indexed, queries] = [large(), large()];
    const few: Table = { ...queries, rows: 6 };
    const { found, expected } = both(indexed, few, { k: 10, seed: 2 });
    expect(found).toEqual(expected);
  });
});
