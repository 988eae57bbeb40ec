/**
 * The area under the ROC curve: the chance that somebody in the data scores higher than an outsider, ties counting half.
 * Variance and covariance by placements (DeLong, DeLong & Clarke-Pearson 1988), by sorting (Sun & Xu 2014), O(n log n).
 */
import { normalQuantile } from "./normal.ts";
import type { Interval } from "./proportion.ts";
import { rootBetween } from "./root.ts";

/** Two groups of scores, higher = "in the data". */
export interface Groups {
  readonly members: ArrayLike<number>;
  readonly outsiders: ArrayLike<number>;
}

export interface Placements {
  readonly auc: number;
  /** Of each member: the share of outsiders below, ties counting half. */
  readonly members: Float64Array;
  /** Of each outsider: the share of members above. */
  readonly outsiders: Float64Array;
}

/** What an interval of an AUC rests on. */
export interface AucEstimate {
  readonly auc: number;
  readonly variance: number;
  readonly members: number;
  readonly outsiders: number;
}

export const auc = (groups: Groups): number => placements(groups).auc;

/** @throws RangeError when a score is NaN: it has no place */
export function placements({ members, outsiders }: Groups): Placements {
  const ofMembers = shareBelow(members, outsiders);
  const ofOutsiders = shareBelow(outsiders, members).map((below) => 1 - below);
  return { auc: mean(ofMembers), members: ofMembers, outsiders: ofOutsiders };
}

/** Of each of `these`: the share of `others` below it, ties counting half. */
function shareBelow(these: ArrayLike<number>, others: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(others).toSorted();
  const shares = Float64Array.from(these);
  if (sorted.some(Number.isNaN) || shares.some(Number.isNaN)) throw new RangeError("a score is not a number");
  const n = sorted.length;
  return shares.map((x) => (firstFrom(sorted, x, false) + firstFrom(sorted, x, true)) / (2 * n));
}

/** How many of the sorted are below x (`beyond`: below or equal). */
function firstFrom(sorted: Float64Array, x: number, beyond: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle]!;
    if (at < x || (beyond && at === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Several attacks on the same people in the same order: covariance[j][k] of auc[j] and auc[k]. NaN with fewer than 2 people on a side. */
export const delong = (suite: readonly Groups[]): DeLong => delongOf(suite.map(placements));

export interface DeLong {
  readonly auc: number[];
  readonly covariance: number[][];
}

export function delongOf(placed: readonly Placements[]): DeLong {
  const covariance = placed.map(() => placed.map(() => 0));
  placed.forEach((a, j) => {
    for (let k = j; k < placed.length; k++) {
      const b = placed[k]!;
      const c = moment(a.members, b.members, a.auc, b.auc) + moment(a.outsiders, b.outsiders, a.auc, b.auc);
      covariance[j]![k] = c;
      covariance[k]![j] = c;
    }
  });
  return { auc: placed.map((one) => one.auc), covariance };
}

/** S/n, S the covariance with n - 1 in the denominator. */
function moment(a: Float64Array, b: Float64Array, meanA: number, meanB: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - meanA) * (b[i]! - meanB);
  return sum / (a.length - 1) / a.length;
}

/** The same estimate from how many members and outsiders there are at each level of the score, lowest first: no sorting. */
export function aucOfLevels(members: Uint32Array, outsiders: Uint32Array): AucEstimate {
  const n1 = sum(members);
  const n0 = sum(outsiders);
  let [first, of1, of0] = [0, 0, 0];
  let [below1, below0] = [0, 0];
  for (let level = 0; level < members.length; level++) {
    first += members[level]! * (below0 + outsiders[level]! / 2);
    below0 += outsiders[level]!;
  }
  const a = first / n1 / n0;
  below0 = 0;
  for (let level = 0; level < members.length; level++) {
    const m = members[level]!;
    const o = outsiders[level]!;
    of1 += m * ((below0 + o / 2) / n0 - a) ** 2;
    of0 += o * (1 - (below1 + m / 2) / n1 - a) ** 2;
    below1 += m;
    below0 += o;
  }
  return { auc: a, variance: of1 / (n1 - 1) / n1 + of0 / (n0 - 1) / n0, members: n1, outsiders: n0 };
}

const sum = (x: Uint32Array): number => x.reduce((total, one) => total + one, 0);
const mean = (x: Float64Array): number => x.reduce((total, one) => total + one, 0) / x.length;

/**
 * On the logit scale by DeLong; joined with Newcombe's method 5 where the sizes differ by more than 2 to 1 or the AUC is beyond .75 or .25 (DeLong's
 * tails are up to 10 % there). AUC = 1: low = (gamma/2)^(1/min n), which is exact; 0 mirrored. All scores equal: [0, 1].
 */
export function aucInterval(estimate: AucEstimate, gamma = 0.05): Interval {
  const { auc: a, members: n1, outsiders: n0 } = estimate;
  const plain = logitInterval(estimate, gamma);
  const wide = Math.max(n1, n0) > 2 * Math.min(n1, n0) || a > 0.75 || a < 0.25;
  if (!wide || a === 0 || a === 1) return plain;
  const other = newcombe5(a, n1, n0, gamma);
  return { low: Math.min(plain.low, other.low), high: Math.max(plain.high, other.high) };
}

/** DeLong's variance on the logit scale, and the exact ends. */
export function logitInterval({ auc: a, variance, members, outsiders }: AucEstimate, gamma = 0.05): Interval {
  const end = (gamma / 2) ** (1 / Math.min(members, outsiders));
  if (a === 1) return { low: end, high: 1 };
  if (a === 0) return { low: 0, high: 1 - end };
  if (!(variance > 0)) return { low: 0, high: 1 };
  const reach = (-normalQuantile(gamma / 2) * Math.sqrt(variance)) / (a * (1 - a));
  const at = (sign: 1 | -1): number => 1 / (1 + ((1 - a) / a) * Math.exp(-sign * reach));
  return { low: at(-1), high: at(1) };
}

/**
 * Newcombe 2006 (Statistics in Medicine 25, 559-573), method 5: |A - t| = z sqrt(t(1-t)/(n1 n0) (1 + N*((1-t)/(2-t) + t/(1+t)))), N* = (n1 + n0)/2 - 1,
 * solved for t: the variance of Hanley & McNeil at the value that is tested.
 */
export function newcombe5(a: number, n1: number, n0: number, gamma = 0.05): Interval {
  const z = -normalQuantile(gamma / 2);
  const star = (n1 + n0) / 2 - 1;
  // v is 1 - t, so that nothing is lost near 1.
  const squared = (t: number, v: number): number => ((z * z) / (n1 * n0)) * (1 + star * (v / (1 + v) + t / (1 + t)));
  /** The t < A, as t and 1 - t. */
  const below = (at: number, rest: number): { t: number; v: number } => {
    if (at <= 0) return { t: 0, v: 1 };
    if (rest > 0) {
      const t = rootBetween((x) => at - x - Math.sqrt(x * (1 - x) * squared(x, 1 - x)), 0, at);
      return { t, v: 1 - t };
    }
    // A = 1: both sides divided by sqrt(1 - t), which would have a root of its own there.
    const v = rootBetween((x) => x - (1 - x) * squared(1 - x, x), 0, 1);
    return { t: 1 - v, v };
  };
  return { low: below(a, 1 - a).t, high: below(1 - a, a).v };
}
