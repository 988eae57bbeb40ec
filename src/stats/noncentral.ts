/** The noncentral chi-square distribution: what chi-square is distributed as when the hypothesis that it tests is a little wrong. */
import { gammaCdf, logGamma } from "./gamma.ts";
import type { Interval } from "./proportion.ts";
import { rootBetween } from "./root.ts";

/**
 * P[X <= x], X ~ chi-square with df > 0 degrees of freedom and noncentrality lambda >= 0: the mean of central ones over a Poisson number of further pairs of degrees
 * of freedom. Absolute error about 1e-13.
 */
export function noncentralChiSquareCdf(x: number, df: number, lambda: number): number {
  if (!(x > 0)) return 0;
  const [half, at] = [lambda / 2, x / 2];
  if (half === 0) return gammaCdf(at, df / 2);
  // Only the terms about the Poisson's mode count.
  const reach = 9 * Math.sqrt(half) + 30;
  const first = Math.max(0, Math.floor(half - reach));
  const last = Math.ceil(half + reach);
  const shape = (j: number): number => df / 2 + j;
  let below = gammaCdf(at, shape(last));
  let logWeight = last * Math.log(half) - half - logGamma(last + 1);
  // P(a, x) - P(a + 1, x) = x^a e^-x / Gamma(a + 1): downwards everything is added, nothing cancels.
  let step = Math.exp(shape(last - 1) * Math.log(at) - at - logGamma(shape(last)));
  let sum = 0;
  for (let j = last; j >= first; j--) {
    sum += Math.exp(logWeight) * below;
    logWeight += Math.log(j / half);
    below += step;
    step *= shape(j - 1) / at;
  }
  return Math.min(1, sum);
}

/** The noncentralities under which chi-square is not unlikely: each tail at most gamma/2. */
export function noncentrality(chiSquare: number, df: number, gamma = 0.05): Interval {
  const above = chiSquare + 20 * Math.sqrt(chiSquare + df) + 100;
  const at = (p: number): number => {
    const excess = (lambda: number): number => noncentralChiSquareCdf(chiSquare, df, lambda) - p;
    return excess(0) <= 0 ? 0 : rootBetween(excess, 0, above);
  };
  return { low: at(1 - gamma / 2), high: at(gamma / 2) };
}
