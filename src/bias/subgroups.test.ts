import { expect, test } from "vitest";
import { newcombe } from "../stats/difference.ts";
import { stream } from "../stats/stream.ts";
import { meanOf } from "./means.ts";
import { type Counted, type Feature, type Outcome, searchSubgroups } from "./subgroups.ts";
import { bestOf } from "./subgroups/best.ts";
import { confirmMean, confirmRate } from "./subgroups/confirm.ts";
import { drawsOf } from "./subgroups/draws.ts";
import { shapley } from "./subgroups/shapley.ts";
import { sliceScore } from "./subgroups/sliceline.ts";

const random = (seed: number) => (outcome: number) => stream(seed, "subgroups.test", outcome);
const alike = () => 0;

interface Made {
  readonly features: Feature[];
  readonly outcome: Outcome;
}
/** `levels` of each feature; an outcome that is known of 9 in 10. */
function made(rows: number, levels: readonly number[], seed: number, weighted = false): Made {
  const draw = stream(seed, "made");
  const features = levels.map((n) => ({
    levels: n,
    codes: Int32Array.from({ length: rows }, () => draw.int(n + 1) - 1),
  }));
  const values = Float64Array.from({ length: rows }, () => (draw.next() < 0.1 ? NaN : Number(draw.next() < 0.3)));
  return { features, outcome: { values, weights: weighted ? values.map(() => 0.5 + draw.next()) : null } };
}

const meets =
  ({ conditions }: Pick<Counted, "conditions">, features: readonly Feature[]) =>
  (_: unknown, row: number) =>
    conditions.every(({ feature, level }) => features[feature]!.codes[row] === level);

/** Every conjunction, one by one. */
function bruteForce({ features, outcome }: Made, deepest: number, fewest: number): Map<string, [number, number]> {
  const items = features.flatMap(({ levels }, feature) =>
    Array.from({ length: levels }, (_, level) => ({ feature, level })),
  );
  const found = new Map<string, [number, number]>();
  const extend = (conditions: Counted["conditions"]): void => {
    if (conditions.length > 0) {
      const rows = [...outcome.values.keys()].filter((row) => meets({ conditions }, features)(null, row));
      const known = rows.filter((row) => !Number.isNaN(outcome.values[row]!));
      if (rows.length >= fewest && known.length >= fewest) {
        const weight = (row: number): number => outcome.weights?.[row] ?? 1;
        const all = known.reduce((sum, row) => sum + weight(row), 0);
        const mean = known.reduce((sum, row) => sum + weight(row) * outcome.values[row]!, 0) / all;
        found.set(JSON.stringify(conditions), [rows.length, mean]);
      }
    }
    if (conditions.length < deepest)
      for (const item of items) if (item.feature > (conditions.at(-1)?.feature ?? -1)) extend([...conditions, item]);
  };
  extend([]);
  return found;
}

test.for([false, true])("every frequent conjunction is counted as by brute force; weights: %s", (weighted) => {
  for (const seed of [1, 2, 3]) {
    const table = made(300, [2, 3, 4, 2], seed, weighted);
    const [lattice] = searchSubgroups(table.features, [table.outcome], {
      deepest: 3,
      fewest: 12,
      reshuffles: 2,
      random: random(seed),
    });
    const expected = bruteForce(table, 3, 12);
    expect(lattice!.subgroups).toHaveLength(expected.size);
    const { mean } = meanOf(table.outcome.values, table.outcome.weights);
    expect(lattice!.all.mean).toBeCloseTo(mean, 12);
    for (const one of lattice!.subgroups) {
      const [rows, own] = expected.get(JSON.stringify(one.conditions))!;
      expect(one.rows).toBe(rows);
      expect(one.mean).toBeCloseTo(own, 12);
      expect(one.divergence).toBeCloseTo(own - mean, 12);
    }
  }
});

test("z is the hypergeometric deviation of the number of hits", () => {
  const table = made(400, [2, 3], 5);
  const [lattice] = searchSubgroups(table.features, [table.outcome], {
    deepest: 2,
    fewest: 10,
    reshuffles: 1,
    random: random(1),
  });
  const known = table.outcome.values.filter((value) => !Number.isNaN(value));
  const [N, hits] = [known.length, known.reduce((sum, is) => sum + is, 0)];
  for (const { n, mean, z } of lattice!.subgroups) {
    const p = hits / N;
    expect(z).toBeCloseTo((n * mean - n * p) / Math.sqrt((n * p * (1 - p) * (N - n)) / (N - 1)), 10);
  }
});

test("reshuffles keep the outcome's values, packed or not, and are counted as the outcome is", () => {
  const { outcome } = made(200, [2], 7);
  const weights = new Float64Array(200).fill(1);
  for (const draws of [drawsOf(outcome, 7, stream(1, "a")), drawsOf({ ...outcome, weights }, 7, stream(1, "a"))]) {
    const sums = new Float64Array(draws.width);
    outcome.values.forEach((_, row) => {
      for (let k = 0; k < draws.width; k++) sums[k]! += draws.table[row * draws.width + k]!;
    });
    const into = new Float64Array(8);
    draws.unpack(sums, 0, into);
    const hits = outcome.values.filter((value) => value === 1).length;
    expect([...into]).toEqual(Array(8).fill(hits));
  }
});

