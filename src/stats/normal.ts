/** The standard normal distribution. */

/** P[Z <= z]; relative error about 1e-15 in the lower tail too. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < -2) return normalUpper(-z);
  if (z > 2) return 1 - normalUpper(z);
  return 0.5 + normalDensity(z) * centre(z);
}

/** P[Z >= z]. */
export function normalUpper(z: number): number {
  if (z < 2) return normalCdf(-z);
  if (z === Infinity) return 0;
  // Laplace's continued fraction z + 1/(z + 2/(z + ...)), from its end
  let fraction = z;
  for (let k = Math.ceil(20 + 400 / (z * z)); k > 0; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}

/** exp(-z^2/2)/sqrt(2 pi); the square is taken in two parts, so that its rounding does not grow with z. */
export function normalDensity(z: number): number {
  const whole = Math.round(z * 16) / 16;
  const rest = (z - whole) * (z + whole);
  return Number.isFinite(z) ? 0.3989422804014327 * Math.exp(-whole * whole * 0.5) * Math.exp(-rest * 0.5) : 0;
}

/** (P[Z <= z] - 1/2) / density = z + z^3/3 + z^5/(3 5) + ... (Abramowitz & Stegun 26.2.11). */
function centre(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum;
}

/** The z with P[Z <= z] = p: Wichura 1988, algorithm AS 241 (PPND16), relative error about 1e-16. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(nearNumerator, r)) / polynomial(nearDenominator, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  if (r === Infinity) return q < 0 ? -Infinity : Infinity;
  const z =
    r <= 5
      ? polynomial(middleNumerator, r - 1.6) / polynomial(middleDenominator, r - 1.6)
      : polynomial(farNumerator, r - 5) / polynomial(farDenominator, r - 5);
  return q < 0 ? -z : z;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

// From the highest power down; Wichura 1988, table of PPND16.
const nearNumerator = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
  1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
];
const nearDenominator = [
  5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
  687.1870074920579083, 42.313330701600911252, 1,
];
const middleNumerator = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const middleDenominator = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
  0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const farNumerator = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
  0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
];
const farDenominator = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
];
