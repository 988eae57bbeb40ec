/** How many rows each group has. */

export interface Tally {
  /** By group, whatever the weights. */
  readonly rows: readonly number[];
  /** Weighted; all 0 when there are no rows. */
  readonly shares: readonly number[];
  /** Rows with a value, and as many as they are worth with their weights (Kish). */
  readonly n: number;
  readonly worth: number;
  /** Rows without a value. */
  readonly missing: number;
}

export function tally(codes: Int32Array, groups: number, weights: Float64Array | null): Tally {
  const rows = Array<number>(groups).fill(0);
  const sums = Array<number>(groups).fill(0);
  let [n, sum, squares] = [0, 0, 0];
  codes.forEach((code, row) => {
    if (code < 0) return;
    const weight = weights?.[row] ?? 1;
    rows[code]!++;
    sums[code]! += weight;
    n++;
    sum += weight;
    squares += weight * weight;
  });
  const worth = squares > 0 ? (sum * sum) / squares : 0;
  return { rows, shares: sums.map((each) => (sum > 0 ? each / sum : 0)), n, worth, missing: codes.length - n };
}
