import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { ScoreTable } from "./counts.ts";
import { areasOf } from "./criteria.ts";
import { bestFor } from "./catalogue.ts";
import { resampled } from "./resample.ts";
import { largestSpread, spread, type Above } from "./spread.ts";
import { tradeoff } from "./tradeoff.ts";

const counted = Array.from({ length: 1000 }, (_, i) => i / 1000);

test("an interval holds what was drawn and that mirrored, within its bounds", () => {
  // Two and a half in a thousand are outside on each side: .002 and .997; mirrored at .4 they are .798 and -.197.
  expect(spread(0.4, counted)).toEqual({ value: 0.4, low: 0, high: expect.closeTo(0.997, 12) as number });
  expect(
    spread(
      0.1,
      counted.map((x) => 0.2 + x / 10),
    ),
  ).toEqual({
    value: 0.1,
    low: 0,
    high: expect.closeTo(0.2997, 12) as number,
  });
  expect(
    spread(
      0.9,
      counted.map((x) => 1.5 + x),
      Infinity,
    ).high,
  ).toBeCloseTo(2.497, 12);
  expect(spread(0.5, [])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
});

const of =
  (rates: readonly (number | null)[]): Above =>
  (j, k) => {
    const [a, b] = [rates[j]!, rates[k]!];
    return a === null || b === null ? null : a - b;
  };

test("a gap that turns round in what was drawn may be none; one that never does is there", () => {
  const random = stream(1, "spread.test");
  const drawn = (gap: number): Above[] =>
    Array.from({ length: 400 }, () => of([0.5 + gap + 0.02 * random.normal(), 0.5 + 0.02 * random.normal(), 0.5]));
  expect(largestSpread(3, of([0.52, 0.5, 0.5]), drawn(0.02))).toMatchObject({ low: 0 });
  const clear = largestSpread(3, of([0.7, 0.5, 0.5]), drawn(0.2))!;
  expect(clear.value).toBeCloseTo(0.2, 12);
  expect(clear.low).toBeGreaterThan(0.08);
  expect(clear.high).toBeLessThan(0.32);
  expect(largestSpread(3, of([0.7, null, 0.5]), [])).toBeNull();
});

/** 2,000 people in two groups that have the same share of positives, and in which a score is not as sharp; 6 levels. */
const population: ScoreTable = {
  levels: Float64Array.from([0, 1, 2, 3, 4, 5]),
  rows: 2000,
  groups: [
    {
      positives: Float64Array.from([5, 15, 40, 80, 130, 130]),
      negatives: Float64Array.from([200, 180, 120, 60, 30, 10]),
    },
    {
      positives: Float64Array.from([30, 50, 70, 80, 90, 80]),
      negatives: Float64Array.from([140, 150, 120, 90, 60, 40]),
    },
  ],
};

test("what is true of the people behind lies within, also where they have equal shares of positives", () => {
  const random = stream(2, "spread.test");
  const costs = { falsePositive: 1, falseNegative: 1 };
  const ids = ["none", "equalized-odds", "equalized-odds+demographic-parity"] as const;
  const areas = areasOf(population);
  const truth = ids.map((id) => bestFor(areas, id, { costs })!);
  expect(truth[2]!.accuracy).toBeCloseTo(truth[1]!.accuracy, 9); // equal errors are equal shares here
  const games = 40;
  const missed = ids.map(() => ({ accuracy: 0, gap: 0 }));
  for (let game = 0; game < games; game++) {
    const { kept } = tradeoff(resampled(population, random), { costs, seed: game, replicates: 100 });
    ids.forEach((id, i) => {
      const found = kept.find((one) => one.id === id)!;
      const [best, { low, high }] = [truth[i]!, found.accuracy!];
      if (low > best.accuracy + 1e-9 || high < best.accuracy - 1e-9) missed[i]!.accuracy++;
      const gap = Math.abs(best.groups[0]!.fpr - best.groups[1]!.fpr);
      const left = found.gaps!.fpr!;
      if (left.low > gap + 1e-9 || left.high < gap - 1e-9) missed[i]!.gap++;
    });
  }
  // 2 of 40 on average are 5 %; more than 6 would be a one in 70 accident.
  for (const { accuracy, gap } of missed) expect(Math.max(accuracy, gap)).toBeLessThanOrEqual(6);
});
