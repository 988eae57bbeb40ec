/** The logarithm of the gamma function, and the pieces from which binomial, beta and gamma probabilities are made without cancellation. */

const halfLogTwoPi = 0.91893853320467274178;

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
  let sum = -0.0295506535947712418;
  sum = sum * r + 0.00641025641025641026;
  sum = sum * r - 0.00191752691752691753;
  sum = sum * r + 0.000841750841750841751;
  sum = sum * r - 0.000595238095238095238;
  sum = sum * r + 0.000793650793650793651;
  sum = sum * r - 0.00277777777777777778;
  sum = sum * r + 0.0833333333333333333;
  return sum / x;
}

/** log Gamma(2 + w) = (1 - Euler's constant) w + sum of (-1)^k (zeta(k) - 1) w^k/k, |w| <= 1/2. */
function aboutTwo(w: number): number {
  let sum = 0;
  for (let k = zeta.length - 1; k >= 0; k--) sum = sum * w + zeta[k]!;
  return sum * w;
}

const zeta = [
  0.42278433509846713939, 0.322467033424113218, -0.0673523010531980951, 0.0205808084277845479, -0.00738555102867398527,
  0.00289051033074152329, -0.00119275391170326098, 0.000509669524743042422, -0.00022315475845357938,
  0.0000994575127818085337, -0.0000449262367381331417, 0.0000205072127756706916, -9.4394882752683959e-6,
  4.3748667899074878e-6, -2.03921575380136624e-6, 9.55141213040741983e-7, -4.49246919876456604e-7,
  2.12071848055546659e-7, -1.00432248239680996e-7, 4.76981016936398057e-8, -2.27110946089431649e-8,
  1.08386592148969541e-8, -5.18347504197004666e-9, 2.48367454380247832e-9, -1.19214014058609121e-9,
  5.73136724167886201e-10, -2.75952288512423315e-10, 1.33047643742444895e-10,
];
