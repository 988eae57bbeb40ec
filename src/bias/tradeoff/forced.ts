/**
 * What follows from different shares of positives alone, whatever the score.
 *
 * Chouldechova 2017: FPR = p/(1 - p) (1 - PPV)/PPV (1 - FNR). Where precision and misses are equal, false positive rates differ by the odds ratio of the shares.
 * Kleinberg, Mullainathan & Raghavan 2017: of a calibrated score, with mean z among positives and x among negatives, p z + (1 - p) x = p. Equal z and equal x in groups
 * of different p need z = 1 and x = 0.
 */
import { newcombe } from "../../stats/difference.ts";
import { normalQuantile } from "../../stats/normal.ts";
import type { Sizes } from "./counts.ts";
import type { Area } from "./criteria.ts";

/** Of the people called positive PPV are; of the positives FNR are missed. */
export const forcedFpr = (base: number, { ppv, fnr }: { readonly ppv: number; readonly fnr: number }): number =>
  ((base / (1 - base)) * (1 - ppv) * (1 - fnr)) / ppv;

/** What the mean score of a group's negatives must be when that of its positives is z, and the other way round, if the score is calibrated. */
export const calibratedNegatives = (base: number, z: number): number => (base * (1 - z)) / (1 - base);
export const calibratedPositives = (base: number, x: number): number => 1 - ((1 - base) * x) / base;

/**
 * How far apart a score keeps positives and negatives of a group on average, once it is calibrated: each stretch of the upper hull of its ROC curve gets the share of positives
 * that it has (which is isotonic regression). 0: it says nothing; 1: it is never wrong.
 */
export function separationOf({ corners, size: { positives, negatives } }: Pick<Area, "corners" | "size">): number {
  const upper = corners.filter(({ fpr, tpr }) => tpr >= fpr).toSorted((a, b) => a.fpr - b.fpr || a.tpr - b.tpr);
  return upper.slice(1).reduce((sum, { fpr, tpr }, i) => {
    const [more, wrong] = [tpr - upper[i]!.tpr, fpr - upper[i]!.fpr];
    const people = more * positives + wrong * negatives;
    return people > 0 ? sum + ((more * positives) / people) * (more - wrong) : sum;
  }, 0);
}

/**
 * The smallest gap that calibration leaves. Of a calibrated score that keeps positives and negatives D apart, positives have the mean p + (1 - p) D and negatives p - p D. With
 * a and b for D in groups of shares p > q: p(gap of positives) + (1 - p)(gap of negatives) = (p - q)(1 - b), and q(…) + (1 - q)(…) = (p - q)(1 - a). So the larger of the two gaps
 * is at least (p - q)(1 - min(a, b)), and that is reached where a = b. Of group j above group k, by position: below 0 where k has the larger share of positives.
 */
export function violationOf(areas: readonly Pick<Area, "corners" | "size">[]): (j: number, k: number) => number {
  const groups = areas.map((area) => ({ base: area.size.base, apart: separationOf(area) }));
  return (j, k) => {
    const [a, b] = [groups[j]!, groups[k]!];
    return (a.base - b.base) * (1 - Math.min(a.apart, b.apart));
  };
}

export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Odds of being positive in a group over those in another (Woolf 1955): value exp(d), interval exp(d ± z sqrt(1/a + 1/b + 1/c + 1/d)). No cell is 0. */
export function oddsRatio(of: Sizes, to: Sizes, gamma = 0.05): Ratio {
  const log = Math.log(of.positives) - Math.log(of.negatives) - Math.log(to.positives) + Math.log(to.negatives);
  const error = Math.sqrt([of, to].reduce((sum, { positives, negatives }) => sum + 1 / positives + 1 / negatives, 0));
  const reach = -normalQuantile(gamma / 2) * error;
  return { value: Math.exp(log), low: Math.exp(log - reach), high: Math.exp(log + reach) };
}

/** Two groups whose shares of positives differ. */
export interface Pair {
  /** Index of the group with the larger share, and of the other. */
  readonly of: number;
  readonly to: number;
  readonly odds: Ratio;
  readonly difference: Ratio;
}

/**
 * The pair whose odds differ most clearly: with the largest lower bound of the odds ratio. A tiny group may lie further out, and prove nothing.
 * Its intervals (Woolf, Newcombe) are corrected for the pair being chosen among K(K - 1)/2. Two groups at least.
 */
export function clearest(sizes: readonly Sizes[], gamma = 0.05): Pair {
  const each = gamma / ((sizes.length * (sizes.length - 1)) / 2);
  let best: Pair | null = null;
  sizes.forEach((a, of) =>
    sizes.forEach((b, to) => {
      if (of === to || a.base < b.base || (a.base === b.base && of > to)) return;
      const odds = oddsRatio(a, b, each);
      if (best !== null && odds.low <= best.odds.low) return;
      const difference = { value: a.base - b.base, ...newcombe(a.positives, a.n, b.positives, b.n, each) };
      best = { of, to, odds, difference };
    }),
  );
  if (best === null) throw new RangeError("A pair needs two groups");
  return best;
}

/** No two groups' odds differ by more, as far as can be told: the largest upper bound. */
export const largestOdds = (sizes: readonly Sizes[], gamma = 0.05): number =>
  Math.max(...sizes.flatMap((a, of) => sizes.flatMap((b, to) => (of === to ? [] : [oddsRatio(a, b, gamma).high]))));
