import { expect, test } from "vitest";
import { type Stream, stream } from "../stats/stream.ts";
import { amplification, differentialFairness, type Having } from "./differential.ts";

test("by hand: 3 of 9 and 6 of 9, smoothed to 3.5/10 and 6.5/10", () => {
  const found = differentialFairness([
    { hits: 3, n: 9 },
    { hits: 6, n: 9 },
  ]);
  expect(found?.value).toBeCloseTo(Math.log(6.5 / 3.5), 14);
  expect(found).toMatchObject({ low: 0 });
  expect(found?.high).toBeCloseTo(Math.log(6.5 / 3.5) + 1.959963984540054 * Math.sqrt(1 / 6.5 + 1 / 3.5 - 0.2), 12);
  // Not having it counts as well: 1 of 100 against 3 of 4 not having it
  const rare = differentialFairness([
    { hits: 90, n: 100 },
    { hits: 99, n: 100 },
  ]);
  expect(rare?.value).toBeCloseTo(Math.log(10.5 / 1.5), 14);
  expect(rare).toMatchObject({ of: 0, to: 1 });
  expect(differentialFairness([{ hits: 1, n: 2 }])).toBeNull();
});

const hitsOf = (n: number, p: number, random: Stream): number => {
  let hits = 0;
  for (let i = 0; i < n; i++) if (random.next() < p) hits++;
  return hits;
};

/** Of the truth, unsmoothed. */
const epsilonOf = (rates: readonly number[]): number =>
  Math.max(...rates.flatMap((a) => rates.flatMap((b) => [Math.log(a / b), Math.log((1 - a) / (1 - b))])));

test.for([
  [[0.3, 0.3, 0.3, 0.3], 60],
  [[0.1, 0.1], 40],
  [[0.2, 0.5, 0.4], 80],
  [[0.05, 0.2], 60],
] as const)("the interval covers: %j, %i people each", ([rates, n]) => {
  const random = stream(3, "differential");
  const truth = epsilonOf(rates);
  let [below, above] = [0, 0];
  for (let game = 0; game < 1000; game++) {
    const found = differentialFairness(rates.map((p): Having => ({ hits: hitsOf(n, p, random), n })))!;
    if (found.low > truth + 1e-12) below++;
    if (found.high < truth) above++;
  }
  expect(below).toBeLessThanOrEqual(40); // 2.5 % and three standard errors
  expect(above).toBeLessThanOrEqual(40);
});

test("amplification: predictions that sharpen the labels, and ones that do not; its interval covers", () => {
  const random = stream(4, "amplification");
  const play = (sharper: number) => {
    const [labels, calls] = [
      [0.3, 0.5],
      [0.3 - sharper, 0.5 + sharper],
    ];
    const truth = epsilonOf(calls) - epsilonOf(labels);
    let [below, above, shown] = [0, 0, 0];
    for (let game = 0; game < 400; game++) {
      const tally = (rates: readonly number[]) =>
        differentialFairness(rates.map((p): Having => ({ hits: hitsOf(400, p, random), n: 400 })))!;
      const { low, high } = amplification(tally(calls), tally(labels));
      if (low > truth) below++;
      if (high < truth) above++;
      if (low > 0) shown++;
    }
    return { below, above, shown };
  };
  const [same, more] = [play(0), play(0.15)];
  for (const { below, above } of [same, more]) {
    expect(below).toBeLessThanOrEqual(20);
    expect(above).toBeLessThanOrEqual(20);
  }
  expect(same.shown).toBeLessThanOrEqual(20);
  expect(more.shown).toBeGreaterThan(300);
});
