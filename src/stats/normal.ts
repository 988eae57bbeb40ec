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

/** log P[Z >= z] of the standard normal, for any z. */
export function logNormalUpper(z: number): number {
  if (z < 30) return Math.log(normalUpper(z));
  if (z === Infinity) return -Infinity;
  // density over z + 1/(z + 2/(z + ...)); from z = 30 on a dozen terms give every digit
  let fraction = z;
  for (let k = 12; k > 0; k--) fraction = z + k / fraction;
  return -0.5 * z * z + Math.log(normalDensity(0)) - Math.log(fraction);
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

// From the highest power down; Wichura 1988, PPND16, rounded to doubles.
const nearNumerator = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const nearDenominator = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const middleNumerator = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const middleDenominator = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const farNumerator = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const farDenominator = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];