test("without an effect, the p value of the largest z is uniform", () => {
  const reshuffles = 39;
  const p = Array.from({ length: 200 }, (_, i) => {
    const table = made(200, [2, 3, 3], 100 + i);
    const [{ subgroups, above }] = searchSubgroups(table.features, [table.outcome], {
      deepest: 3,
      fewest: 10,
      reshuffles,
      random: random(i),
    }) as [ReturnType<typeof searchSubgroups>[number]];
    const most = Math.max(...subgroups.map(({ z }) => z));
    return (1 + above.filter((z) => z >= most - 1e-9).length) / (reshuffles + 1);
  });
  const below = (level: number): number => p.filter((one) => one <= level).length / p.length;
  expect(below(0.05)).toBeLessThan(0.11); // .05 + 4 standard errors
  expect(below(0.5)).toBeGreaterThan(0.36);
  expect(below(0.5)).toBeLessThan(0.64);
});

test("who is both is found first, and what says the same again is left out", () => {
  const draw = stream(1, "planted");
  const rows = 4000;
  const column = (n: number) => Int32Array.from({ length: rows }, () => draw.int(n));
  const [young, foreign, other] = [column(3), column(3), column(4)];
  const values = Float64Array.from({ length: rows }, (_, row) =>
    Number(draw.next() < 0.2 + (young[row] === 0 && foreign[row] === 0 ? 0.3 : 0)),
  );
  const features = [young, foreign, other].map((codes, i) => ({ codes, levels: [3, 3, 4][i]! }));
  const [lattice] = searchSubgroups(features, [{ values, weights: null }], {
    deepest: 3,
    fewest: 40,
    reshuffles: 19,
    random: random(1),
  });
  const chosen = bestOf(lattice!, { side: "above", top: 5, epsilon: 0.01, alike });
  expect(chosen.best[0]!.conditions).toEqual([
    { feature: 0, level: 0 },
    { feature: 1, level: 0 },
  ]);
  expect(chosen.best[0]!.z).toBeGreaterThan(Math.max(...lattice!.above));
  expect(chosen.redundant).toBeGreaterThanOrEqual(4); // those with a level of `other` beside it
  const once = bestOf(lattice!, { side: "above", top: 5, epsilon: 0.01, alike: () => 1 });
  expect(once.best.length).toBeLessThanOrEqual(chosen.best.length);
});

test("Shapley's shares add up, are equal for equals, and go to who brings it", () => {
  expect(shapley(2, (subset) => (subset === 3 ? 0.4 : 0))).toEqual([0.2, 0.2]);
  expect(shapley(3, (subset) => (subset & 1 ? 0.3 : 0)).map((x) => Number(x.toFixed(12)))).toEqual([0.3, 0, 0]);
  const worth = [0, 0.1, 0.02, 0.2, 0.05, 0.12, 0.09, 0.33];
  const shares = shapley(3, (subset) => worth[subset]!);
  expect(shares.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0.33, 12);
  // by hand: 1/3 .1 + 1/6 (.18 + .07) + 1/3 .24
  expect(shares[0]).toBeCloseTo(0.1 / 3 + 0.25 / 6 + 0.24 / 3, 12);
});

test("SliceLine's score, by hand", () => {
  const all = { n: 6172, mean: 0.3392741413 };
  expect(sliceScore({ n: 246, mean: 0.4552845528 }, all, 0.995)).toBeCloseTo(0.2197802471, 9);
  expect(sliceScore({ n: 246, mean: 0 }, { n: 6172, mean: 0 }, 0.995)).toBeNull();
});

test("a confirmed rate lies against all by what the rest leaves of the difference", () => {
  const found = confirmRate({
    inside: { n: 100, mean: 0.5, variance: 0.25, skewness: 0 },
    rest: { n: 300, mean: 0.3, variance: 0.21, skewness: 0 },
    share: 0.75,
  })!;
  expect(found.divergence.value).toBeCloseTo(0.5 - (50 + 90) / 400, 12);
  const { low, high } = newcombe(50, 100, 90, 300);
  expect([found.divergence.low, found.divergence.high]).toEqual([low * 0.75, high * 0.75]);
  expect(found.p).toBeCloseTo(0.0005307360368225, 12); // scipy's hypergeometric tail
  expect(
    confirmRate({
      inside: { n: 0, mean: NaN, variance: NaN, skewness: 0 },
      rest: { n: 3, mean: 0, variance: 0, skewness: 0 },
      share: 1,
    }),
  ).toBeNull();
});

test("a confirmed mean: Welch", () => {
  const inside = meanOf([3, 4, 5, 6, 7]);
  const rest = meanOf([1, 2, 3, 4, 5, 6]);
  const found = confirmMean({ inside, rest, share: 6 / 11 })!;
  expect(found.value).toBe(5);
  expect(found.divergence.value).toBeCloseTo(5 - 46 / 11, 12);
  expect(found.p).toBeCloseTo(0.1834522449531604, 12); // scipy
  expect(confirmMean({ inside: meanOf([1]), rest, share: 1 })).toBeNull();
});
