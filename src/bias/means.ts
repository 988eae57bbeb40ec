/** Means of numbers by group, and how far the largest lies above the smallest. */
import type { Interval } from "../stats/proportion.ts";
import { studentQuantile } from "../stats/student.ts";

export interface Mean {
  readonly n: number;
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly variance: number;
  /** Third central moment over the cube of the standard deviation; 0 where nothing varies. */
  readonly skewness: number;
}

/** Missing (NaN) is left out. With weights, n is as many values as they are worth (Kish), and need not be whole. */
export function meanOf(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): Mean {
  const sums = emptySums();
  for (let i = 0; i < values.length; i++) {
    const [x, weight] = [values[i]!, weights?.[i] ?? 1];
    if (!Number.isNaN(x) && weight !== 0) add(sums, x, weight);
  }
  return meanOfSums(sums);
}

/** The same by group, in one pass; `rows` are those with a value. `codes` are positions below `groups`; -1 = of no group. */
export function meansBy(
  codes: Int32Array,
  groups: number,
  { values, weights }: { readonly values: Float64Array; readonly weights: Float64Array | null },
): (Mean & { readonly rows: number })[] {
  const rows = new Float64Array(groups);
  const sums = Array.from({ length: groups }, emptySums);
  for (let row = 0; row < codes.length; row++) {
    const [code, x] = [codes[row]!, values[row]!];
    if (code < 0 || !Number.isFinite(x)) continue;
    rows[code]!++;
    const weight = weights ? weights[row]! : 1;
    if (weight !== 0) add(sums[code]!, x, weight);
  }
  return sums.map((each, g) => ({ rows: rows[g]!, ...meanOfSums(each) }));
}

/** Weights, their squares, and weighted powers of the distances from the mean so far (Pébay 2008), which lose nothing where the mean is far from 0. */
interface Sums {
  all: number;
  squared: number;
  mean: number;
  second: number;
  third: number;
}
const emptySums = (): Sums => ({ all: 0, squared: 0, mean: 0, second: 0, third: 0 });

function add(sums: Sums, x: number, weight: number): void {
  const before = sums.all;
  sums.all += weight;
  sums.squared += weight * weight;
  const off = x - sums.mean;
  const share = weight / sums.all;
  sums.mean += share * off;
  const more = off * off * before * share;
  sums.third += off * (more * (1 - 2 * share) - 3 * share * sums.second);
  sums.second += more;
}

function meanOfSums({ all, squared, mean, second, third }: Sums): Mean {
  const n = all > 0 ? (all * all) / squared : 0;
  return {
    n,
    mean: n > 0 ? mean : Number.NaN,
    variance: n > 1 ? (second / all) * (n / (n - 1)) : Number.NaN,
    skewness: second > 0 ? third / all / (second / all) ** 1.5 : 0,
  };
}

/**
 * How far an interval of a mean is to be moved, in standard errors, since the mean of skewed numbers has a skewed error: Edgeworth's expansion of Student's statistic, inverted
 * (Hall 1983, Inverting an Edgeworth expansion). `skewness` is that of the mean. Never by more than half of what is on either side.
 */
const shift = (skewness: number, t: number): number =>
  Math.max(-t / 2, Math.min(t / 2, (skewness * (2 * t * t + 1)) / 6));

/** Student's t, moved for skewness. Null with fewer than two values. */
export function meanInterval({ n, mean, variance, skewness }: Mean, gamma = 0.05): Interval | null {
  if (n < 2) return null;
  const [t, error] = [studentQuantile(1 - gamma / 2, n - 1), Math.sqrt(variance / n)];
  const moved = shift(skewness / Math.sqrt(n), t);
  return { low: mean - error * (t - moved), high: mean + error * (t + moved) };
}

/** a - b: Welch's t, moved for skewness. */
export function welch(a: Mean, b: Mean, gamma = 0.05): Interval {
  const [x, y] = [a.variance / a.n, b.variance / b.n];
  const difference = a.mean - b.mean;
  if (x + y === 0) return { low: difference, high: difference };
  const df = (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1));
  const [t, error] = [studentQuantile(1 - gamma / 2, df), Math.sqrt(x + y)];
  const third = (of: Mean): number => (of.skewness * of.variance ** 1.5) / of.n ** 2;
  const moved = shift((third(a) - third(b)) / error ** 3, t);
  return { low: difference - error * (t - moved), high: difference + error * (t + moved) };
}

/** As `maxMin` of rates: low corrected for all ordered pairs, since the pair was chosen; clipped at 0. Every mean of two values or more. Fewer than two groups: all 0. */
export function meanGap(groups: readonly Mean[], gamma = 0.05): Interval & { readonly value: number } {
  const pairs = groups.length * (groups.length - 1);
  let [value, low, high] = [0, 0, 0];
  groups.forEach((a, j) =>
    groups.forEach((b, k) => {
      if (j === k) return;
      value = Math.max(value, a.mean - b.mean);
      low = Math.max(low, welch(a, b, gamma / pairs).low);
      high = Math.max(high, welch(a, b, gamma).high);
    }),
  );
  return { value, low, high };
}
