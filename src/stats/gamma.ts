/** The gamma distribution: the regularised incomplete gamma functions. */
import { deviance, logGammaOf1Plus, stirlingError } from "./log-gamma.ts";

export { logBeta, logGamma } from "./log-gamma.ts";

/** P(a, x) = P[X <= x], X ~ Gamma(shape a, scale 1). */
export function gammaCdf(x: number, a: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  return x < a + 1 ? series(x, a) : 1 - gammaUpper(x, a);
}

/** Q(a, x) = 1 - P(a, x), exact in the upper tail. */
export function gammaUpper(x: number, a: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  if (a < 1 && x < 1.5) return upperOfSmallShape(x, a);
  return x < a + 1 ? 1 - series(x, a) : fraction(x, a);
}

/** x^a e^-x/Gamma(a + 1), by Loader's saddle point. */
const gammaPower = (x: number, a: number): number =>
  (0.3989422804014327 / Math.sqrt(a)) * Math.exp(-stirlingError(a) - deviance(a, x, x - a));

/** x^a e^-x/Gamma(a + 1) times 1 + x/(a + 1) + x^2/((a + 1)(a + 2)) + ... (DLMF 8.11.4). */
function series(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return Math.min(1, gammaPower(x, a) * sum);
}

/** Legendre's continued fraction (DLMF 8.9.2, even part) by the modified Lentz method. */
function fraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 1_000_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (b + numerator * d || tiny);
    c = b + numerator / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 2e-16) break;
  }
  return Math.min(1, gammaPower(x, a) * a * value);
}

/** 1 - x^a/Gamma(a + 1) (1 + a sum of (-x)^k/(k! (a + k))): nothing cancels however small a is (DLMF 8.7.1). */
function upperOfSmallShape(x: number, a: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 100; k++) {
    term *= -x / k;
    sum += term / (a + k);
  }
  const exponent = a * Math.log(x) - logGammaOf1Plus(a);
  return -Math.expm1(exponent) - Math.exp(exponent) * a * sum;
}

const tiny = 1e-300;
