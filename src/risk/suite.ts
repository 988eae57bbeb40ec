/**
 * The largest of several games, corrected for having been chosen among them (risk.md §3, Suites): no data are set aside.
 *   low   = the largest of the lower bounds, each at gamma/(2K) (Bonferroni)
 *   high  = the largest of the upper bounds at gamma/2: all must be below a limit to pass it, so nothing is to be corrected
 *   value = five-fold cross-fitted: a game is chosen on four fifths of the people and counted on the last; then clipped into [low, high]
 * The game named is the one with the largest lower bound: the one that proves most, and that a verdict of "fail" stands on. The folds choose by the same rule.
 */
import type { GuessCounts } from "../check/finding.ts";
import { combine, reference, units, value } from "./counts.ts";
import { interval } from "./interval.ts";

export interface Largest {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Index of the game named. */
  readonly best: number;
}

/** `suite`: the counts of each game and of its folds. One game: its plain estimate and interval. */
export function largest(
  suite: readonly { readonly counts: GuessCounts; readonly folds: () => readonly GuessCounts[] }[],
  gamma: number,
): Largest {
  const [first] = suite;
  if (!first) throw new RangeError("a suite without games");
  const bounds = suite.map(({ counts }) => interval(counts, gamma));
  if (suite.length === 1) return { value: value(first.counts), ...bounds[0]!, best: 0 };
  const lows = suite.map(({ counts }) => interval(counts, gamma / suite.length).low);
  const best = indexOfMax(lows);
  const low = lows[best]!;
  const high = Math.max(...bounds.map((bound) => bound.high));
  const fitted = crossFitted(suite, gamma);
  const estimate = Number.isNaN(fitted) ? value(suite[best]!.counts) : fitted;
  return { value: Math.min(high, Math.max(low, estimate)), low, high, best };
}

/** The folds in which a game was chosen are pooled, and the games weighed by their folds: if one is chosen throughout, this is its plain estimate. */
function crossFitted(suite: Parameters<typeof largest>[0], gamma: number): number {
  const parts = suite.map(({ folds }) => folds());
  const folds = parts[0]!.length;
  const counted = new Map<number, { counts: GuessCounts; folds: number }>();
  for (let fold = 0; fold < folds; fold++) {
    const promises = suite.map(({ counts }, k) => {
      const others = combine(counts, parts[k]![fold]!, -1);
      return measurable(others) ? interval(others, gamma / suite.length).low : -Infinity;
    });
    const chosen = indexOfMax(promises);
    const part = parts[chosen]![fold]!;
    const before = counted.get(chosen);
    counted.set(chosen, {
      counts: before ? combine(before.counts, part, 1) : part,
      folds: (before?.folds ?? 0) + 1,
    });
  }
  let sum = 0;
  let weights = 0;
  for (const { counts, folds: weight } of counted.values()) {
    if (!(units(counts) > 0)) continue; // of a game that few people were played on
    sum += weight * value(measurable(counts) ? counts : { ...counts, scale: "difference" });
    weights += weight;
  }
  return sum / weights;
}

/** A ratio needs somebody whom the reference misses. */
const measurable = (counts: GuessCounts): boolean =>
  units(counts) > 0 && (counts.scale === "difference" || reference(counts) < 1);

/** The earlier one where several are largest. */
function indexOfMax(x: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! > x[best]!) best = i;
  return best;
}
