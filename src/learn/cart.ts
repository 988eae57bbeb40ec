/**
 * Classification and regression trees (Breiman, Friedman, Olshen & Stone 1984) on mixed columns with missing values.
 *
 * Splits: numbers and times by a threshold, categories by a subset. Gini impurity for a category, squared error for a number. Missing numbers go to the side where
 * they gain more, a missing category is a category. Subsets: categories are put in order and cut once, which is exact for regression and for two classes (Breiman et
 * al. §4.2); with more classes the order is the first axis of a correspondence analysis, by reciprocal averaging (Hill 1973). No randomness: the same rows give the same tree.
 *
 * Against scikit-learn 1.x (one-hot) on 2,000 + 2,000 census rows, leaves of at least 1, 5, 20: income right for .807, .818, .852 (theirs .797, .831, .848) with 299, 147, 58
 * leaves (301, 155, 54); mean error of age 10.8, 9.2, 8.4 years (11.2, 9.1, 8.5) with 1790, 317, 79 leaves (1803, 321, 75).
 */
import { TelltaleError } from "../error.ts";
import type { Column } from "../table/types.ts";
import { ascending } from "./order.ts";
import { classTarget, numberTarget, type Target } from "./target.ts";

export interface Tree {
  /** Column that a node asks for; -1: a leaf. */
  readonly column: readonly number[];
  /** Of a number: <= goes left. */
  readonly threshold: readonly number[];
  /** Of a category: true goes left; not in it: never seen here. */
  readonly subset: readonly (ReadonlyMap<number, boolean> | null)[];
  /** Where goes what is missing, or was never seen. */
  readonly strangersLeft: readonly boolean[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Training rows of a node: rows[start] to rows[end - 1]. */
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly rows: Int32Array;
}

export interface Growth {
  /** Fewest rows in a leaf. */
  readonly minLeaf: number;
  /** A split must lower the impurity by this share of the root's; rpart's cp, as synthpop sets it. */
  readonly complexity?: number;
  /** Training rows; default: all. */
  readonly rows?: Int32Array;
}

interface Split {
  readonly gain: number;
  readonly column: number;
  readonly threshold: number;
  readonly subset: ReadonlyMap<number, boolean> | null;
  readonly strangersLeft: boolean;
}

/**
 * Grows one tree. A target column of numbers or times: regression, and no value of the training rows may be missing; categories: classification, where missing is a class.
 * Time O(columns x rows x depth).
 */
export function grow(
  features: readonly Column[],
  target: Column,
  { minLeaf, complexity = 1e-8, rows: chosen }: Growth,
): Tree {
  const size = target.kind === "category" ? target.codes.length : target.values.length;
  const rows = chosen?.slice() ?? Int32Array.from({ length: size }, (_, row) => row);
  if (target.kind !== "category" && rows.some((row) => Number.isNaN(target.values[row]!)))
    throw new TelltaleError("TREE_TARGET_MISSING", {
      message: `a regression tree cannot learn "${target.name}" where it is missing`,
      hint: "Give only the rows where it is there, and model whether it is there with another tree.",
    });
  const goal = target.kind === "category" ? classTarget(target, rows) : numberTarget(target, rows);
  const columns = features.map((feature) =>
    feature.kind === "category"
      ? { codes: feature.codes, labels: feature.labels.length }
      : { values: feature.values, sorted: ascending(feature.values, rows) },
  );
  const lists = [rows, ...columns.flatMap((column) => (column.sorted ? [column.sorted] : []))];
  const goesLeft = new Uint8Array(size);
  const spare = new Int32Array(rows.length);
  const tree = {
    column: [-1],
    threshold: [Number.NaN],
    subset: [null as ReadonlyMap<number, boolean> | null],
    strangersLeft: [false],
    left: [-1],
    right: [-1],
    start: [0],
    end: [rows.length],
    rows,
  };
  const least = complexity * goal.impurity(rows, 0, rows.length);
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const [start, end] = [tree.start[node]!, tree.end[node]!];
    const split = end - start < 2 * minLeaf ? null : bestSplit(columns, goal, { rows, start, end, minLeaf });
    if (!split || !(split.gain > least)) continue;
    const middle = divide(lists, columns[split.column]!, { split, start, end, goesLeft, spare });
    const child = tree.column.length;
    tree.column[node] = split.column;
    tree.threshold[node] = split.threshold;
    tree.subset[node] = split.subset;
    tree.strangersLeft[node] = split.strangersLeft;
    tree.left[node] = child;
    tree.right[node] = child + 1;
    tree.column.push(-1, -1);
    tree.threshold.push(Number.NaN, Number.NaN);
    tree.subset.push(null, null);
    tree.strangersLeft.push(false, false);
    tree.left.push(-1, -1);
    tree.right.push(-1, -1);
    tree.start.push(start, middle);
    tree.end.push(middle, end);
    open.push(child + 1, child);
  }
  return tree;
}

