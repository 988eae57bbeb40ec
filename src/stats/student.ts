/** Student's t distribution with df > 0 degrees of freedom, not necessarily whole. */
import { lowerTail } from "./beta.ts";
import { betaPoint } from "./beta-quantile.ts";

/** P[T <= t], exact in the lower tail. */
export function studentCdf(t: number, df: number): number {
  if (t > 0) return 1 - studentCdf(-t, df);
  // t^2 and df may be far apart: x and y are formed from their ratio
  const ratio = (t / df) * t;
  return 0.5 * lowerTail(1 / (1 + ratio), ratio === Infinity ? 1 : ratio / (1 + ratio), df / 2, 0.5);
}

/** The t with P[T <= t] = p. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const { x, y } = betaPoint(2 * tail, 1 - 2 * tail, df / 2, 0.5);
  const t = Math.sqrt(df) * Math.sqrt(y / x);
  return p < 0.5 ? -t : t;
}
