/** How well one group is represented: its share over the share it has in the target. */
import { type Interval, wilson } from "../../stats/proportion.ts";

export interface Represented extends Interval {
  /** Share over target share: 1 = as in the target, ½ = half as many as there should be. */
  readonly value: number;
}

/** Hits of n rows (with weights: of as many as they are worth) over a known share: Wilson's interval divided by it. Null: nobody of the target is of this group, or there are no rows. */
export function represented(hits: number, n: number, share: number, gamma = 0.05): Represented | null {
  if (!(share > 0) || !(n > 0)) return null;
  const { low, high } = wilson(hits, n, gamma);
  return { value: hits / n / share, low: low / share, high: high / share };
}

/** The same where the share is itself counted in a sample: Wilson's limits of both, combined by MOVER for ratios (Donner & Zou 2012). Null: nobody of that sample is of this group. */
export function representedInSample(
  { hits, n }: { readonly hits: number; readonly n: number },
  target: { readonly hits: number; readonly n: number },
  gamma = 0.05,
): Represented | null {
  if (!(target.hits > 0) || !(n > 0)) return null;
  const [p, q] = [hits / n, target.hits / target.n];
  const [a, b] = [wilson(hits, n, gamma), wilson(target.hits, target.n, gamma)];
  const root = (x: number, y: number): number => Math.sqrt(Math.max(0, (p * q) ** 2 - x * y));
  const [low, high] = [a.low * (2 * p - a.low), a.high * (2 * p - a.high)];
  const [few, many] = [b.low * (2 * q - b.low), b.high * (2 * q - b.high)];
  return {
    value: p / q,
    low: p > 0 ? low / (p * q + root(low, many)) : 0, // the lower root, found without subtracting
    high: (p * q + root(high, few)) / few,
  };
}
