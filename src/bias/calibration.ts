/** Whether a score means the same in every group: expected calibration error, Cox's recalibration, and tests of the group beside the score. */
import { gammaUpper } from "../stats/gamma.ts";
import { normalQuantile } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";
import { type Labelled, logistic } from "./calibration/logistic.ts";

export type { Labelled } from "./calibration/logistic.ts";

interface Spread extends Interval {
  readonly value: number;
}

/** People whose scores fall into one bin, those of them that are positive, and the sum of their scores; need not be whole. */
export interface Bin {
  readonly n: number;
  readonly hits: number;
  readonly scores: number;
}

/** Bins of equal width over scores of 0 to 1; a score of 1 belongs to the last. */
export function binsOf(scores: ArrayLike<number>, labels: ArrayLike<number>, bins = 10): Bin[] {
  const cells = Array.from({ length: bins }, () => ({ n: 0, hits: 0, scores: 0 }));
  for (let i = 0; i < scores.length; i++) {
    const cell = cells[Math.min(bins - 1, Math.floor(bins * scores[i]!))]!;
    cell.n++;
    cell.hits += labels[i]!;
    cell.scores += scores[i]!;
  }
  return cells;
}

export interface CalibrationError extends Spread {
  /** What chance alone makes of it, on average, where every score is right. */
  readonly chance: number;
}

/**
 * Expected calibration error (Naeini et al. 2015): Σ n_b/n |share of positives - mean score| over bins. It is above 0 by chance even where every score is right, and a
 * bootstrap does not cover there. With e_b the standard errors of the shares: the error of the whole is at most Σ n_b/n |error of b|, so low = value - the 97.5 % quantile
 * of that (its sum is skewed: Cornish and Fisher's correction); and its mean is no smaller than the truth (Jensen), so high = value + z √(Σ (n_b/n e_b)²). Null: nobody.
 */
export function calibrationError(bins: readonly Bin[], gamma = 0.05): CalibrationError | null {
  const some = bins.filter(({ n }) => n > 0);
  const n = some.reduce((sum, bin) => sum + bin.n, 0);
  if (n === 0) return null;
  let [value, chance, mean, variance, third, squares] = [0, 0, 0, 0, 0, 0];
  for (const bin of some) {
    const [share, score] = [bin.n / n, bin.scores / bin.n];
    value += share * Math.abs(bin.hits / bin.n - score);
    chance += share * Math.sqrt(((2 / Math.PI) * Math.max(0, score * (1 - score))) / bin.n);
    const p = (bin.hits + 1) / (bin.n + 2); // or a bin without positives would be taken for certain
    const error = share * Math.sqrt((p * (1 - p)) / bin.n);
    mean += Math.sqrt(2 / Math.PI) * error;
    variance += (1 - 2 / Math.PI) * error ** 2;
    third += Math.sqrt(2 / Math.PI) * (4 / Math.PI - 1) * error ** 3;
    squares += error ** 2;
  }
  const z = -normalQuantile(gamma / 2);
  const skewness = variance > 0 ? third / variance ** 1.5 : 0;
  const reach = mean + Math.sqrt(variance) * (z + ((z * z - 1) * skewness) / 6);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + z * Math.sqrt(squares)), chance };
}

/** A score of 0 or 1 has no finite logit. */
const nearest = 1e-3;
/** ln(s/(1 - s)), of scores kept away from 0 and 1. */
export const logits = (scores: Float64Array): Float64Array =>
  scores.map((score) => {
    const s = Math.min(1 - nearest, Math.max(nearest, score));
    return Math.log(s / (1 - s));
  });

export interface Recalibration {
  /** a of logit P = a + logit(score): above 0, the scores are too low. */
  readonly intercept: Spread;
  /** b of logit P = a + b logit(score): below 1, scores are too extreme. */
  readonly slope: Spread | null;
}

/** Cox 1958, Two further applications of a model for binary regression; with Wald's intervals. `x` are logits. Null: one class only, or nothing finite. */
export function recalibration(people: Labelled, gamma = 0.05): Recalibration | null {
  const z = -normalQuantile(gamma / 2);
  const around = (value: number, error: number): Spread => ({ value, low: value - z * error, high: value + z * error });
  const large = logistic([people], { slope: 1 });
  if (!large) return null;
  const free = logistic([people]);
  return {
    intercept: around(large.intercepts[0]!, large.errors.intercepts[0]!),
    slope: free && around(free.slope, free.errors.slope ?? 0),
  };
}

export interface LikelihoodRatio {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}
export interface Alike {
  /** y ~ x + group against y ~ x: equal scores go with different shares of positives. */
  readonly group: LikelihoodRatio;
  /** y ~ x + group + x · group against y ~ x + group: the score says more in one group than in another. Null: not finite in some group. */
  readonly slope: LikelihoodRatio | null;
}

/** Tests of "a score means the same in all groups", by likelihood ratios. Null: fewer than two groups, one class only in one of them, or nothing finite. */
export function alike(groups: readonly Labelled[]): Alike | null {
  if (groups.length < 2) return null;
  const [one, parallel] = [logistic([pooledOf(groups)]), logistic(groups)];
  if (!one || !parallel) return null;
  const apart = groups.map((group) => logistic([group]));
  const df = groups.length - 1;
  const test = (more: number, less: number): LikelihoodRatio => {
    const chiSquare = Math.max(0, 2 * (more - less));
    return { chiSquare, df, p: gammaUpper(chiSquare / 2, df / 2) };
  };
  const all = apart.reduce((sum, fit) => (sum === null || !fit ? null : sum + fit.logLikelihood), 0 as number | null);
  return {
    group: test(parallel.logLikelihood, one.logLikelihood),
    slope: all === null ? null : test(all, parallel.logLikelihood),
  };
}

function pooledOf(groups: readonly Labelled[]): Labelled {
  const n = groups.reduce((sum, { y }) => sum + y.length, 0);
  const all = { x: new Float64Array(n), y: new Int8Array(n) };
  let at = 0;
  for (const { x, y } of groups) {
    all.x.set(x, at);
    all.y.set(y, at);
    at += y.length;
  }
  return all;
}
