/** Where a column of numbers has its centre and how far it spreads. */

export type Standard = {
  readonly centre: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly is: "standardised" | "bits" | "constant" | "empty";
  /** Values so far from all others that they say nothing of the spread. */
  readonly far: number;
  readonly missing: number;
};

/**
 * Values beyond 20 standard deviations are moved there: one absurd value must not be a hundred times as large as all weights together. The ordinary long tails stay
 * as they are: the largest capital gain of Adult, 99,999, is 13 deviations out.
 */
const mostDeviations = 20;
/** A value a thousand interquartile ranges from the middle half is a code such as 999999999, or a mistake. */
const farRanges = 1000;
/** So that no difference of two is infinite. */
const largest = Number.MAX_VALUE / 4;
/** The reciprocal of less would be infinite. */
const leastSpread = 1e-300;

/**
 * Mean and standard deviation (dividing by n, as scikit-learn's StandardScaler does) of the finite values of these rows. Columns of 0 and 1 are left as they are: the
 * networks of the literature learn from raw bits (Location-30, Purchase-100). A column without spread is always 0: what it would be elsewhere was never learnt from.
 */
export function standardOf(values: Float64Array, rows: Uint32Array): Standard {
  const all = new Float64Array(rows.length);
  let [n, missing, bits] = [0, 0, 0];
  for (const row of rows) {
    const value = values[row]!;
    if (value !== value) missing++;
    if (!Number.isFinite(value)) continue;
    if (value === 0 || value === 1) bits++;
    all[n++] = Math.max(-largest, Math.min(largest, value));
  }
  const finite = all.subarray(0, n);
  if (n === 0) return { ...still(0), is: "empty", far: 0, missing };
  const first = finite[0]!;
  if (finite.every((value) => value === first)) return { ...still(first), is: "constant", far: 0, missing };
  if (bits === n)
    return { centre: 0, factor: 1, low: -mostDeviations, high: mostDeviations, is: "bits", far: 0, missing };
  const near = within(finite.toSorted());
  const { mean, deviation } = moments(near);
  const far = n - near.length;
  if (!(deviation > leastSpread)) return { ...still(mean), is: "constant", far, missing };
  const reach = mostDeviations * deviation;
  const [low, high] = [Math.max(-largest, mean - reach), Math.min(largest, mean + reach)];
  return { centre: mean, factor: 1 / deviation, low, high, is: "standardised", far, missing };
}

/** Whatever the value: 0. */
const still = (value: number): Pick<Standard, "centre" | "factor" | "low" | "high"> => ({
  centre: value,
  factor: 1,
  low: value,
  high: value,
});

/** The values that are not far; all of them where half are equal. */
function within(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  const [lower, upper] = [sorted[Math.floor((n - 1) / 4)]!, sorted[Math.ceil((3 * (n - 1)) / 4)]!];
  const reach = farRanges * (upper - lower);
  if (reach === 0) return sorted;
  let [from, to] = [0, n];
  while (sorted[from]! < lower - reach) from++;
  while (sorted[to - 1]! > upper + reach) to--;
  return sorted.subarray(from, to);
}

/** In units of the range, from the smallest value: nothing overflows, and nothing cancels. */
function moments(sorted: Float64Array): { readonly mean: number; readonly deviation: number } {
  const n = sorted.length;
  const low = sorted[0]!;
  const range = sorted[n - 1]! - low;
  if (range === 0) return { mean: low, deviation: 0 };
  let sum = 0;
  for (const value of sorted) sum += (value - low) / range;
  const mean = sum / n;
  let squares = 0;
  for (const value of sorted) squares += ((value - low) / range - mean) ** 2;
  return { mean: low + mean * range, deviation: Math.sqrt(squares / n) * range };
}
