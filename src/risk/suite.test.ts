import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCounts } from "./testing/counts.ts";
import { combine, value } from "./counts.ts";
import { interval } from "./interval.ts";
import { largest } from "./suite.ts";

const independent = (hits: number, n: number, controlHits: number, controlN: number) =>
  ({ of: null, scale: "ratio", design: "independent", hits, n, controlHits, controlN }) as const;

const part = (hits: number, controlHits: number) => independent(hits, 100, controlHits, 100);

/** All folds alike. */
const even = (hits: number, n: number, controlHits: number, controlN: number) => {
  const fold = independent(hits / 5, n / 5, controlHits / 5, controlN / 5);
  return { counts: independent(hits, n, controlHits, controlN), folds: () => [fold, fold, fold, fold, fold] };
};

test("one game has its plain estimate and interval", () => {
  const counts = independent(121, 2000, 0, 2000);
  const found = largest([{ counts, folds: () => [] }], 0.05);
  expect(found).toEqual({ value: 0.0605, ...interval(counts, 0.05), best: 0 });
});

test("of several: the largest lower bound at 1 - gamma/K, the largest upper bound at 1 - gamma, and the game of the former is named", () => {
  const [weak, strong, noisy] = [even(100, 1000, 90, 1000), even(300, 1000, 100, 1000), even(15, 20, 10, 20)];
  const found = largest([weak, strong, noisy], 0.05);
  expect(found.best).toBe(1);
  expect(found.low).toBe(interval(strong.counts, 0.05 / 3).low);
  expect(found.high).toBe(interval(noisy.counts, 0.05).high);
  // The same game wins every fold: its plain estimate (.3 - .1)/.9.
  expect(found.value).toBeCloseTo(2 / 9, 14);
});

test("folds that choose different games are weighed by their number", () => {
  // Without its own fold each game is level, or clearly ahead: a wins four folds, b the one that a shines in.
  const a = [part(90, 10), part(14, 10), part(14, 10), part(14, 10), part(14, 10)];
  const b = Array.from({ length: 5 }, () => part(30, 10));
  const whole = (parts: typeof a) => parts.slice(1).reduce((sum, one) => combine(sum, one, 1) as typeof sum, parts[0]!);
  const found = largest(
    [a, b].map((parts) => ({ counts: whole(parts), folds: () => parts })),
    0.05,
  );
  // Fold 0: the others say b (20/90); folds 1 to 4: a looks better by its fold 0, but counts 4 hits in 90 there.
  expect(found.value).toBeCloseTo(Math.max(found.low, (0.2 / 0.9 + 4 * (0.04 / 0.9)) / 5), 12);
});

test("the value never leaves the interval, and no game of the suite lies above the high end", () => {
  fc.assert(
    fc.property(fc.array(anyCounts, { minLength: 2, maxLength: 6 }), (games) => {
      const suite = games.map((counts) => ({
        counts,
        folds: () => Array.from({ length: 5 }, (_, fold) => (fold === 0 ? counts : combine(counts, counts, -1))),
      }));
      const found = largest(suite, 0.05);
      expect(found.low).toBeLessThanOrEqual(found.value);
      expect(found.value).toBeLessThanOrEqual(found.high);
      for (const counts of games) expect(interval(counts, 0.05).high).toBeLessThanOrEqual(found.high);
      expect(games.every((counts) => Number.isFinite(value(counts)))).toBe(true);
    }),
    { numRuns: 100 },
  );
});
