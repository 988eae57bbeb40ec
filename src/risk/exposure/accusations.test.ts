import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { accusations, fewestNamed, precisionOf } from "./accusations.ts";
import { rank, type ScoresOf } from "./ranks.ts";

const people = (seed: number, copies: number, n = 2000): ScoresOf => {
  const random = stream(seed, "accusations test");
  const members = Float64Array.from({ length: n }, (_, i) => (i < copies ? 99 : random.normal()));
  return { of: null, members, outsiders: Float64Array.from({ length: n }, () => random.normal()) };
};

test("ten copied people of 2,000 are named, and the interval says how little ten accusations prove", () => {
  const scores = people(4, 10);
  const [even, rare] = accusations(scores, rank(scores));
  expect(even).toMatchObject({ prior: 0.5, named: 10, wrong: 0, fewest: 9 });
  expect(even?.precision?.value).toBeCloseTo(10 / 2000 / (10 / 2000 + 1 / 2001), 12);
  // Ten accusations that are all right leave (.0125)^(1/10) possible.
  expect(even?.precision?.low).toBeCloseTo(0.0125 ** 0.1, 2);
  expect(even?.precision?.high).toBe(1);
  // Of a list of whom one in a hundred is a member, so few outsiders cannot show anything below 891 people.
  expect(rare).toEqual({ prior: 0.01, named: 0, wrong: 0, precision: null, fewest: 891, bits: null });
});

test("a leak of everybody is named at both priors", () => {
  const scores = people(2, 1900);
  for (const { named, precision } of accusations(scores, rank(scores))) {
    expect(named).toBeGreaterThanOrEqual(1900);
    expect(precision?.low).toBeGreaterThan(0.7);
  }
});

test("without a leak nobody is named, in all but a few worlds of a hundred", () => {
  let named = 0;
  for (let world = 0; world < 100; world++) {
    const scores = people(world, 0, 300);
    named += Number(accusations(scores, rank(scores)).some((list) => list.named > 0));
  }
  expect(named).toBeLessThanOrEqual(3);
});

test("equal scores accuse nobody", () => {
  const scores = { of: null, members: new Float64Array(50), outsiders: new Float64Array(50) };
  expect(accusations(scores, rank(scores)).map(({ named, precision }) => [named, precision])).toEqual([
    [0, null],
    [0, null],
  ]);
});

// 40-digit arithmetic: T = 50/100, F = 2/101
test("precision is the one computed elsewhere", () => {
  expect(precisionOf({ named: 50, n: 100, wrong: 1, controlN: 100 }, 0.01)).toBeCloseTo(0.20321931589537223, 12);
});

test("the fewest who can be named", () => {
  expect(fewestNamed(1000, 1000, 0.01)).toBe(891);
  expect(fewestNamed(100, 8, 0.5)).toBe(100); // a whole number, but for rounding
});
