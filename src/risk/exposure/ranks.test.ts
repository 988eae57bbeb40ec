import { expect, test } from "vitest";
import { rank } from "./ranks.ts";

test("exposure by hand: ties count as reached, an outsider is ranked among the others, nobody passes log2(n_0 + 1)", () => {
  const ranks = rank({ of: null, members: Float64Array.of(9, 2, 0), outsiders: Float64Array.of(2, 1, 2) });
  expect([...ranks.reached.members]).toEqual([0, 2, 3]);
  expect([...ranks.reached.outsiders]).toEqual([1, 2, 1]);
  expect([...ranks.bits.members]).toEqual([2, Math.log2(4 / 3), 0]);
  expect([...ranks.bits.outsiders]).toEqual([Math.log2(3 / 2), 0, Math.log2(3 / 2)]);
  expect(ranks.cap).toBe(2);
});

test("equal scores stand out by nothing", () => {
  const ranks = rank({ of: null, members: new Float64Array(5), outsiders: new Float64Array(7) });
  expect(new Set([...ranks.bits.members, ...ranks.bits.outsiders])).toEqual(new Set([0]));
});
