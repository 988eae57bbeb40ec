/** Means of numbers by group, and how far the largest lies above the smallest. */
import type { Interval } from "../stats/proportion.ts";
import { studentQuantile } from "../stats/student.ts";

export interface Mean {
  readonly n: number;
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly variance: number;
}

/** Missing (NaN) is left out. With weights, n is as many values as they are worth (Kish), and need not be whole. */
export function meanOf(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): Mean {
  let [all, squared, mean, off] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const [x, weight] = [values[i]!, weights?.[i] ?? 1];
    if (Number.isNaN(x) || weight === 0) continue;
    all += weight;
    squared += weight * weight;
    const before = x - mean;
    mean += (weight / all) * before;
    off += weight * before * (x - mean);
  }
  const n = all > 0 ? (all * all) / squared : 0;
  return { n, mean: n > 0 ? mean : Number.NaN, variance: n > 1 ? (off / all) * (n / (n - 1)) : Number.NaN };
}

/** The same by group, in one pass; `rows` are those with a value. `codes` are positions below `groups`; -1 = of no group. */
export function meansBy(
  codes: Int32Array,
  groups: number,
  { values, weights }: { readonly values: Float64Array; readonly weights: Float64Array | null },
): (Mean & { readonly rows: number })[] {
  const zeros = (): Float64Array => new Float64Array(groups);
  const [rows, all, squared, mean, off] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  for (let row = 0; row < codes.length; row++) {
    const [code, x] = [codes[row]!, values[row]!];
    if (code < 0 || !Number.isFinite(x)) continue;
    rows[code]!++;
    const weight = weights ? weights[row]! : 1;
    if (weight === 0) continue;
    all[code]! += weight;
    squared[code]! += weight * weight;
    const before = x - mean[code]!;
    mean[code]! += (weight / all[code]!) * before;
    off[code]! += weight * before * (x - mean[code]!);
  }
  return Array.from({ length: groups }, (_, g) => {
    const n = all[g]! > 0 ? (all[g]! * all[g]!) / squared[g]! : 0;
    return {
      rows: rows[g]!,
      n,
      mean: n > 0 ? mean[g]! : Number.NaN,
      variance: n > 1 ? (off[g]! / all[g]!) * (n / (n - 1)) : Number.NaN,
    };
  });
}

/** Student's t. Null with fewer than two values. */
export function meanInterval({ n, mean, variance }: Mean, gamma = 0.05): Interval | null {
  if (n < 2) return null;
  const reach = studentQuantile(1 - gamma / 2, n - 1) * Math.sqrt(variance / n);
  return { low: mean - reach, high: mean + reach };
}

/** a - b: Welch's t. */
export function welch(a: Mean, b: Mean, gamma = 0.05): Interval {
  const [x, y] = [a.variance / a.n, b.variance / b.n];
  const difference = a.mean - b.mean;
  if (x + y === 0) return { low: difference, high: difference };
  const df = (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1));
  const reach = studentQuantile(1 - gamma / 2, df) * Math.sqrt(x + y);
  return { low: difference - reach, high: difference + reach };
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
