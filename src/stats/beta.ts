/** The beta distribution: the regularised incomplete beta function and its inverse. */
import { deviance, stirlingError } from "./log-gamma.ts";

/** I_x(a, b) = P[X <= x], X ~ Beta(a, b); a, b > 0. Relative error below 1e-12 for a, b from 1e-3 to 1e6, in the lower tail too. */
export const betaCdf = (x: number, a: number, b: number): number => lowerTail(x, 1 - x, a, b);

/** P[X >= x] = 1 - I_x(a, b), exact in the upper tail. */
export const betaUpper = (x: number, a: number, b: number): number => lowerTail(1 - x, x, b, a);

/** I_x(a, b) where x + y = 1 and both are given, each as exactly as the caller knows it. */
export function lowerTail(x: number, y: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return a * y < b * x ? 1 - smallTail(y, x, b, a) : smallTail(x, y, a, b);
}

/** x^a y^b / B(a, b) by Loader's saddle point: neither the powers nor B overflow, and nothing large cancels. */
export function betaPower(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const difference = a * y - b * x;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, -difference) -
    deviance(b, n * y, difference);
  return Math.sqrt((a / n) * b * 0.15915494309189535) * Math.exp(exponent);
}

/** I_x(a, b) for x up to about the mean. The series shrinks like x^k, so near 1 the fraction is the better one. */
function smallTail(x: number, y: number, a: number, b: number): number {
  if (x <= 0.9 && (b * x <= 0.7 || b <= 1)) return powerSeries(x, a, b);
  // here the fraction would need thousands of terms; the other tail is not so near 1 that taking it from 1 costs many digits
  if (b <= 1 && a * y <= 0.7) return 1 - powerSeries(y, b, a);
  return Math.min(1, betaPower(x, y, a, b) / fraction(x, y, a, b));
}

/** x^a/(a B(a,b)) (1 + a sum of (1-b)...(k-b) x^k/(k! (a+k))) (DLMF 8.17.7). */
function powerSeries(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 1000; k++) {
    term *= ((k - b) / k) * x;
    const next = sum + term / (a + k);
    if (next === sum) break;
    sum = next;
  }
  const leading = betaPower(x, 1 - x, a, b) / (a * Math.exp(b * Math.log1p(-x)));
  return Math.min(1, leading * (1 + a * sum));
}

/**
 * Didonato & Morris 1992 (TOMS 708), equation 9: the even part of the classical continued fraction, so it needs half as
 * many terms; evaluated by the modified Lentz method.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const difference = a * y - b * x + 1;
  let value = (a * difference) / (a + 1);
  if (value === 0) value = tiny;
  let c = value;
  let d = 0;
  for (let n = 1; n < 100_000; n++) {
    const even = a + 2 * n;
    const alpha = (((a + n - 1) / (even - 1)) * (a + b + n - 1) * n * (b - n) * x * x) / (even - 1);
    const beta = n + (n * (b - n) * x) / (even - 1) + ((a + n) * (difference + n * (1 + y))) / (even + 1);
    d = beta + alpha * d;
    if (d === 0) d = tiny;
    c = beta + alpha / c;
    if (c === 0) c = tiny;
    d = 1 / d;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return value;
}

const tiny = 1e-300;
