import { expect, test } from "vitest";
import { linkabilityRandom } from "./random-guess.ts";

test.each([
  // 1/N for k = 1; C(7,3)/C(10,3) = 35/120, C(5,5)/C(10,5) = 1/252 (hand)
  [2, 1, 0.5],
  [100, 1, 0.01],
  [10, 3, 1 - 35 / 120],
  [10, 5, 1 - 1 / 252],
  [10, 6, 1],
  [1, 1, 1],
])("two random sets of k of %i rows, k = %i, meet with probability %d", (rows, k, chance) => {
  expect(linkabilityRandom(rows, k)).toBeCloseTo(chance, 14);
});

test("a set among many rows keeps its digits", () => {
  expect(linkabilityRandom(1e12, 1)).toBeCloseTo(1e-12, 26);
});
