/** Numbers as the neighbour kernel sees them: f32 offsets from the smallest value, and the factor that makes the range 1. */

export interface Scale {
  /** Smallest finite value, halved when the range itself would overflow. */
  readonly low: number;
  readonly halved: boolean;
  /** A power of two near the range: dividing by it loses no bit, and no f32 can overflow. */
  readonly unit: number;
  /** f32; the smallest factor that takes the largest offset to 1 or more, so that after clipping the range is exactly 1. */
  readonly factor: number;
}

/** Fits the range of a column; NaN is missing, infinities are outside every range. */
export function fitScale(values: Float64Array): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === Infinity) return { low: 0, halved: false, unit: 1, factor: 1 }; // nothing but missing values
  const halved = high - low === Infinity;
  const [from, to] = halved ? [low / 2, high / 2] : [low, high];
  const range = to - from;
  if (range === 0) return { low, halved, unit: 0, factor: 1 };
  const unit = 2 ** Math.floor(Math.log2(range));
  const largest = Math.fround(range / unit);
  let factor = Math.fround(1 / largest);
  while (Math.fround(largest * factor) < 1) factor = Math.fround(factor * (1 + 2 ** -23));
  return { low: from, halved, unit, factor };
}

/**
 * The offset of a value, in f32: 0 to about 2 within the range. What lies outside is at 1 or more (after scaling) from
 * everything inside, so it is moved to four fixed places: below, above, and the two infinities, which equal only themselves.
 */
export function offset(value: number, { low, halved, unit }: Scale): number {
  if (value === Infinity) return 8;
  if (value === -Infinity) return -6;
  const difference = (halved ? value / 2 : value) - low;
  if (unit === 0) return difference === 0 ? 0 : Number.isNaN(difference) ? NaN : 4; // one value only: equal or not
  return Math.fround(Math.min(5, Math.max(-3, difference / unit)));
}
