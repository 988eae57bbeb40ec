/**
 * The largest of several games, corrected for having been chosen among them (risk.md §3, Suites): no data are set aside.
 *   low   = the largest of the lower bounds, each at gamma/(2K) (Bonferroni)
 *   high  = the largest of the upper bounds at gamma/2: all must be below a limit to pass it, so nothing is to be corrected
 *   value = five-fold cross-fitted: a game is chosen on four fifths of the people and counted on the last; then clipped into [low, high]
 * The game named is the one with the largest lower bound: the one that proves most, and that a verdict of "fail" stands on. The folds choose by the same rule.
 */
import type { GuessCounts } from "../check/finding.ts";
import { combine, reference, units, value } from "./counts.ts";
import { crossFitted, indexOfMax } from "./crossfit.ts";
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
  const unflattered = fitted(suite, gamma);
  const estimate = Number.isNaN(unflattered) ? value(suite[best]!.counts) : unflattered;
  return { value: Math.min(high, Math.max(low, estimate)), low, high, best };
}

function fitted(suite: Parameters<typeof largest>[0], gamma: number): number {
  const parts = suite.map(({ folds }) => folds());
  return crossFitted({
    folds: parts[0]!.length,
    games: suite.length,
    promise(game, without) {
      const others = combine(suite[game]!.counts, parts[game]![without]!, -1);
      return measurable(others) ? interval(others, gamma / suite.length).low : -Infinity;
    },
    counted(game, on) {
      const counts = on.map((fold) => parts[game]![fold]!).reduce((sum, part) => combine(sum, part, 1));
      if (!(units(counts) > 0)) return Number.NaN; // of a game that few people were played on
      return value(measurable(counts) ? counts : { ...counts, scale: "difference" });
    },
  });
}

/** A ratio needs somebody whom the reference misses. */
const measurable = (counts: GuessCounts): boolean =>
  units(counts) > 0 && (counts.scale === "difference" || reference(counts) < 1);
