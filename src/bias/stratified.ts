/** Two groups compared within strata, so that what the strata explain does not count: Mantel & Haenszel's odds ratio, Breslow & Day's test, and conditional demographic disparity. */
import { newcombe } from "../stats/difference.ts";
import { gammaUpper } from "../stats/gamma.ts";
import { normalQuantile } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";
import { expectedAt } from "./stratified/expected.ts";

/** One stratum: a, b of the group with and without the label; c, d of the others. */
export type Stratum = readonly [a: number, b: number, c: number, d: number];

export interface Pooled {
  /** Null: one of the sums is 0, so that the ratio is 0 or infinite and has no interval. */
  readonly oddsRatio: (Interval & { readonly value: number; readonly logSe: number }) | null;
  /** Cochran's, Mantel & Haenszel's test of "the odds are the same within all strata", without a continuity correction. */
  readonly chiSquare: number;
  readonly p: number;
  /** Breslow & Day's test of "the odds ratio is the same in all strata", and with Tarone's correction. Null: fewer than two strata can say. */
  readonly alike: {
    readonly chiSquare: number;
    readonly tarone: number;
    readonly df: number;
    readonly p: number;
  } | null;
  /** Strata in which both groups and both labels are there, as n. */
  readonly informative: number;
}

/** Null: no stratum has people of both. Interval: Robins, Breslow & Greenland 1986. */
export function mantelHaenszel(strata: readonly Stratum[], gamma = 0.05): Pooled | null {
  const used = strata.filter(([a, b, c, d]) => a + b > 0 && c + d > 0);
  let [variance, excess] = [0, 0];
  for (const [a, b, c, d] of used) {
    const n = a + b + c + d;
    excess += a - ((a + b) * (a + c)) / n;
    if (n > 1) variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
  }
  if (!(variance > 0)) return null;
  const chiSquare = (excess * excess) / variance;
  const oddsRatio = pooledOdds(used, gamma);
  const told = used.filter(([a, b, c, d]) => a + c > 0 && b + d > 0);
  return {
    oddsRatio,
    chiSquare,
    p: gammaUpper(chiSquare / 2, 0.5),
    alike: oddsRatio && breslowDay(told, oddsRatio.value),
    informative: told.length,
  };
}

function pooledOdds(strata: readonly Stratum[], gamma: number): Pooled["oddsRatio"] {
  let [r, s, pr, mixed, qs] = [0, 0, 0, 0, 0];
  for (const [a, b, c, d] of strata) {
    const n = a + b + c + d;
    const [p, q] = [(a + d) / n, (b + c) / n];
    const [x, y] = [(a * d) / n, (b * c) / n];
    r += x;
    s += y;
    pr += p * x;
    mixed += p * y + q * x;
    qs += q * y;
  }
  if (r === 0 || s === 0) return null;
  const logSe = Math.sqrt(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
  const reach = -normalQuantile(gamma / 2) * logSe;
  const value = r / s;
  return { value, low: value * Math.exp(-reach), high: value * Math.exp(reach), logSe };
}

/** Of strata with both groups and both labels: others have no odds ratio. */
function breslowDay(strata: readonly Stratum[], odds: number): Pooled["alike"] {
  const df = strata.length - 1;
  if (df < 1) return null;
  let [chiSquare, excess, total] = [0, 0, 0];
  for (const stratum of strata) {
    const { expected, variance } = expectedAt(stratum, odds);
    const off = stratum[0] - expected;
    chiSquare += (off * off) / variance;
    excess += off;
    total += variance;
  }
  const tarone = Math.max(0, chiSquare - (excess * excess) / total);
  return { chiSquare, tarone, df, p: gammaUpper(tarone / 2, df / 2) };
}

export interface Disparity extends Interval {
  /** Σ n_s/n (P(group | without, s) - P(group | with, s)), -1 to 1: above 0, the group is fewer among those with the label. */
  readonly value: number;
  /** Rows in strata where everybody has the same label: nothing can be compared there, and they are left out. */
  readonly leftOut: number;
  readonly n: number;
}

/**
 * Conditional demographic disparity. Interval: Newcombe's of each stratum, joined by square-and-add with the strata's weights as fixed; or, where that is longer, the normal
 * one with the variance that shares of the group have in strata when labels are given out at random (hypergeometric): of many small strata, in which nobody or everybody
 * is of the group, Wilson's bounds add up to too little. Null: there is no such stratum.
 */
export function conditionalDisparity(strata: readonly Stratum[], gamma = 0.05): Disparity | null {
  const told = strata.filter(([a, b, c, d]) => a + c > 0 && b + d > 0);
  const size = (some: readonly Stratum[]): number => some.reduce((sum, [a, b, c, d]) => sum + a + b + c + d, 0);
  const n = size(told);
  if (n === 0) return null;
  let [value, below, above, variance] = [0, 0, 0, 0];
  for (const [a, b, c, d] of told) {
    const all = a + b + c + d;
    const weight = all / n;
    if (all > 1) variance += (weight * weight * (a + b) * (c + d)) / ((all - 1) * (a + c) * (b + d));
    const one = b / (b + d) - a / (a + c);
    const { low, high } = newcombe(b, b + d, a, a + c, gamma);
    value += weight * one;
    below += (weight * (one - low)) ** 2;
    above += (weight * (high - one)) ** 2;
  }
  const least = -normalQuantile(gamma / 2) * Math.sqrt(variance);
  return {
    value,
    low: Math.max(-1, value - Math.max(least, Math.sqrt(below))),
    high: Math.min(1, value + Math.max(least, Math.sqrt(above))),
    leftOut: size(strata) - n,
    n,
  };
}
