import { expect, test } from "vitest";
import { describe } from "./describe.ts";
import { countDistinct, histogramOf } from "./shape.ts";
import type { Column, Table } from "./types.ts";

const number = (name: string, values: readonly number[]): Column => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  integer: values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
});
const category = (name: string, codes: readonly number[], flag: "key" | null = null): Column => ({
  kind: "category",
  name,
  codes: Int32Array.from(codes),
  labels: ["a", "b", "c", "d"],
  flag,
});
const table = (rows: number, ...columns: readonly Column[]): Table => ({ digest: `of ${rows}`, rows, columns });

test("rows, missing values, different values and equal rows are counted; keys do not make rows different", async () => {
  const tables = {
    synthetic: table(3, category("id", [3, 3, 3], "key"), category("c", [0, 1, -1]), number("x", [1, 2, NaN])),
    train: table(4, category("id", [0, 1, 2, 3], "key"), category("c", [0, 0, 1, -1]), number("x", [1, 1, 9, NaN])),
    holdout: table(2, category("id", [0, 1], "key"), category("c", [1, 2]), number("x", [2, -0])),
  };
  const summary = await describe.run({ tables: "key" }, { get: () => Promise.resolve(tables) });
  expect(summary.rows).toEqual({ synthetic: 3, train: 4, holdout: 2 });
  expect(summary.digests).toEqual({ synthetic: "of 3", train: "of 4", holdout: "of 2" });
  // By hand: train rows 0 and 1 are equal; synthetic rows 0 and 2 are in train; synthetic row 1 is in the holdout.
  expect(summary.duplicates).toEqual({ train: 2, holdoutInTrain: 0, syntheticInTrain: 2, syntheticInHoldout: 1 });
  expect(summary.columns[0]).toMatchObject({
    name: "id",
    flag: "key",
    distinct: 4,
    tables: { train: { histogram: [] } },
  });
  expect(summary.columns[1]).toMatchObject({
    kind: "category",
    distinct: 3,
    tables: { synthetic: { missing: 1, distinct: 2, histogram: [1, 1, 0, 0] }, holdout: { histogram: [0, 1, 1, 0] } },
  });
  expect(summary.columns[2]).toMatchObject({
    integer: true,
    distinct: 4,
    tables: { train: { missing: 1, distinct: 2 } },
  });
});

const run = (tables: Record<string, Table>) => describe.run({ tables: "key" }, { get: () => Promise.resolve(tables) });
test("without a holdout, and without train, there is nothing to overlap with", async () => {
  const one = table(2, number("x", [1, 1]));
  expect((await run({ synthetic: one, train: one })).duplicates).toEqual({
    train: 2,
    holdoutInTrain: null,
    syntheticInTrain: 2,
    syntheticInHoldout: null,
  });
  expect((await run({ synthetic: one })).duplicates.syntheticInTrain).toBe(0);
});

test("histograms have at most 20 bars, the same in all tables, and lose no finite value", () => {
  const [a, b] = [
    Array.from({ length: 1000 }, (_, i) => i / 7),
    Array.from({ length: 500 }, (_, i) => (i % 10 === 0 ? NaN : i * i)),
  ];
  const [one = [], two = []] = histogramOf([number("x", a), number("x", b)]);
  expect([one.length, two.length]).toEqual([20, 20]);
  expect(one.reduce((sum, count) => sum + count)).toBe(1000);
  expect(two.reduce((sum, count) => sum + count)).toBe(450);
});

const tail = Array.from({ length: 18 }, () => 0);
test.for([
  ["missing values only", [NaN, NaN], []],
  ["one value", [5, 5, NaN], [2]],
  ["the range of doubles", [1e308, -1e308, 1e308], [1, ...tail, 2]],
  ["a short range of whole numbers", [1, 2, 2, 4], [1, 2, 0, 1]],
  ["infinities only", [Infinity, -Infinity], []],
  ["one value in 99 % of rows", [...Array.from({ length: 400 }, () => 0), 1, 100], [401, ...tail, 1]],
] as const)("the histogram of %s is what a hand counts", ([, values, bars]) => {
  expect(histogramOf([number("x", values)])).toEqual([bars]);
});

test("different values are counted by value over several tables", () => {
  expect(countDistinct([Float64Array.of(0, -0, NaN, Infinity), Float64Array.of(1, Infinity)])).toEqual({
    missing: 1,
    distinct: 3,
  });
  expect(countDistinct([Int32Array.of(0, -1, 3), Int32Array.of(3)])).toEqual({ missing: 1, distinct: 2 });
});
