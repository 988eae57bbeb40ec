/** How numbers of a pool spread: in one pass, for many columns of numbers. */

export interface Spread {
  readonly low: number;
  readonly high: number;
  /** Divided by n; 1 where all are the same, so that it can be divided by. */
  readonly deviation: number;
  /** All are 0 or 1, and both occur. */
  readonly bits: boolean;
}

/** Of the numbers that are finite. @param at of the i-th of n numbers */
export function spreadOf(n: number, at: (i: number) => number): Spread {
  let [low, high, count, mean, squares] = [Infinity, -Infinity, 0, 0, 0];
  let bits = true;
  for (let i = 0; i < n; i++) {
    const value = at(i);
    if (!Number.isFinite(value)) continue;
    count++;
    const off = value - mean;
    mean += off / count; // Welford 1962: no square of a large number is taken
    squares += off * (value - mean);
    if (value < low) low = value;
    if (value > high) high = value;
    if (value !== 0 && value !== 1) bits = false;
  }
  if (count === 0) return { low: 0, high: 0, deviation: 1, bits: false };
  const deviation = Math.sqrt(squares / count);
  const usable = deviation > 0 && Number.isFinite(deviation) && low < high;
  return { low, high, deviation: usable ? deviation : 1, bits: bits && low < high };
}
