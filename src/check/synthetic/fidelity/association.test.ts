import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { cramer } from "./association.ts";

test("a column hangs together with itself fully, and a constant one with nothing", () => {
  expect(cramer(Int32Array.of(50, 0, 0, 50), 2)).toBeCloseTo(1, 12);
  expect(cramer(Int32Array.of(50, 50, 0, 0), 2)).toBe(0);
  expect(cramer(Int32Array.of(0, 0, 0, 0), 2)).toBe(0);
});

test("the corrected V of a table by hand", () => {
  // chi2/n of [[30, 10], [20, 40]] is .1666667 (n = 100); minus 1/99 is .1565657; both sides have 2 - 1/99 - 1 = .989899.
  expect(cramer(Int32Array.of(30, 10, 20, 40), 2)).toBeCloseTo(Math.sqrt((1 / 6 - 1 / 99) / (1 - 1 / 99)), 12);
});

test("independent columns are near 0, however many bins they have", () => {
  const s = stream(1, "test");
  const table = new Int32Array(100);
  for (let i = 0; i < 1000; i++) table[10 * s.int(10) + s.int(10)]!++;
  expect(cramer(table, 10)).toBeLessThan(0.06); // without the correction about .1
});
