/** The true positive rate at a false alarm rate of alpha, when the threshold has to be estimated from the outsiders' scores (risk.md §3). */
import type { Of, ScoreCounts } from "../check/finding.ts";
import { betaCdf } from "../stats/beta.ts";
import { logBinomialPmf } from "../stats/binomial.ts";
import type { Interval } from "../stats/proportion.ts";
import { rootBetween } from "../stats/root.ts";
import type { Tally } from "./levels.ts";

/** Ranks of the true threshold that are less likely than this, on either side, are left out. */
const negligible = 5e-13;

/** Whole numbers that alpha n_0 misses by rounding only. */
const hair = 1e-9;

/** Of how many outsiders the threshold lies above at most: floor(alpha n_0). */
export const alarms = (alpha: number, controlN: number): number => Math.floor(alpha * controlN + hair);

/** Counts at every rank that matters, so that any limit can be tested again. */
export function rateCounts(
  { members, outsiders, n1, n0 }: Tally,
  { alpha, scale, of }: { alpha: number; scale: ScoreCounts["scale"]; of: Of | null },
): ScoreCounts {
  const { from, weights } = ranks(alpha, n0);
  // One more: the upper bound looks one rank further.
  const length = weights.length + 1;
  const above = Array.from({ length }, () => n1);
  const atLeast = Array.from({ length }, () => n1); // beyond the last outsider is everybody
  let [rank, higher] = [0, 0]; // outsiders and members above the level
  for (let level = members.length - 1; level >= 0 && rank < from + length; level--) {
    const last = rank + outsiders[level]!;
    for (let j = Math.max(rank + 1, from); j <= last && j < from + length; j++) {
      above[j - from] = higher;
      atLeast[j - from] = higher + members[level]!;
    }
    rank = last;
    higher += members[level]!;
  }
  if (from === 0) {
    above[0] = 0;
    atLeast[0] = 0;
  }
  const tied = atLeast.some((count, i) => count !== above[i]);
  return { of, scale, design: "scores", alpha, n: n1, controlN: n0, from, above, ...(tied && { atLeast }) };
}

interface Ranks {
  readonly from: number;
  readonly weights: Float64Array;
}

/** The same for all attacks, and asked again for every bound. */
const known = new Map<string, Ranks>();
const mostKnown = 128;

