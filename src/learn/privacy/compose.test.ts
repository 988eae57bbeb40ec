import { expect, test } from "vitest";
import { composeTwo } from "./compose.ts";
import type { GridLoss } from "./discretise.ts";
import { epsilonOfMasses } from "./read-epsilon.ts";
import { bottomOf, topOf } from "./window.ts";

const loss = (from: number, ...mass: number[]): GridLoss => ({
  width: 0.1,
  from,
  mass: Float64Array.from(mass),
  infinite: 0,
});

test("the sum of three losses is what convolution by hand gives, for both at once", () => {
  const coin = loss(-1, 0.5, 0, 0.5); // -1 or 1
  const skew = loss(0, 0.9, 0.1); // 0 or 1
  const [a, b] = composeTwo([coin, skew], { steps: 3, window: { from: -4, size: 8 } });
  const expected = [
    [0, 0.125, 0, 0.375, 0, 0.375, 0, 0.125], // -3, -1, 1, 3
    [0, 0, 0, 0, 0.729, 0.243, 0.027, 0.001],
  ];
  for (const [i, masses] of [a, b].entries()) {
    for (const [j, mass] of masses.entries()) expect(mass).toBeCloseTo(expected[i]?.[j] ?? Number.NaN, 14);
  }
});

test("the window holds all of a binomial but its tail", () => {
  const steps = 400;
  const coin = loss(0, 0.7, 0.3);
  const tail = 1e-6;
  const top = topOf(coin, { steps, tail });
  const bottom = bottomOf(coin, { steps, tail });
  const [masses] = composeTwo([coin, coin], { steps, window: { from: 0, size: 512 } });
  const sum = (from: number, to: number): number => masses.subarray(from, to).reduce((total, mass) => total + mass, 0);
  expect(sum(top + 1, 512)).toBeLessThan(tail);
  expect(sum(0, bottom)).toBeLessThan(tail);
  // mean 120, standard deviation 9.17: Chernoff's bound is not far from the tail itself (4.75 deviations)
  expect(top).toBeLessThan(120 + 6 * 9.17);
  expect(bottom).toBeGreaterThan(120 - 6 * 9.17);
});

test("epsilon of two masses is as by hand", () => {
  // delta = .2 (1 - e^(eps - 2)) + .5 (1 - e^(eps - 1)) below 1, the first term alone above
  const masses = Float64Array.of(0.3, 0.5, 0.2);
  const at = (delta: number): number => epsilonOfMasses(masses, { delta, width: 1, from: 0 });
  expect(at(0.1)).toBeCloseTo(2 + Math.log(0.5), 14);
  expect(at(0.2 * (1 - Math.exp(-1.5)) + 0.5 * (1 - Math.exp(-0.5)))).toBeCloseTo(0.5, 14);
  expect(at(0.7)).toBe(0);
  expect(at(0)).toBe(Infinity);
});
