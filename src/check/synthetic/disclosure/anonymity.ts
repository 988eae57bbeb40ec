/**
 * What a table of real people would be asked before it is released, of the synthetic one: k-anonymity (Sweeney 2002), distinct l-diversity
 * (Machanavajjhala et al. 2007), t-closeness (Li, Li & Venkatasubramanian 2007). On real equivalence classes, not on clusters.
 */
import { type Classes, sizeOf } from "./classes.ts";
import { ranked } from "../levels.ts";

/** The smallest class, and how many rows lie in classes smaller than `under`. */
export function kAnonymity(classes: Classes, under: number): { readonly k: number; readonly small: number } {
  let k = Infinity;
  let small = 0;
  for (let c = 0; c < classes.count; c++) {
    const size = sizeOf(classes, c);
    if (size < k) k = size;
    if (size < under) small += size;
  }
  return { k, small };
}

/** Different values of the secret in each class. */
export function diversity(classes: Classes, secret: Float64Array): Uint32Array {
  const found = new Uint32Array(classes.count);
  for (let c = 0; c < classes.count; c++) {
    const here = new Set<number>();
    for (let i = classes.start[c]!; i < classes.start[c + 1]!; i++) here.add(secret[classes.rows[i]!]!);
    found[c] = here.size;
  }
  return found;
}

/**
 * The largest distance between the secret within a class and in the whole table: for categories the total variation distance, which is the earth mover's
 * distance where all values are equally far apart; for numbers and times the ordered one (Li et al. 2007, §5.1), in which m different values
 * stand in a row and the whole length counts 1:  1/(m-1) * sum over i of |P(<= i) - Q(<= i)|.
 * Between two values of a class P is constant and Q grows, so that sums of Q and one search per value do: O(n log m) in all.
 */
export function closeness(classes: Classes, secret: Float64Array, { ordered }: { readonly ordered: boolean }): number {
  const { ranks, count: m } = ranked(secret);
  if (m < 2) return 0;
  const counts = new Float64Array(m);
  for (const rank of ranks) counts[rank]!++;
  const whole = counts.map((n) => n / ranks.length);
  const distance = ordered ? orderedDistance(whole) : variation(whole);
  let most = 0;
  for (let c = 0; c < classes.count; c++) {
    const here = Int32Array.from(classes.rows.subarray(classes.start[c], classes.start[c + 1]), (row) => ranks[row]!);
    most = Math.max(most, distance(here.toSorted()));
  }
  return most;
}

/** `here`: sorted ranks of a class. */
type Distance = (here: Int32Array) => number;

const variation =
  (whole: Float64Array): Distance =>
  (here) => {
    let apart = 0;
    let covered = 0;
    for (const [rank, share] of shares(here)) {
      apart += Math.abs(share - whole[rank]!);
      covered += whole[rank]!;
    }
    return (apart + Math.max(0, 1 - covered)) / 2;
  };

function orderedDistance(whole: Float64Array): Distance {
  const m = whole.length;
  const below = new Float64Array(m); // Q(<= i)
  const sums = new Float64Array(m + 1); // of the first i of `below`
  for (let i = 0; i < m; i++) {
    below[i] = (below[i - 1] ?? 0) + whole[i]!;
    sums[i + 1] = sums[i]! + below[i]!;
  }
  /** Sum of |p - Q(<= i)| over i from a to b - 1. */
  const piece = (p: number, a: number, b: number): number => {
    let [low, high] = [a, b];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (below[middle]! >= p) high = middle;
      else low = middle + 1;
    }
    return p * (low - a) - (sums[low]! - sums[a]!) + (sums[b]! - sums[low]!) - p * (b - low);
  };
  return (here) => {
    let total = 0;
    let p = 0;
    let at = 0;
    for (const [rank, share] of shares(here)) {
      total += piece(p, at, rank);
      at = rank;
      p += share;
    }
    // At the last place both are 1, whatever rounding says.
    return Math.max(0, total + piece(Math.min(1, p), at, Math.max(at, m - 1))) / (m - 1);
  };
}

function* shares(sorted: Int32Array): Generator<readonly [rank: number, share: number]> {
  for (let i = 0; i < sorted.length;) {
    let j = i;
    while (sorted[j] === sorted[i]) j++;
    yield [sorted[i]!, (j - i) / sorted.length];
    i = j;
  }
}
