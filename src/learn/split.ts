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
    const found =
      column.kind === "number"
        ? numberSplit(numbers, column, node, demands)
        : categorySplit(numbers, column, node, demands);
    if (found && (!best || found.gain > best.gain)) best = found;
  }
  return best && best.finish();
}

interface Cutting {
  readonly gain: number;
  finish(): Split;
}

/** What the two sides gain over the node: half a loss is not subtracted, as a comparison of splits does not need it. */
function gainOf(gradient: number, hessian: number, node: Sums, l2: number): number {
  const [g, h] = [node.gradient - gradient, node.hessian - hessian];
  const sides = (gradient * gradient) / (hessian + l2) + (g * g) / (h + l2);
  const gain = sides - (node.gradient * node.gradient) / (node.hessian + l2);
  return gain > precision * sides ? gain : 0;
}

function numberSplit(numbers: Float64Array, column: Placed, node: Sums, { minLeaf, l2 }: Demands): Cutting | null {
  const base = 3 * column.offset;
  const [missingG, missingH, missingN] = [numbers[base]!, numbers[base + 1]!, numbers[base + 2]!];
  const parent = (node.gradient * node.gradient) / (node.hessian + l2);
  let [best, low, high] = [0, 0, 0];
  let [bestG, bestH, bestN] = [0, 0, 0];
  for (let from = 1; from >= (missingN > 0 ? 0 : 1); from--) {
    let [gradient, hessian, count] = from === 1 ? [0, 0, 0] : [missingG, missingH, missingN];
    for (let bin = 1; bin < column.size; bin++) {
      const at = base + 3 * bin;
      const n = numbers[at + 2]!;
      if (n === 0) continue;
      gradient += numbers[at]!;
      hessian += numbers[at + 1]!;
      count += n;
      if (count < minLeaf || hessian < leastHessian) continue;
      if (node.count - count < minLeaf || node.hessian - hessian < leastHessian) break;
      const other = node.gradient - gradient;
      const sides = (gradient * gradient) / (hessian + l2) + (other * other) / (node.hessian - hessian + l2);
      const gain = sides - parent;
      if (gain > best && gain > precision * sides) {
        [best, low, high] = [gain, from, bin];
        [bestG, bestH, bestN] = [gradient, hessian, count];
      }
    }
  }
  if (best === 0) return null;
  return {
    gain: best,
    finish() {
      // Nothing was missing: what is missing later goes where most went.
      if (missingN === 0 && 2 * bestN >= node.count) low = 0;
      const left = new Uint8Array(column.size);
      left.fill(1, low, high + 1);
      const sums = { gradient: bestG, hessian: bestH, count: bestN };
      return { gain: best, column, left, range: { low, high }, sums, l2 };
    },
  };
}

function categorySplit(numbers: Float64Array, column: Placed, node: Sums, demands: Demands): Cutting | null {
  const base = 3 * column.offset;
  const seen: number[] = [];
  for (let bin = 0; bin < column.size; bin++) if (numbers[base + 3 * bin + 2]! > 0) seen.push(bin);
  if (seen.length < 2) return null;
  const few = seen.length <= fewCategories;
  const l2 = few ? demands.l2 : demands.l2 + ridge;
  const ordered = few ? seen : seen.filter((bin) => numbers[base + 3 * bin + 2]! >= rare);
  const score = (bin: number): number =>
    numbers[base + 3 * bin]! / (numbers[base + 3 * bin + 1]! + (few ? demands.l2 + leastHessian : smooth));
  const scores = new Float64Array(column.size);
  for (const bin of ordered) scores[bin] = score(bin);
  ordered.sort((a, b) => scores[a]! - scores[b]! || a - b);
  let best = { gain: 0, cut: 0, up: true, sums: { gradient: 0, hessian: 0, count: 0 } };
  // The rare are on the side of the higher, then of the lower.
  for (const up of ordered.length < seen.length ? [true, false] : [true]) {
    let [gradient, hessian, count] = [0, 0, 0];
    for (let cut = 0; cut < ordered.length; cut++) {
      const at = base + 3 * ordered[up ? cut : ordered.length - 1 - cut]!;
      gradient += numbers[at]!;
      hessian += numbers[at + 1]!;
      count += numbers[at + 2]!;
      if (count < demands.minLeaf || hessian < leastHessian) continue;
      if (node.count - count < demands.minLeaf || node.hessian - hessian < leastHessian) break;
      const gain = gainOf(gradient, hessian, node, l2);
      if (gain > best.gain) best = { gain, cut, up, sums: { gradient, hessian, count } };
    }
  }
  if (best.gain === 0) return null;
  return {
    gain: best.gain,
    finish() {
      const { gain, cut, up, sums } = best;
      // A category that is not in this node goes where most went.
      const left = new Uint8Array(column.size).fill(2 * sums.count >= node.count ? 1 : 0);
      for (const bin of seen) left[bin] = 0;
      for (const bin of up ? ordered.slice(0, cut + 1) : ordered.slice(ordered.length - 1 - cut)) left[bin] = 1;
      return { gain, column, left, range: null, sums, l2 };
    },
  };
}
