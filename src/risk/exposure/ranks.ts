/** How far everybody stands out among the outsiders: the ranks that all of exposure is made of. */
import type { Of } from "../../check/finding.ts";

/** Higher = "in the data". */
export interface ScoresOf {
  readonly of: Of | null;
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}

export interface Ranks {
  /** Outsiders who score as high or higher; an outsider does not count itself. */
  readonly reached: { readonly members: Int32Array; readonly outsiders: Int32Array };
  /** -log2 of p = (1 + reached)/(others + 1). */
  readonly bits: { readonly members: Float64Array; readonly outsiders: Float64Array };
  /** Outsiders' scores, rising. */
  readonly sorted: Float64Array;
  /** log2(n_0 + 1): who stands above all outsiders. */
  readonly cap: number;
}

/** Ties count as reached: nobody stands out by a score that outsiders have too. */
export function rank({ members, outsiders }: ScoresOf): Ranks {
  const sorted = outsiders.toSorted();
  const n = sorted.length;
  const reachedBy = (scores: Float64Array, self: number): Int32Array =>
    Int32Array.from(scores, (score) => n - countBelow(sorted, score) - self);
  const reached = { members: reachedBy(members, 0), outsiders: reachedBy(outsiders, 1) };
  const bitsOf = (counts: Int32Array, others: number): Float64Array =>
    Float64Array.from(counts, (count) => Math.log2((others + 1) / (1 + count)));
  return {
    reached,
    bits: { members: bitsOf(reached.members, n), outsiders: bitsOf(reached.outsiders, n - 1) },
    sorted,
    cap: Math.log2(n + 1),
  };
}

/** How many of the rising numbers lie below x. */
export function countBelow(rising: Float64Array, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the numbers, in any order, lie above x. */
export function countAbove(numbers: Float64Array, x: number): number {
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > x) count++;
  return count;
}
