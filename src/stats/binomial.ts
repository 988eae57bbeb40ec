/** The binomial distribution. */
import { betaCdf, betaUpper } from "./beta.ts";
import { deviance, stirlingError } from "./log-gamma.ts";

/** P[X <= k], X ~ Bin(n, p). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaUpper(p, Math.floor(k) + 1, n - Math.floor(k));
}

/** P[X >= k]. */
export function binomialUpper(k: number, n: number, p: number): number {
  if (k > n) return 0;
  return k <= 0 ? 1 : betaCdf(p, Math.ceil(k), n - Math.ceil(k) + 1);
}

/** log P[X = k] for whole k, by Loader's saddle point (2000). */
export function logBinomialPmf(k: number, n: number, p: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return -Infinity;
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 0 : -Infinity;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const rest = n - k;
  const difference = n * p - k;
  return (
    0.5 * Math.log(n / (k * rest)) -
    0.9189385332046728 +
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * p, difference) -
    deviance(rest, n * (1 - p), -difference)
  );
}
