import { expect, test } from "vitest";
import { binned } from "./bins.ts";

const numbers = (values: readonly number[]): Float64Array => Float64Array.from(values);
const mostly = (value: number): Float64Array =>
  numbers(Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? i : value)));

test("tenths, and a value that many have as a level of its own", () => {
  const tenths = binned(numbers(Array.from({ length: 100 }, (_, i) => i)), "quantiles");
  expect(tenths?.labels).toEqual([
    "below 10",
    ...[10, 20, 30, 40, 50, 60, 70, 80].map((edge) => `${edge} to ${edge + 10}`),
    "90 or more",
  ]);
  expect([...tenths!.codesOf(numbers([-1, 0, 10, 99, Number.NaN]))]).toEqual([0, 0, 1, 9, -1]);
  const low = binned(mostly(0), "quantiles");
  expect(low?.labels).toEqual(["0", "above 0 to 20", "20 to 60", "60 or more"]);
  expect([...low!.codesOf(numbers([0, 4, 36, 60]))]).toEqual([0, 1, 2, 3]); // 76 zeros, then 4, 8 ... 96: the 80th is 20, the 90th 60
});

test("no level that nobody can be in: bounds separate somebody", () => {
  const constant = numbers([3, 3, 3]);
  expect(binned(constant, "quantiles")).toBeNull();
  expect(binned(numbers([]), "widths")).toBeNull();
  const found = binned(constant, "quantiles", [numbers([1, 3, 8])]);
  expect(found?.labels).toEqual(["below 3", "3", "above 3"]);
  expect([...found!.codesOf(numbers([1, 3, 8]))]).toEqual([0, 1, 2]);
});

test("as wide each", () => {
  const found = binned(numbers([0, 100]), "widths");
  expect(found?.labels).toHaveLength(10);
  expect([...found!.codesOf(numbers([0, 9.9, 10, 100]))]).toEqual([0, 0, 1, 9]);
});
