import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { bestFor, criterionIds } from "./catalogue.ts";
import { scoreTable, sizesOf, type ScoreTable } from "./counts.ts";
import { areasOf, bestUnder } from "./criteria.ts";
import {
  calibratedNegatives,
  calibratedPositives,
  clearest,
  forcedFpr,
  largestOdds,
  oddsRatio,
  separationOf,
  violationOf,
} from "./forced.ts";
import { hullOf } from "./hull.ts";
import { binomialDraw } from "./resample.ts";
import { largestSpread } from "./spread.ts";
import { frontier, gapOf, tradeoff } from "./tradeoff.ts";

const tableOf = (groups: readonly (readonly [positives: number[], negatives: number[]])[]): ScoreTable => ({
  levels: Float64Array.from(groups[0]![0].keys()),
  groups: groups.map(([positives, negatives]) => ({
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  })),
  rows: groups.flat(2).reduce((sum, each) => sum + each, 0),
});
const plain = { falsePositive: 1, falseNegative: 1 };
const uneven = { falsePositive: 2, falseNegative: 0.5 };
// Three groups, four levels.
const three = tableOf([
  [
    [5, 9, 12, 30],
    [40, 25, 10, 6],
  ],
  [
    [10, 20, 15, 5],
    [22, 18, 9, 4],
  ],
  [
    [3, 4, 8, 25],
    [30, 30, 20, 10],
  ],
]);

test("three groups: the costs of all criteria are those of scipy's linprog 1.17", () => {
  const areas = areasOf(three);
  const costs = (of: typeof plain) =>
    criterionIds.map((id) => bestFor(areas, id, { costs: of, precisions: [0.7] })?.cost ?? -1);
  const near = (found: number[], expected: number[]) =>
    found.forEach((each, i) => expect(each, criterionIds[i]).toBeCloseTo(expected[i]!, 9));
  near(
    costs(plain),
    [0.2594594595, 0.2649774775, 0.278997459, 0.3852524222, 0.2730737731, 0.3945945946, 0.2892723105, 0.3945945946],
  );
  near(costs(uneven), [0.1891891892, ...Array<number>(7).fill(0.1972972973)]);
  expect(bestUnder(areas, { equal: ["tpr", "fpr"], within: 0.1 }, plain)?.cost).toBeCloseTo(0.3130902600713922, 9);
  expect(bestUnder(areas, { equal: ["sel"], within: 0.05 }, plain)?.cost).toBeCloseTo(0.26843822843822845, 9);
});

test("a perfect score: everything but equal shares is free, and equal shares cost half the difference of the base rates", () => {
  const areas = areasOf(
    tableOf([
      [
        [0, 75],
        [25, 0],
      ],
      [
        [0, 25],
        [75, 0],
      ],
    ]),
  );
  const accuracy = (id: (typeof criterionIds)[number]) => bestFor(areas, id, { costs: plain })?.accuracy;
  for (const id of ["none", "equal-opportunity", "equal-fpr", "equalized-odds", "equal-ppv+opportunity"] as const)
    expect(accuracy(id), id).toBeCloseTo(1, 12);
  expect(accuracy("demographic-parity")).toBeCloseTo(0.75, 12);
  expect(accuracy("equalized-odds+demographic-parity")).toBeCloseTo(0.5, 12);
});

test("groups that are alike: no criterion costs anything", () => {
  const own: [number[], number[]] = [
    [5, 10, 30],
    [40, 20, 4],
  ];
  const areas = areasOf(tableOf([own, own, own]));
  const free = bestFor(areas, "none", { costs: plain })!;
  for (const id of criterionIds) expect(bestFor(areas, id, { costs: plain })?.cost, id).toBeCloseTo(free.cost, 2);
  expect(gapOf(free, "sel")).toBeCloseTo(0, 12);
  expect(frontier(areas, ["tpr", "fpr"], { costs: plain })).toHaveLength(1);
});

