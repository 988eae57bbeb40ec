/** When a guess is right, and how often a blind one would be: the value of a random synthetic row. Values are numbers, codes, or milliseconds; NaN is missing. */
import type { Column } from "../../table/types.ts";

export interface Judge {
  readonly right: (guess: number, truth: number) => boolean;
  /** The share of synthetic rows that, taken as a guess, would be right. */
  readonly chance: (truth: number) => number;
}

const day = 86_400_000;

/**
 * Right: an equal category; a number within `tolerance` of the true one, |g - s| <= tolerance |s| (so only 0 for 0); a time
 * on the same day (UTC); nothing, where nothing is true.
 */
export function judgeOf(synthetic: Column, tolerance: number): Judge {
  if (synthetic.kind === "category") return equal(synthetic.codes, (code) => (code < 0 ? Number.NaN : code));
  if (synthetic.kind === "time") return equal(synthetic.values, (time) => Math.floor(time / day));
  return within(synthetic.values, tolerance);
}

/** Right where it is the same; nothing (NaN) is the same as nothing. */
function equal(values: Int32Array | Float64Array, same: (value: number) => number): Judge {
  const counts = new Map<number, number>(); // to a Map NaN is a key like any other
  for (const value of values) counts.set(same(value), (counts.get(same(value)) ?? 0) + 1);
  return {
    right: (guess, truth) => Object.is(same(guess) + 0, same(truth) + 0), // + 0: -0 is 0
    chance: (truth) => (counts.get(same(truth)) ?? 0) / values.length,
  };
}

function within(values: Float64Array, tolerance: number): Judge {
  const right = (guess: number, truth: number): boolean => {
    if (Number.isNaN(guess) || Number.isNaN(truth)) return Number.isNaN(guess) && Number.isNaN(truth);
    if (!Number.isFinite(truth)) return guess === truth; // everything is within a share of infinity
    return Math.abs(guess - truth) <= tolerance * Math.abs(truth);
  };
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  return {
    right,
    chance(truth) {
      if (Number.isNaN(truth)) return (values.length - sorted.length) / values.length;
      // The right ones lie side by side, around the truth.
      const first = firstWhere(sorted, (value) => value >= truth || right(value, truth));
      const end = firstWhere(sorted, (value) => value > truth && !right(value, truth));
      return (end - first) / values.length;
    },
  };
}

/** The first place of a sorted list from which on the condition holds. */
export function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
