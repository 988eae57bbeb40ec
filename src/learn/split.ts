/**
 * The best split of a node, from sums of gradients and hessians by bin (Chen & Guestrin 2016, eq. 7).
 *
 * Numbers are cut at a threshold, with what is missing on the side where it gains more. Categories are put in the order of their gradient per hessian and cut once, which
 * for squared error finds the best of all subsets (Fisher 1958). Their means are drawn towards 0 for that order, and the sides are too (ridge): the best of many orders
 * looks better than it is.
 */
import type { Placed } from "./board.ts";

export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}
export interface Split {
  readonly gain: number;
  readonly column: Placed;
  /** Bins of the column that go left. */
  readonly left: Uint8Array;
  /** Of a number: those from `low` to `high`. */
  readonly range: { readonly low: number; readonly high: number } | null;
  readonly sums: Sums;
  /** Ridge that the sides' values are to be computed with. */
  readonly l2: number;
}
export interface Demands {
  readonly minLeaf: number;
  readonly l2: number;
  /** The largest value of a leaf. */
  readonly step: number;
}

/** Fewest rows of a category for which it has a place of its own in the order; and pseudo-hessians at 0, in the order and in a side. */
const rare = 10;
const smooth = 10;
const ridge = 10;
/** So few categories are taken as they are: there are hardly more orders than cuts. */
const fewCategories = 4;
const leastHessian = 1e-3;
/** Gains below are rounding. */
const precision = 1e-10;

/** The first of equally good columns and cuts wins. Null where nothing gains. `numbers`: gradient, hessian, count of each bin. */
export function bestSplit(
  numbers: Float64Array,
  columns: readonly Placed[],
  node: Sums,
  demands: Demands,
): Split | null {
  let best: Cutting | null = null;
  for (const column of columns) {
    const least: number = best ? best.gain : 0;
    const cut = column.kind === "number" ? cutNumber : cutCategories;
    best = cut(numbers, column, node, demands, least) ?? best;
  }
  return best && (best.order ? splitOfCategories(numbers, best, node) : splitOfNumber(numbers, best, node));
}

/** The best value of a leaf. `hessian`: with the ridge. */
export const valueOf = (gradient: number, hessian: number, step: number): number =>
  hessian > 0 ? Math.max(-step, Math.min(step, -gradient / hessian)) : 0;

/** Twice the loss that a leaf of that value takes away: G^2 / H where the step is not too large, else -2 G v - H v^2. */
function worth(gradient: number, hessian: number, step: number): number {
  const size = Math.abs(gradient);
  return size > step * hessian ? step * (2 * size - step * hessian) : (gradient * gradient) / hessian;
}

interface Cutting {
  readonly gain: number;
  readonly column: Placed;
  readonly sums: Sums;
  readonly l2: number;
  /** Of a number, the bins that go left; of categories, the places in `order`. */
  readonly low: number;
  readonly high: number;
  readonly order: Uint8Array | null;
}

function cutNumber(
  numbers: Float64Array,
  column: Placed,
  { gradient: allG, hessian: allH, count: allN }: Sums,
  { minLeaf, l2, step }: Demands,
  least: number,
): Cutting | null {
  const base = 3 * column.offset;
  const end = base + 3 * column.size;
  const missing = numbers[base + 2]! > 0;
  const parent = worth(allG, allH + l2, step);
  let best = least;
  let low = -1;
  let high = 0;
  let bestG = 0;
  let bestH = 0;
  let bestN = 0;
  // What is missing is on the right, then on the left.
  for (let from = 1; from >= (missing ? 0 : 1); from--) {
    let gradient = from === 1 ? 0 : numbers[base]!;
    let hessian = from === 1 ? 0 : numbers[base + 1]!;
    let count = from === 1 ? 0 : numbers[base + 2]!;
    for (let at = base + 3; at < end; at += 3) {
      const n = numbers[at + 2]!;
      if (n === 0) continue;
      gradient += numbers[at]!;
      hessian += numbers[at + 1]!;
      count += n;
      if (count < minLeaf || hessian < leastHessian) continue;
      const otherH = allH - hessian;
      if (allN - count < minLeaf || otherH < leastHessian) break;
      const otherG = allG - gradient;
      const sides = worth(gradient, hessian + l2, step) + worth(otherG, otherH + l2, step);
      const gain = sides - parent;
      if (gain > best && gain > precision * sides) {
        best = gain;
        low = from;
        high = (at - base) / 3;
        bestG = gradient;
        bestH = hessian;
        bestN = count;
      }
    }
  }
  if (low < 0) return null;
  return { gain: best, column, sums: { gradient: bestG, hessian: bestH, count: bestN }, l2, low, high, order: null };
}

