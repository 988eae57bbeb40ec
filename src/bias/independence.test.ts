import { expect, test } from "vitest";
import { independence } from "./independence.ts";
import { reweighing } from "./reweighing.ts";

test("chi-square of scipy 1.17 without correction; empty rows and columns do not count", () => {
  const found = independence([
    [10, 20, 0, 30],
    [6, 9, 0, 17],
    [0, 0, 0, 0],
  ]);
  expect(found?.chiSquare).toBeCloseTo(0.27157465150403504, 12);
  expect(found?.p).toBeCloseTo(0.873028283380073, 12);
  expect(found?.df).toBe(2);
  expect(found?.cramersV).toBeCloseTo(0.05433137570422292, 12);
  expect(found?.leastExpected).toBeCloseTo(5.565217391304348, 12);
});

test("one row, or one column: nothing to compare", () => {
  expect(independence([[3, 4]])).toBeNull();
  expect(
    independence([
      [3, 0],
      [5, 0],
    ]),
  ).toBeNull();
  expect(independence([])).toBeNull();
});

test("full dependence has V = 1", () => {
  expect(
    independence([
      [5, 0],
      [0, 7],
    ])?.cramersV,
  ).toBeCloseTo(1, 12);
});

test("weights make group and label independent", () => {
  const counts = [
    [30, 10],
    [20, 40],
  ];
  const weights = reweighing(counts);
  expect(weights[0]?.[0]).toBeCloseTo((40 * 50) / (100 * 30), 12);
  const weighted = counts.map((row, g) => row.map((x, k) => x * weights[g]![k]!));
  expect(independence(weighted)?.chiSquare).toBeCloseTo(0, 12);
  expect(
    reweighing([
      [3, 0],
      [1, 2],
    ])[0],
  ).toEqual([(3 * 4) / (6 * 3), null]);
});
