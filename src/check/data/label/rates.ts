/** How often something is so, by group, counted row by row. */
import { type Counted as Count, type Rates, ratesBy } from "../../../bias/rates.ts";
import type { Grouping } from "./groups.ts";

export { type GroupRate, type RateGap, type Rates, small } from "../../../bias/rates.ts";

export interface Counted {
  /** By row: 1 = it is so, 0 = it is not, -1 = not to be counted. */
  readonly hit: Int8Array;
  readonly weights: Float64Array | null;
  readonly seed: number;
  /** Names the random numbers. */
  readonly name: string;
}

export const ratesOf = (grouping: Grouping, counted: Counted): Rates =>
  ratesBy(grouping, tally(grouping, counted), counted);

function tally({ labels, codes }: Grouping, { hit, weights }: Counted): Count[] {
  const sums = labels.map(() => ({ rows: 0, hits: 0, all: 0, squares: 0 }));
  codes.forEach((code, row) => {
    const is = hit[row]!;
    const sum = sums[code];
    if (!sum || is < 0) return;
    const weight = weights?.[row] ?? 1;
    sum.rows++;
    sum.all += weight;
    sum.squares += weight * weight;
    if (is === 1) sum.hits += weight;
  });
  // Kish: as many rows as they are worth. Of whole numbers a whole number remains.
  return sums.map(({ rows, hits, all, squares }) => ({
    rows,
    hits: squares > 0 ? (hits * all) / squares : 0,
    n: squares > 0 ? (all * all) / squares : 0,
  }));
}
