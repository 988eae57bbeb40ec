/** Sums and normal tails of numbers that are kept as logarithms, because they would overflow. */
import { normalDensity, normalUpper } from "../../stats/normal.ts";

/** log(e^a + e^b). */
export function logAdd(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}

/** log(e^a - e^b); -Infinity where b is not below a. */
export function logSubtract(a: number, b: number): number {
  if (!(a > b)) return -Infinity;
  return b === -Infinity ? a : a + Math.log(-Math.expm1(b - a));
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
