/** Intervals for one proportion: x of n. `gamma` is the two-sided error; each tail has gamma/2. */
import { betaQuantile, betaUpperQuantile } from "./beta-quantile.ts";
import { normalQuantile } from "./normal.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The score interval of Wilson 1927, without continuity correction: for display. */
export function wilson(x: number, n: number, gamma = 0.05): Interval {
  const z = -normalQuantile(gamma / 2);
  // The product of the roots is x^2/n/(n + z^2): the lower one is found without subtracting.
  const sum = x + (z * z) / 2 + z * Math.sqrt((x * (n - x)) / n + (z * z) / 4);
  return { low: x <= 0 ? 0 : (x * x) / (n * sum), high: x >= n ? 1 : sum / (n + z * z) };
}

/** The exact interval of Clopper & Pearson 1934: each tail errs in at most gamma/2, for every n and p. */
export function clopperPearson(x: number, n: number, gamma = 0.05): Interval {
  return {
    low: x <= 0 ? 0 : betaQuantile(gamma / 2, x, n - x + 1),
    high: x >= n ? 1 : betaUpperQuantile(gamma / 2, x + 1, n - x),
  };
}
