/** Sums of numbers that are kept as logarithms, because they would overflow. */

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