test("a hull leaves out the thresholds that mixtures of others beat, and keeps its lower side", () => {
  const { groups } = tableOf([
    [
      [10, 10, 10, 10],
      [10, 10, 10, 10],
    ],
    [
      [1, 4, 0, 5],
      [5, 0, 4, 1],
    ],
  ]);
  expect(hullOf(groups[0]!)).toHaveLength(2);
  expect(hullOf(groups[1]!).map(({ fpr, tpr }) => [fpr, tpr])).toEqual([
    [0, 0],
    [1, 1],
    [0.5, 0.9],
    [0.1, 0.5],
  ]);
  const { groups: reversed } = tableOf([
    [
      [6, 4],
      [4, 6],
    ],
  ]);
  const worse = hullOf(reversed[0]!);
  expect(worse.map(({ fpr, tpr }) => [fpr, tpr])).toContainEqual([0.6, 0.4]);
});

test("counting: weights by Kish, many scores by quantiles, all people are kept", () => {
  const random = stream(3, "tradeoff test");
  const scores = Array.from({ length: 1000 }, () => random.next());
  const labels = scores.map((score) => Number(random.next() < score));
  const groups = scores.map((_, i) => i % 2);
  const table = scoreTable({ scores, labels, groups }, { groups: 2, levels: 20 });
  expect(table.levels).toHaveLength(20);
  expect(table.groups.map(sizesOf).map(({ n }) => n)).toEqual([500, 500]);
  const weights = scores.map((_, i) => (i % 2 ? 3 : 1));
  const weighted = scoreTable({ scores, labels, groups, weights }, { groups: 2, levels: 20 });
  expect(weighted.rows).toBeCloseTo(2000 ** 2 / 5000, 9);
  expect(weighted.groups.map((group) => sizesOf(group).n)[1]! / weighted.rows).toBeCloseTo(0.75, 12);
  // Twice everybody's weight changes nothing.
  const twice = scoreTable({ scores, labels, groups, weights: weights.map((w) => 2 * w) }, { groups: 2, levels: 20 });
  expect(sizesOf(twice.groups[0]!).positives).toBeCloseTo(sizesOf(weighted.groups[0]!).positives, 9);
});

