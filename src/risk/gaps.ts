/**
 * Gaps among many groups (risk.md §5): how far the largest rate of K groups lies above the smallest.
 *
 * The plain gap is never 0: of five equal groups of 30 the largest and the smallest rate differ by .2 on average. So there is an interval that may reach 0, a test of
 * "all are equal" with what chance alone makes of the gap, and each group's rate drawn towards the mean by as much as its noise deserves.
 */
import { newcombe } from "../stats/difference.ts";
import { scas } from "../stats/ratio.ts";
import { stream } from "../stats/stream.ts";
import type { Interval } from "../stats/proportion.ts";
import { gamma as usual } from "./gamma.ts";
import { reshuffledTable } from "./gaps/table.ts";

/** One group: so many hits of so many people, one at least. */
export interface Rate {
  readonly hits: number;
  readonly n: number;
}

export interface Gap extends Interval {
  /** Largest rate minus smallest. */
  readonly value: number;
  /** Index of the group with the largest rate, and with the smallest; the earlier where several are. */
  readonly largest: number;
  readonly smallest: number;
}

/**
 * Newcombe's bounds (method 10) for every ordered pair of groups: low = the largest lower bound at gamma/(K(K-1)) two-sided, since the pair was chosen; high = the
 * largest upper bound at gamma, uncorrected, since the extreme pair alone covers. Clipped at 0. A bootstrap covers 0 % where groups are equal.
 * Fewer than two groups: all 0.
 */
export function maxMin(groups: readonly Rate[], gamma = usual): Gap {
  const p = groups.map(({ hits, n }) => hits / n);
  const largest = p.indexOf(Math.max(...p));
  const smallest = p.indexOf(Math.min(...p));
  const pairs = groups.length * (groups.length - 1);
  let [low, high] = [0, 0];
  groups.forEach((a, j) =>
    groups.forEach((b, k) => {
      if (j === k) return;
      // No lower bound is above the plain difference: most pairs need not be computed.
      if (p[j]! - p[k]! > low) low = Math.max(low, newcombe(a.hits, a.n, b.hits, b.n, gamma / pairs).low);
      high = Math.max(high, newcombe(a.hits, a.n, b.hits, b.n, gamma).high);
    }),
  );
  return { value: groups.length > 1 ? p[largest]! - p[smallest]! : 0, low, high, largest, smallest };
}

export interface Equality {
  /** Of "all groups are equal": (as extreme + 1)/(reshuffles + 1). */
  readonly p: number;
  /** What chance alone makes of the plain gap, were all groups equal: the mean and the 95 % quantile. */
  readonly chance: { readonly mean: number; readonly q95: number };
  readonly reshuffles: number;
}

/**
 * Who belongs to which group is reshuffled. Statistic: the largest standardised difference of two groups' rates, (p_j - p_k)/sqrt(pbar(1 - pbar)(1/n_j + 1/n_k)),
 * standardised so that a tiny group does not drown the others. `hits` in total and the sizes stay what they are, so the table of hits is all that is drawn.
 */
export function equality(
  groups: readonly Rate[],
  { seed, name, reshuffles = 999 }: { readonly seed: number; readonly name: string; readonly reshuffles?: number },
): Equality {
  const sizes = groups.map(({ n }) => n);
  const total = groups.reduce((sum, { hits }) => sum + hits, 0);
  const seen = standardised(
    groups.map(({ hits }) => hits),
    sizes,
  );
  const random = stream(seed, name, "gap of groups", ...sizes);
  const gaps = new Float64Array(reshuffles);
  let extreme = 0;
  for (let r = 0; r < reshuffles; r++) {
    const hits = reshuffledTable(sizes, total, random);
    if (standardised(hits, sizes) >= seen - 1e-9) extreme++;
    gaps[r] = plainGap(hits, sizes);
  }
  const sorted = gaps.toSorted();
  return {
    p: (extreme + 1) / (reshuffles + 1),
    chance: {
      mean: gaps.reduce((sum, gap) => sum + gap, 0) / reshuffles,
      q95: sorted[Math.min(reshuffles - 1, Math.ceil(0.95 * (reshuffles + 1)) - 1)] ?? Number.NaN,
    },
    reshuffles,
  };
}

function standardised(hits: ArrayLike<number>, sizes: readonly number[]): number {
  let [people, all] = [0, 0];
  sizes.forEach((n, k) => {
    people += n;
    all += hits[k]!;
  });
  const mean = all / people;
  const variance = mean * (1 - mean);
  let largest = 0;
  for (let j = 1; j < sizes.length; j++)
    for (let k = 0; k < j; k++) {
      const gap = Math.abs(hits[j]! / sizes[j]! - hits[k]! / sizes[k]!);
      largest = Math.max(largest, gap / Math.sqrt(variance * (1 / sizes[j]! + 1 / sizes[k]!)) || 0);
    }
  return largest;
}

function plainGap(hits: ArrayLike<number>, sizes: readonly number[]): number {
  const p = sizes.map((n, k) => hits[k]! / n);
  return p.length > 1 ? Math.max(...p) - Math.min(...p) : 0;
}

/**
 * Each group's rate drawn towards the mean: p_k' = pbar + max(0, 1 - vbar/S^2)(p_k - pbar), with vbar the mean sampling variance p_k(1 - p_k)/n_k and S^2 the variance
 * of the plain rates. Where the rates differ by no more than their noise, all become the mean.
 */
export function shrunken(groups: readonly Rate[]): number[] {
  const p = groups.map(({ hits, n }) => hits / n);
  if (p.length < 2) return p;
  const mean = average(p);
  const noise = average(groups.map(({ n }, k) => (p[k]! * (1 - p[k]!)) / n));
  const spread = p.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (p.length - 1);
  const kept = spread > 0 ? Math.max(0, 1 - noise / spread) : 0;
  return p.map((one) => mean + kept * (one - mean));
}

const average = (x: readonly number[]): number => x.reduce((sum, one) => sum + one, 0) / x.length;

/** Ratio of two groups' rates p_a/p_b with the bounds of the skewness-corrected score (Laud 2017); high may be Infinity, and all of it is null where nobody of b is hit. */
export function ratio(a: Rate, b: Rate, gamma = usual): (Interval & { readonly value: number }) | null {
  if (b.hits === 0) return null;
  // `scas` is about the ratio phi of failures, as 1 - phi: hits are taken as failures.
  const { low, high } = scas(a.n - a.hits, a.n, b.n - b.hits, b.n, gamma);
  return { value: a.hits / a.n / (b.hits / b.n), low: 1 - high, high: 1 - low };
}
