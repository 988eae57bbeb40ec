/**
 * What follows from different shares of positives alone, whatever the score.
 *
 * Chouldechova 2017: FPR = p/(1 - p) (1 - PPV)/PPV (1 - FNR). Where precision and misses are equal, false positive rates differ by the odds ratio of the shares.
 * Kleinberg, Mullainathan & Raghavan 2017: of a calibrated score, with mean z among positives and x among negatives, p z + (1 - p) x = p. Equal z and equal x in groups
 * of different p need z = 1 and x = 0.
 */
import { normalQuantile } from "../../stats/normal.ts";
import type { Sizes } from "./counts.ts";

/** Of the people called positive PPV are; of the positives FNR are missed. */
export const forcedFpr = (base: number, { ppv, fnr }: { readonly ppv: number; readonly fnr: number }): number =>
  ((base / (1 - base)) * (1 - ppv) * (1 - fnr)) / ppv;

/** What the mean score of a group's negatives must be when that of its positives is z, and the other way round, if the score is calibrated. */
export const calibratedNegatives = (base: number, z: number): number => (base * (1 - z)) / (1 - base);
export const calibratedPositives = (base: number, x: number): number => 1 - ((1 - base) * x) / base;

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