type Encoded =
  | { readonly codes: Int32Array; readonly labels: number; readonly sorted?: undefined }
  | { readonly values: Float64Array; readonly sorted: Int32Array };
interface Node {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
  readonly minLeaf: number;
}

/** The earliest column wins a tie. */
function bestSplit(columns: readonly Encoded[], goal: Target, node: Node): Split | null {
  let best: Split | null = null;
  goal.enter(node.rows, node.start, node.end);
  if (goal.pure()) return null;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at]!;
    const found = column.sorted
      ? numberSplit(column, goal, { ...node, rows: column.sorted })
      : categorySplit(column, goal, node);
    if (found && (!best || found.gain > best.gain)) best = { ...found, column: at };
  }
  return best;
}

type Found = Omit<Split, "column">;

/** `rows` in the order of the values, missing last. */
function numberSplit(
  { values }: { readonly values: Float64Array },
  goal: Target,
  { rows, start, end, minLeaf }: Node,
): Found | null {
  let present = end;
  while (present > start && Number.isNaN(values[rows[present - 1]!]!)) present--;
  let best: Found | null = null;
  const scan = (strangersLeft: boolean): void => {
    goal.reset();
    if (strangersLeft) for (let i = present; i < end; i++) goal.move(rows[i]!);
    const before = strangersLeft ? end - present : 0;
    for (let i = start; i < present; i++) {
      goal.move(rows[i]!);
      const here = values[rows[i]!]!;
      const next = i + 1 < present ? values[rows[i + 1]!]! : Infinity;
      const left = i + 1 - start + before;
      if (here === next || left < minLeaf || end - start - left < minLeaf) continue;
      const gain = goal.gain();
      if (best && gain <= best.gain) continue;
      const middle = here / 2 + next / 2; // rounds up to `next` only where no double lies between
      best = { gain, threshold: middle < next ? middle : here, subset: null, strangersLeft };
    }
  };
  scan(false);
  if (present < end) scan(true);
  return best && present === end
    ? { ...(best as Found), strangersLeft: largerLeft(best, values, { rows, start, end }) }
    : best;
}

/** Nothing was missing when this was learnt: what is missing later goes where most went. */
function largerLeft({ threshold }: Found, values: Float64Array, { rows, start, end }: Omit<Node, "minLeaf">): boolean {
  return values[rows[(start + end) >> 1]!]! <= threshold;
}

