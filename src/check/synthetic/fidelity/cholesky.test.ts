import { expect, test } from "vitest";
import { factor, solve } from "./cholesky.ts";

test("a system is solved", () => {
  // [[4, 2], [2, 3]] x = [10, 9] has the solution [1.5, 2].
  const x = solve(factor(Float64Array.of(4, 2, 2, 3), 2), Float64Array.of(10, 9));
  expect(x[0]).toBeCloseTo(1.5, 12);
  expect(x[1]).toBeCloseTo(2, 12);
});

test("a column that depends on the others is left out", () => {
  // The third is the sum of the first two.
  const l = factor(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 2), 3);
  expect(l[8]).toBe(0);
  expect([...solve(l, Float64Array.of(2, 3, 5))]).toEqual([2, 3, 0]);
});
