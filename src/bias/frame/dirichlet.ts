/** A count table drawn again and again: shares of cells by Rubin's bootstrap, which needs no whole counts and knows weights. */
import { normalQuantile } from "../../stats/normal.ts";
import type { Interval } from "../../stats/proportion.ts";
import { type Stream, stream } from "../../stats/stream.ts";

const draws = 2000;

export interface Redrawn {
  readonly seed: number;
  /** Names the random numbers. */
  readonly name: string;
}

/**
 * Statistics of 2,000 tables, each sorted: shares are Dirichlet with `counts` as parameters (Rubin 1981, The Bayesian bootstrap, Ann. Statist. 9, 130-134). A cell of 0
 * stays 0. Replicates without a value are left out.
 */
export function redrawn(
  counts: ArrayLike<number>,
  statistics: readonly ((shares: Float64Array) => number)[],
  { seed, name }: Redrawn,
): Float64Array[] {
  const random = stream(seed, name, "count table");
  const shares = new Float64Array(counts.length);
  const found = statistics.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    let all = 0;
    for (let i = 0; i < shares.length; i++) all += shares[i] = gamma(counts[i]!, random);
    for (let i = 0; i < shares.length; i++) shares[i]! /= all;
    statistics.forEach((statistic, i) => (found[i]![draw] = statistic(shares)));
  }
  return found.map((values) => values.filter(Number.isFinite).toSorted());
}

/** Marsaglia & Tsang 2000, A simple method for generating gamma variables (ACM TOMS 26, 363-372), with scale 1. */
export function gamma(shape: number, random: Stream): number {
  if (shape <= 0) return 0;
  if (shape < 1) return gamma(shape + 1, random) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Tails thinner than this many draws are not read off, but stretched from those of 95 %. */
const thinnest = 20;

/** Equal tails around `centre`. Null: too few replicates had a value. */
export function percentiles(sorted: Float64Array, centre: number, level: number): Interval | null {
  if (sorted.length < draws / 2) return null;
  const at = (p: number): number => {
    const place = p * (sorted.length - 1);
    const lower = Math.floor(place);
    const next = sorted[Math.min(sorted.length - 1, lower + 1)]!;
    return sorted[lower]! + (place - lower) * (next - sorted[lower]!);
  };
  if ((level / 2) * draws >= thinnest) return { low: at(level / 2), high: at(1 - level / 2) };
  const stretch = normalQuantile(level / 2) / normalQuantile(0.025);
  return { low: centre - stretch * (centre - at(0.025)), high: centre + stretch * (at(0.975) - centre) };
}
