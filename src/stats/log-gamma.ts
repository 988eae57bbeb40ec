/** The logarithm of the gamma function, and the pieces from which binomial, beta and gamma probabilities are made without cancellation. */

const halfLogTwoPi = 0.9189385332046728;

/** log Gamma(x), x > 0; exact near its zeros at 1 and 2 too. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  if (x === Infinity) return Infinity;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x);
  if (x < 0.5) return logGammaOf1Plus(x) - Math.log(x);
  if (x < 1.5) return aboutTwo(x - 1) - Math.log(x);
  let product = 1;
  let y = x;
  while (y >= 2.5) product *= --y;
  return aboutTwo(y - 2) + Math.log(product);
}

/** log Gamma(1 + x), without the rounding of 1 + x. */
export const logGammaOf1Plus = (x: number): number =>
  Math.abs(x) < 0.5 ? aboutTwo(x) - Math.log1p(x) : logGamma(1 + x);

/** log B(a, b) = log Gamma(a) + log Gamma(b) - log Gamma(a + b). */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  // log Gamma(large) - log Gamma(small + large), in which the large parts cancel by algebra
  const rise = (large - 0.5) * Math.log1p(small / large) + small * (Math.log(small + large) - 1);
  return logGamma(small) - rise + stirlingError(large) - stirlingError(small + large);
}

/** S(x) = log Gamma(x + 1) - (x + 1/2) log x + x - log(2 pi)/2: what Stirling's formula leaves. */
export const stirlingError = (x: number): number =>
  x >= 10 ? stirlingSeries(x) : logGammaOf1Plus(x) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;

/**
 * x log(x/mean) + mean - x for x, mean > 0 (Loader 2000, "Fast and accurate computation of binomial probabilities"),
 * given also the difference mean - x, which the caller may know better than the subtraction would.
 */
export function deviance(x: number, mean: number, difference: number): number {
  const e = difference / x;
  if (!(Math.abs(e) < 0.5)) return difference - x * Math.log(mean / x);
  // e - log(1 + e), by log(1 + e) = 2 atanh(e/(2 + e))
  const z = e / (2 + e);
  const square = z * z;
  let power = z * square;
  let sum = 0;
  for (let k = 3; ; k += 2) {
    const next = sum + power / k;
    if (next === sum) break;
    sum = next;
    power *= square;
  }
  return x * (e * z - 2 * sum);
}

/** 1/(12x) - 1/(360x^3) + ..., Bernoulli numbers; enough from x = 10. */
function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  let sum = -0.029550653594771242;
  sum = sum * r + 0.00641025641025641;
  sum = sum * r - 0.0019175269175269176;
  sum = sum * r + 0.0008417508417508417;
  sum = sum * r - 0.0005952380952380953;
  sum = sum * r + 0.0007936507936507937;
  sum = sum * r - 0.002777777777777778;
  sum = sum * r + 0.08333333333333333;
  return sum / x;
}

/** log Gamma(2 + w) = (1 - Euler's constant) w + sum of (-1)^k (zeta(k) - 1) w^k/k, |w| <= 1/2. */
function aboutTwo(w: number): number {
  let sum = 0;
  for (let k = zeta.length - 1; k >= 0; k--) sum = sum * w + zeta[k]!;
  return sum * w;
}

const zeta = [
  0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 0.00009945751278180853,
  -0.00004492623673813314, 0.00002050721277567069, -0.000009439488275268397, 0.000004374866789907488,
  -0.000002039215753801366, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7,
  4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9,
  -1.1921401405860912e-9, 5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10,
];
