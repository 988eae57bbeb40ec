/** Scores as levels: only their order counts in a distinguishing game, so every score is replaced by its rank among the different ones. */

/** Scores of one attack, higher = "in the data". */
export interface Groups {
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}

/** Level of each person, 0 = the lowest score. */
export interface Levels {
  readonly members: Int32Array;
  readonly outsiders: Int32Array;
  /** How many different scores there are. */
  readonly count: number;
}

/** How many members and outsiders there are at each level. */
export interface Tally {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
  readonly n1: number;
  readonly n0: number;
}

/** @throws RangeError when a score is NaN */
export function levelsOf({ members, outsiders }: Groups): Levels {
  const all = new Float64Array(members.length + outsiders.length);
  all.set(members);
  all.set(outsiders, members.length);
  all.sort();
  if (Number.isNaN(all.at(-1))) throw new RangeError("a score is not a number"); // NaN is sorted last
  let count = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i]!;
  const different = all.subarray(0, count);
  const place = (scores: Float64Array): Int32Array => Int32Array.from(scores, (score) => placeIn(different, score));
  return { members: place(members), outsiders: place(outsiders), count };
}

function placeIn(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of everybody, or of those whose entry in `keep` is 1. */
export function tallyOf(
  levels: Levels,
  keep?: { readonly members: Uint8Array; readonly outsiders: Uint8Array },
): Tally {
  const side = (of: Int32Array, kept: Uint8Array | undefined): { counts: Uint32Array; n: number } => {
    const counts = new Uint32Array(levels.count);
    let n = 0;
    for (let i = 0; i < of.length; i++)
      if (!kept || kept[i] === 1) {
        counts[of[i]!]!++;
        n++;
      }
    return { counts, n };
  };
  const members = side(levels.members, keep?.members);
  const outsiders = side(levels.outsiders, keep?.outsiders);
  return { members: members.counts, outsiders: outsiders.counts, n1: members.n, n0: outsiders.n };
}