function splitOfNumber(numbers: Float64Array, { gain, column, sums, l2, low, high }: Cutting, { count }: Sums): Split {
  // Nothing was missing: what is missing later goes where most went.
  const unknownLeft = numbers[3 * column.offset + 2] === 0 && 2 * sums.count >= count;
  const range = { low: unknownLeft ? 0 : low, high };
  const left = new Uint8Array(column.size).fill(1, range.low, high + 1);
  return { gain, column, left, range, sums, l2 };
}

// Of the column in hand: categories in their order, and what they are ordered by.
const ordered = new Uint8Array(256);
const scores = new Float64Array(256);

/** Puts in order those that are not too rare; gives how many. `seen`: how many the node has. */
function putInOrder(numbers: Float64Array, { offset, size }: Placed, few: boolean, l2: number): number {
  let count = 0;
  for (let bin = 0; bin < size; bin++) {
    const at = 3 * (offset + bin);
    const n = numbers[at + 2]!;
    if (n === 0 || (!few && n < rare)) continue;
    const score = numbers[at]! / (numbers[at + 1]! + (few ? l2 + leastHessian : smooth));
    let place = count++;
    for (; place > 0 && scores[place - 1]! > score; place--) {
      scores[place] = scores[place - 1]!;
      ordered[place] = ordered[place - 1]!;
    }
    scores[place] = score;
    ordered[place] = bin;
  }
  return count;
}

function cutCategories(
  numbers: Float64Array,
  column: Placed,
  node: Sums,
  { minLeaf, l2: plain, step }: Demands,
  least: number,
): Cutting | null {
  let seen = 0;
  for (let bin = 0; bin < column.size; bin++) if (numbers[3 * (column.offset + bin) + 2]! > 0) seen++;
  if (seen < 2) return null;
  const few = seen <= fewCategories;
  const l2 = few ? plain : plain + ridge;
  const count = putInOrder(numbers, column, few, plain);
  const parent = worth(node.gradient, node.hessian + l2, step);
  let best = least;
  let bestCut = -1;
  let bestUp = true;
  let bestSums = node;
  // The rare are on the side of the higher, then of the lower.
  for (let way = 0; way < (count < seen ? 2 : 1); way++) {
    let gradient = 0;
    let hessian = 0;
    let n = 0;
    for (let cut = 0; cut < count; cut++) {
      const at = 3 * (column.offset + ordered[way === 0 ? cut : count - 1 - cut]!);
      gradient += numbers[at]!;
      hessian += numbers[at + 1]!;
      n += numbers[at + 2]!;
      if (n < minLeaf || hessian < leastHessian) continue;
      const otherH = node.hessian - hessian;
      if (node.count - n < minLeaf || otherH < leastHessian) break;
      const otherG = node.gradient - gradient;
      const sides = worth(gradient, hessian + l2, step) + worth(otherG, otherH + l2, step);
      const gain = sides - parent;
      if (gain > best && gain > precision * sides) {
        best = gain;
        bestCut = cut;
        bestUp = way === 0;
        bestSums = { gradient, hessian, count: n };
      }
    }
  }
  if (bestCut < 0) return null;
  const [low, high] = bestUp ? [0, bestCut] : [count - 1 - bestCut, count - 1];
  return { gain: best, column, sums: bestSums, l2, low, high, order: ordered.slice(0, count) };
}

function splitOfCategories(
  numbers: Float64Array,
  { gain, column, sums, l2, low, high, order }: Cutting,
  { count }: Sums,
): Split {
  // A category that is not in this node goes where most went.
  const left = new Uint8Array(column.size).fill(2 * sums.count >= count ? 1 : 0);
  for (let bin = 0; bin < column.size; bin++) if (numbers[3 * (column.offset + bin) + 2]! > 0) left[bin] = 0;
  for (const bin of order?.subarray(low, high + 1) ?? []) left[bin] = 1;
  return { gain, column, left, range: null, sums, l2 };
}