/** J ~ Bin(n_0, alpha): so many outsiders lie above the true threshold. */
function ranks(alpha: number, n0: number): Ranks {
  const key = `${alpha} ${n0}`;
  const found = known.get(key) ?? likelyRanks(alpha, n0);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

function likelyRanks(alpha: number, n0: number): Ranks {
  const middle = alpha * n0;
  const reach = 8 * Math.sqrt(middle * (1 - alpha));
  let from = Math.max(0, Math.floor(middle - reach));
  let to = Math.min(n0, Math.ceil(middle + reach + 20));
  const weights = Float64Array.from({ length: to - from + 1 }, (_, i) => Math.exp(logBinomialPmf(from + i, n0, alpha)));
  const start = from;
  for (let out = weights[0]!; out < negligible; out += weights[from - start]!) from++;
  for (let out = weights.at(-1)!; out < negligible; out += weights[to - start]!) to--;
  const kept = weights.slice(from - start, to - start + 1);
  const total = kept.reduce((sum, weight) => sum + weight, 0);
  return { from, weights: kept.map((weight) => weight / total) };
}

/** Members above the j-th highest outsider. */
const aboveAt = ({ above, from }: ScoreCounts, j: number): number => above[j - from] ?? 0;

const shift = ({ scale, alpha }: ScoreCounts): number => (scale === "difference" ? alpha : 0);

/** At the smallest outsider's score that at most alpha of the outsiders exceed. */
export function rateValue(counts: ScoreCounts): number {
  return aboveAt(counts, alarms(counts.alpha, counts.controlN) + 1) / counts.n - shift(counts);
}

/** How steeply members come in there: more of them for each further outsider, as shares; over one standard deviation of the threshold on either side. */
export function rateSlope(counts: ScoreCounts): number {
  const { n, controlN, alpha, from, above } = counts;
  const middle = alpha * controlN;
  const reach = Math.max(1, Math.sqrt(middle * (1 - alpha)));
  const low = Math.max(from, 1, Math.floor(middle - reach));
  const high = Math.min(from + above.length - 1, controlN, Math.ceil(middle + reach) + 1);
  return high > low ? ((aboveAt(counts, high) - aboveAt(counts, low)) / n / (high - low)) * controlN : 0;
}

/**
 * Clopper and Pearson's bounds averaged over where the true threshold lies among the outsiders, J ~ Bin(n_0, alpha).
 *   low solves  sum_j Bin(j) I_low(X_j, n_1 - X_j + 1) = gamma/2,        X_j = members above the j-th highest outsider (j = 0: none)
 *   high solves sum_j Bin(j) I_high(X'_j + 1, n_1 - X'_j) = 1 - gamma/2, X'_j = members at or above the (j+1)-th highest outsider
 */
export function rateInterval(counts: ScoreCounts, gamma: number): Interval {
  const { high } = mixtures(counts);
  const tail = gamma / 2;
  return {
    low: rateLow(counts, gamma),
    high: (high.missed(1) >= tail ? 1 : rootBetween((p) => high.missed(p) - tail, 0, 1)) - shift(counts),
  };
}

/** The lower end alone: it costs half. */
export function rateLow(counts: ScoreCounts, gamma: number): number {
  const { low } = mixtures(counts);
  const tail = gamma / 2;
  return (low.reached(0) >= tail ? 0 : rootBetween((p) => low.reached(p) - tail, 0, 1)) - shift(counts);
}

/** The one-sided levels at which either end of the interval lies on the limit; never less than the ranks that were left out. */
export function rateTails(counts: ScoreCounts, limit: number): { readonly low: number; readonly high: number } {
  const { low, high } = mixtures(counts);
  const p = limit + shift(counts);
  return {
    low: Math.max(2 * negligible, p < 0 ? 0 : low.reached(Math.min(1, p))),
    high: Math.max(2 * negligible, p >= 1 ? 0 : high.missed(Math.max(0, p))),
  };
}

/** P[Bin(n, p) >= Y] and P[Bin(n, p) < Y], averaged over Y: I_p(X, n - X + 1) = P[Bin(n, p) >= X]. */
interface Mixture {
  reached(p: number): number;
  missed(p: number): number;
}

function mixtures(counts: ScoreCounts): { readonly low: Mixture; readonly high: Mixture } {
  const { n, alpha, controlN, above, from } = counts;
  const { weights } = ranks(alpha, controlN);
  const reached = counts.atLeast ?? above;
  return {
    get low() {
      return mixture(n, weights, (i) => above[i]!);
    },
    // The last rank has no next one: there X' is everybody.
    get high() {
      return mixture(n, weights, (i) => (from + i === controlN ? n : reached[i + 1]!) + 1);
    },
  };
}

/** Sums over x of Bin(x; n, p) times the share of Y up to x: one beta function, the rest by recurrence. */
function mixture(n: number, weights: Float64Array, yOf: (i: number) => number): Mixture {
  let [min, max] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < weights.length; i++) {
    min = Math.min(min, yOf(i));
    max = Math.max(max, yOf(i));
  }
  const upTo = new Float64Array(max - min); // upTo[x - min]: the share of Y <= x
  const beyond = new Float64Array(max - min); // summed from its own end, so that small shares keep their digits
  for (let i = 0; i < weights.length; i++) {
    const y = yOf(i);
    if (y < max) upTo[y - min]! += weights[i]!;
    if (y > min) beyond[y - 1 - min]! += weights[i]!;
  }
  for (let x = 1; x < upTo.length; x++) upTo[x]! += upTo[x - 1]!;
  for (let x = beyond.length - 2; x >= 0; x--) beyond[x]! += beyond[x + 1]!;
  return {
    reached: (p) => upper(max, n, p) + between(p, n, min, upTo),
    missed: (p) => lower(min, n, p) + between(p, n, min, beyond),
  };
}

const upper = (y: number, n: number, p: number): number => (y <= 0 ? 1 : y > n ? 0 : betaCdf(p, y, n - y + 1));
const lower = (y: number, n: number, p: number): number => (y <= 0 ? 0 : y > n ? 1 : betaCdf(1 - p, n - y + 1, y));

/** Sum of Bin(min + i; n, p) share[i], outward from the likeliest. */
function between(p: number, n: number, min: number, share: Float64Array): number {
  if (share.length === 0) return 0;
  const last = Math.min(n, min + share.length - 1);
  if (p <= 0) return min === 0 ? share[0]! : 0;
  if (p >= 1) return last === n ? share[n - min]! : 0;
  const start = Math.max(min, Math.min(last, Math.floor((n + 1) * p)));
  const at = Math.exp(logBinomialPmf(start, n, p));
  const odds = p / (1 - p);
  let total = at * share[start - min]!;
  for (let x = start + 1, density = at; x <= last; x++) {
    density *= ((n - x + 1) / x) * odds;
    if (density < 1e-18 * total) break;
    total += density * share[x - min]!;
  }
  for (let x = start - 1, density = at; x >= min; x--) {
    density *= (x + 1) / (n - x) / odds;
    if (density < 1e-18 * total) break;
    total += density * share[x - min]!;
  }
  return total;
}
