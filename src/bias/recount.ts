/**
 * The interval of whatever can be computed from a table of counts, by drawing the table again: multinomial, which is the same as drawing rows with replacement and much
 * quicker. BCa (Efron 1987), with ties counted half. Not for the largest of several, nor for the extremes of a scale: a bootstrap does not cover there.
 */
import { normalCdf, normalQuantile } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";
import { type Stream, stream } from "../stats/stream.ts";
import { binomialDraw } from "./tradeoff/resample.ts";

/** Null where it is undefined for these counts. */
export type Statistic = (counts: Float64Array) => number | null;

export interface Recounting {
  readonly seed: number;
  /** What is drawn, so that the numbers do not depend on what else is. */
  readonly name: string;
  readonly replicates?: number;
  readonly gamma?: number;
}

/** More tables than this share in which the statistic is undefined, or all of them alike: no interval. */
const mostUndefined = 0.01;

/** Counts need not be whole, where rows have weights: of as many rows as they are worth. Null: undefined for the table itself, or degenerate. */
export function recounted(
  counts: Float64Array,
  statistic: Statistic,
  { seed, name, replicates = 2000, gamma = 0.05 }: Recounting,
): Interval | null {
  const value = statistic(counts);
  if (value === null) return null;
  const random = stream(seed, "bias/recount", name);
  const found: number[] = [];
  for (let r = 0; r < replicates; r++) {
    const one = statistic(redrawn(counts, random));
    if (one !== null) found.push(one);
  }
  if (found.length < (1 - mostUndefined) * replicates) return null;
  found.sort((a, b) => a - b);
  if (found[0] === found.at(-1)) return null;
  const share = found.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0) / found.length;
  const z0 = normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, share)));
  const acceleration = skewOf(counts, statistic);
  const at = (tail: number): number => {
    const z = z0 + normalQuantile(tail);
    const place = normalCdf(z0 + z / (1 - acceleration * z)) * found.length;
    return found[Math.min(found.length - 1, Math.max(0, Math.floor(place)))]!;
  };
  return { low: at(gamma / 2), high: at(1 - gamma / 2) };
}

function redrawn(counts: Float64Array, random: Stream): Float64Array {
  let rest = counts.reduce((sum, count) => sum + count, 0);
  let left = Math.round(rest);
  return counts.map((count) => {
    const hits = rest > 0 ? binomialDraw(left, Math.min(1, Math.max(0, count / rest)), random) : 0;
    left -= hits;
    rest -= count;
    return hits;
  });
}

/** A sixth of the skewness of what leaving out one row does; the rows of one cell do the same. */
function skewOf(counts: Float64Array, statistic: Statistic): number {
  const without = [...counts].flatMap((count, i) => {
    if (count <= 0) return [];
    const one = statistic(counts.with(i, Math.max(0, count - 1)));
    return one === null ? [] : [{ count, one }];
  });
  const n = without.reduce((sum, { count }) => sum + count, 0);
  const mean = without.reduce((sum, { count, one }) => sum + count * one, 0) / n;
  const moment = (power: 2 | 3): number =>
    without.reduce((sum, { count, one }) => sum + count * (mean - one) ** power, 0);
  const spread = moment(2);
  return spread > 0 ? moment(3) / (6 * spread ** 1.5) : 0;
}