function categorySplit(
  { codes, labels }: { readonly codes: Int32Array; readonly labels: number },
  goal: Target,
  { rows, start, end, minLeaf }: Node,
): Found | null {
  const local = localOf(labels);
  const present: number[] = [];
  for (let i = start; i < end; i++) {
    const code = codes[rows[i]!]! + 1; // missing is category 0
    if (local[code]! < 0) local[code] = present.push(code) - 1;
  }
  const members = Int32Array.from(rows.subarray(start, end), (row) => local[codes[row]! + 1]!);
  for (const code of present) local[code] = -1;
  if (present.length < 2) return null;
  const score = goal.order(rows.subarray(start, end), members, present.length);
  const order = Array.from(present.keys()).toSorted((a, b) => score[a]! - score[b]! || present[a]! - present[b]!);
  const place = new Int32Array(present.length);
  order.forEach((category, at) => (place[category] = at));
  const next = new Int32Array(present.length + 1);
  for (const member of members) next[place[member]! + 1] = next[place[member]! + 1]! + 1;
  for (let at = 1; at < next.length; at++) next[at] = next[at]! + next[at - 1]!;
  const ends = next.slice(1);
  const grouped = new Int32Array(members.length);
  for (let i = 0; i < members.length; i++) {
    const at = place[members[i]!]!;
    grouped[next[at]!] = rows[start + i]!;
    next[at] = next[at]! + 1;
  }
  goal.reset();
  let best: { readonly gain: number; readonly cut: number } | null = null;
  for (let at = 0, i = 0; at + 1 < present.length; at++) {
    for (; i < ends[at]!; i++) goal.move(grouped[i]!);
    if (i < minLeaf || end - start - i < minLeaf) continue;
    const gain = goal.gain();
    if (!best || gain > best.gain) best = { gain, cut: at };
  }
  if (!best) return null;
  const { gain, cut } = best;
  const subset = new Map(present.map((code, category) => [code - 1, place[category]! <= cut]));
  return { gain, threshold: Number.NaN, subset, strangersLeft: 2 * ends[cut]! >= end - start };
}

let scratch = new Int32Array();
/** -1 for every category: each user puts back what it changed. */
function localOf(labels: number): Int32Array {
  if (scratch.length < labels + 1) scratch = new Int32Array(labels + 1).fill(-1);
  return scratch;
}

const isLeft = (
  column: Encoded,
  { threshold, subset, strangersLeft }: Pick<Split, "threshold" | "subset" | "strangersLeft">,
  row: number,
): boolean => {
  if (!column.sorted) return subset?.get(column.codes[row]!) ?? strangersLeft;
  const value = column.values[row]!;
  return value === value ? value <= threshold : strangersLeft;
};

interface Division {
  readonly split: Split;
  readonly start: number;
  readonly end: number;
  readonly goesLeft: Uint8Array;
  readonly spare: Int32Array;
}
/** Parts the node's stretch of every list, keeping the order on both sides. Gives where the right side starts. */
function divide(
  lists: readonly Int32Array[],
  column: Encoded,
  { split, start, end, goesLeft, spare }: Division,
): number {
  const [rows] = lists;
  for (let i = start; i < end; i++) goesLeft[rows![i]!] = isLeft(column, split, rows![i]!) ? 1 : 0;
  let middle = start;
  for (const list of lists) {
    let [left, right] = [start, 0];
    for (let i = start; i < end; i++) {
      const row = list[i]!;
      if (goesLeft[row]) list[left++] = row;
      else spare[right++] = row;
    }
    list.set(spare.subarray(0, right), left);
    middle = left;
  }
  return middle;
}

/** The leaf that a row comes to; `features` are columns like those that the tree has learnt from, with the same labels. */
export function leafOf(tree: Tree, features: readonly Column[], row: number): number {
  let node = 0;
  for (let at = tree.column[0]!; at >= 0; at = tree.column[node]!) {
    const feature = features[at]!;
    let left: boolean;
    if (feature.kind === "category") left = tree.subset[node]?.get(feature.codes[row]!) ?? tree.strangersLeft[node]!;
    else {
      const value = feature.values[row]!;
      left = value === value ? value <= tree.threshold[node]! : tree.strangersLeft[node]!;
    }
    node = left ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

/** The training rows in a leaf. */
export const rowsOf = ({ rows, start, end }: Tree, leaf: number): Int32Array => rows.subarray(start[leaf], end[leaf]);
