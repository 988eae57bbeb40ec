/** Numbers as the neighbour kernel sees them: f32 offsets from the smallest value, and the factor that makes the range, or the standard deviation, 1. */

export interface Scale {
  /** Smallest finite value, halved when the range itself would overflow. */
  readonly low: number;
  readonly halved: boolean;
  /** A power of two near the range: dividing by it loses no bit, and no f32 can overflow. */
  readonly unit: number;
  /** f32: what a difference of offsets is multiplied with. */
  readonly factor: number;
  /** Offsets beyond these are moved to them; the infinities have places of their own, and equal only themselves. */
  readonly ends: Ends;
}
interface Ends {
  readonly low: number;
  readonly high: number;
  readonly below: number;
  readonly above: number;
}

/** What lies outside the range by more than itself is at 1 or more (after scaling) from everything inside. */
const clipped: Ends = { low: -3, high: 5, below: -6, above: 8 };
/** A trillion ranges; their squares are within f32. */
const open: Ends = { low: -(2 ** 40), high: 2 ** 40, below: -(2 ** 41), above: 2 ** 41 };
const largestFactor = 2 ** 127;

/** Fits the range of a column, for Gower's distance; NaN is missing, infinities are outside every range. */
export function fitScale(values: Float64Array): Scale {
  const { low, halved, unit, range } = span(values);
  if (unit === 0 || range === 0) return { low, halved, unit, factor: 1, ends: clipped };
  // The smallest factor that takes the largest offset to 1 or more, so that after clipping the range is exactly 1.
  const largest = Math.fround(range / unit);
  let factor = Math.fround(1 / largest);
  while (Math.fround(largest * factor) < 1) factor = Math.fround(factor * (1 + 2 ** -23));
  return { low, halved, unit, factor, ends: clipped };
}

/** One standard deviation (of the finite values, dividing by their number) becomes 1. A column without spread, or without values, counts nothing: factor 0. */
export function fitStandard(values: Float64Array): Scale {
  const { low, halved, unit, range } = span(values);
  if (unit === 0 || range === 0) return { low, halved, unit: 1, factor: 0, ends: open };
  const moment = (power: 1 | 2, centre: number): number => {
    let [sum, count] = [0, 0];
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      sum += (((halved ? value / 2 : value) - low) / unit - centre) ** power;
      count++;
    }
    return sum / count;
  };
  const variance = moment(2, moment(1, 0));
  return { low, halved, unit, factor: Math.fround(1 / Math.sqrt(variance)), ends: open };
}

/** Differences count as they are. */
export function fitRaw(values: Float64Array): Scale {
  const { low, halved, unit } = span(values);
  const own = unit === 0 ? 1 : unit;
  return { low, halved, unit: own, factor: Math.fround(Math.min(largestFactor, halved ? 2 * own : own)), ends: open };
}

/** range 0: nothing but missing values; unit 0: one value only. */
function span(values: Float64Array): Pick<Scale, "low" | "halved" | "unit"> & { readonly range: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === Infinity) return { low: 0, halved: false, unit: 1, range: 0 };
  const halved = high - low === Infinity;
  const [from, to] = halved ? [low / 2, high / 2] : [low, high];
  const range = to - from;
  return { low: from, halved, unit: range === 0 ? 0 : 2 ** Math.floor(Math.log2(range)), range };
}

/** The offset of a value, in f32: 0 to about 2 within the range of the values that the scale was fitted to. */
export function offset(value: number, { low, halved, unit, ends }: Scale): number {
  if (value === Infinity) return ends.above;
  if (value === -Infinity) return ends.below;
  const difference = (halved ? value / 2 : value) - low;
  if (unit === 0) return difference === 0 ? 0 : Number.isNaN(difference) ? NaN : 4; // one value only: equal or not
  return Math.fround(Math.min(ends.high, Math.max(ends.low, difference / unit)));
}