test("intervals hold the optimum, prices are never negative, and the same seed gives the same", () => {
  const trying = { costs: plain, seed: 5, replicates: 60 };
  const found = tradeoff(three, trying);
  expect(found.replicates).toBe(60);
  for (const { id, accuracy, price } of found.kept) {
    expect(accuracy!.low, id).toBeLessThanOrEqual(accuracy!.value);
    expect(accuracy!.high, id).toBeGreaterThanOrEqual(accuracy!.value);
    expect(accuracy!.high - accuracy!.low, id).toBeGreaterThan(0.01);
    expect(price!.low, id).toBeGreaterThanOrEqual(0);
  }
  const gaps = (id: string) => found.kept.find((one) => one.id === id)!.gaps!;
  expect(gaps("equal-opportunity").tpr!.high).toBeLessThan(1e-9); // what is demanded holds in every sample
  expect(gaps("demographic-parity").sel!.high).toBeLessThan(1e-9);
  for (const { low, value, high } of [gaps("none").sel!, gaps("demographic-parity").tpr!]) {
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
  expect(tradeoff(three, trying)).toEqual(found);
});

test("a wider allowance never costs more, and the widest is free", () => {
  const areas = areasOf(three);
  for (const equal of [["sel"], ["tpr", "fpr"]] as const) {
    const points = frontier(areas, equal, { costs: plain });
    expect(points).toHaveLength(21);
    points.slice(1).forEach((point, i) => expect(point.accuracy).toBeGreaterThanOrEqual(points[i]!.accuracy - 1e-9));
    expect(points.at(-1)!.cost).toBeCloseTo(bestUnder(areas, { equal: [] }, plain)!.cost, 9);
  }
});

test("what base rates force: by hand", () => {
  // 100 people, 40 positive; 30 found, 10 falsely: precision .75, misses .25, false positives 10 of 60.
  expect(forcedFpr(0.4, { ppv: 0.75, fnr: 0.25 })).toBeCloseTo(1 / 6, 12);
  const [a, b] = [
    { positives: 60, negatives: 40, n: 100, base: 0.6 },
    { positives: 40, negatives: 60, n: 100, base: 0.4 },
  ];
  const ratio = oddsRatio(a, b);
  expect(ratio.value).toBeCloseTo(2.25, 12);
  // exp(ln 2.25 ± 1.959964 sqrt(1/60 + 1/40 + 1/40 + 1/60))
  expect(ratio.low).toBeCloseTo(Math.exp(Math.log(2.25) - 1.9599639845 * Math.sqrt(1 / 12)), 8);
  expect(ratio.high).toBeCloseTo(2.25 ** 2 / ratio.low, 8);
  expect(0.6 * 0.8 + 0.4 * calibratedNegatives(0.6, 0.8)).toBeCloseTo(0.6, 12);
  expect(0.6 * calibratedPositives(0.6, 0.3) + 0.4 * 0.3).toBeCloseTo(0.6, 12);
});

test("what calibration leaves: separation by hand, the smallest violation by brute force", () => {
  const area = (positives: readonly number[], negatives: readonly number[]) =>
    areasOf({
      levels: Float64Array.from(positives.keys()),
      groups: [{ positives: Float64Array.from(positives), negatives: Float64Array.from(negatives) }],
      rows: 0,
    })[0]!;
  // Levels with 10 of 40 and 30 of 40 positives: means (10/4 + 30 · 3/4)/40 among positives, (30/4 + 10 · 3/4)/40 among negatives
  expect(separationOf(area([10, 30], [30, 10]))).toBeCloseTo(0.625 - 0.375, 12);
  expect(separationOf(area([0, 40], [40, 0]))).toBeCloseTo(1, 12);
  expect(separationOf(area([20, 20], [30, 30]))).toBeCloseTo(0, 12);
  // Levels in the wrong order say nothing once they are made isotonic.
  expect(separationOf(area([30, 10], [10, 30]))).toBeCloseTo(0, 12);
  const [sharp, blunt] = [area([5, 55], [35, 5]), area([10, 10], [60, 20])]; // shares .6 and .2
  const most = [separationOf(sharp), separationOf(blunt)] as const;
  let least = Infinity;
  for (let i = 0; i <= 400; i++)
    for (let j = 0; j <= 400; j++) {
      const [a, b] = [(most[0] * i) / 400, (most[1] * j) / 400];
      const positives = 0.6 + 0.4 * a - (0.2 + 0.8 * b);
      const negatives = 0.6 - 0.6 * a - (0.2 - 0.2 * b);
      least = Math.min(least, Math.max(Math.abs(positives), Math.abs(negatives)));
    }
  expect(largestSpread(2, violationOf([sharp, blunt]), [])?.value).toBeCloseTo(0.4 * (1 - most[1]), 12);
  expect(least).toBeGreaterThanOrEqual(0.4 * (1 - most[1]) - 1e-12);
  expect(least).toBeLessThan(0.4 * (1 - most[1]) + 0.003);
  expect(largestSpread(2, violationOf([sharp, sharp]), [])?.value).toBe(0);
});

test("binomial numbers have the mean and the spread of their law", () => {
  for (const [n, p] of [
    [20, 0.1],
    [40, 0.9],
    [5000, 0.3],
  ] as const) {
    const random = stream(7, "binomial", n);
    const drawn = Array.from({ length: 4000 }, () => binomialDraw(n, p, random));
    const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
    const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / drawn.length;
    const expected = n * p * (1 - p);
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(expected / drawn.length));
    expect(variance / expected).toBeGreaterThan(0.9);
    expect(variance / expected).toBeLessThan(1.1);
  }
});

test("the clearest pair is not that of a tiny group; its intervals are corrected for the choice", () => {
  const size = (positives: number, n: number) => ({ positives, negatives: n - positives, n, base: positives / n });
  const sizes = [size(400, 1000), size(500, 1000), size(10, 31)];
  const found = clearest(sizes);
  expect([found.of, found.to]).toEqual([1, 0]);
  expect(found.odds).toEqual(oddsRatio(sizes[1]!, sizes[0]!, 0.05 / 3));
  expect(found.difference.low).toBeGreaterThan(0);
  expect(largestOdds(sizes)).toBeCloseTo(oddsRatio(sizes[1]!, sizes[2]!).high, 12);
  expect(() => clearest([sizes[0]!])).toThrow("two groups");
  // Of equal groups the first is named first.
  expect(clearest([sizes[0]!, sizes[0]!])).toMatchObject({ of: 0, to: 1 });
});
