/**
 * Gradient boosting on histograms, for classes and numbers, on mixed columns with missing values.
 *
 * Friedman 2001 with Newton steps (Chen & Guestrin 2016), trees grown where they gain most and columns in at most 254 bins (Ke et al. 2017, LightGBM). Sums are exact
 * (fixed point), so that the order of the rows decides nothing; the same seed and rows give the same bytes.
 */
import { sample, shuffled, type Stream, stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { binRows, type Cut, cutColumns } from "./binning.ts";
import { type Board, openBoard, type Placed } from "./board.ts";
import { allRows, checkGoal, classesOf, type Goal, rowsIn, rowsOfColumns } from "./goal.ts";
import { growTree, type Leaf } from "./leafwise.ts";
import { type Loss, lossOf, lossOn, toPredictions } from "./loss.ts";
import { addTree, type Cells, planting, type Planting, type Trees } from "./trees.ts";

export interface Boosting {
  /** Rows to learn from; default: all. */
  readonly rows?: Int32Array | Uint32Array;
  /** Rounds; with more than two classes each has a tree a class. Default 100. */
  readonly trees?: number;
  /** Default .1. */
  readonly rate?: number;
  /** Most leaves of a tree. Default 31. */
  readonly leaves?: number;
  /** Fewest rows of a leaf. Default 20. */
  readonly minLeaf?: number;
  /** Most bins of a column, beside those for missing and unseen values: at most 254, the default. */
  readonly bins?: number;
  /** Ridge on the leaves' values. Default 0. */
  readonly l2?: number;
  /** Stops when the loss on a random share of the rows has not fallen for so many rounds, and keeps the best ones. Default: never. */
  readonly stop?: { readonly rounds: number; readonly share: number };
  /** Share of the columns that each tree may use, and of the rows that it is grown on; drawn for each tree. Default 1. */
  readonly columnShare?: number;
  readonly rowShare?: number;
  readonly seed: readonly (string | number)[];
}

/** Plain data: an output of a work. */
export type Boosted = {
  /** null: a number is predicted. */
  readonly classes: number | null;
  readonly cuts: readonly Cut[];
  readonly base: Float64Array;
  readonly scale: number;
  readonly trees: Trees;
};

/** @throws TelltaleError LEARN_NO_ROWS, LEARN_GOAL */
export function boost(features: readonly Column[], goal: Goal, options: Boosting): Boosted {
  const s = stream(0, "learn/boost", ...options.seed);
  const given = Uint32Array.from(options.rows ?? allRows(rowsIn(goal)));
  checkGoal(goal, given);
  const { rows, held } = holdOut(given, options.stop?.share ?? 0, s);
  const cuts = cutColumns(features, rows, options.bins ?? 254, s);
  const cells = { cells: binRows(cuts, features, rows), width: cuts.length };
  const loss = lossOf(goal, rows);
  const watch =
    options.stop && held.length > 0 ? watching(goal, loss, { held, cells: binRows(cuts, features, held) }) : null;
  const leaves = options.leaves ?? 31;
  const board = openBoard(cells.cells, cuts, { n: rows.length, slots: leaves });
  const forest = planting();
  const scores = repeat(loss.base, rows.length);
  let kept = 0;
  let best = watch?.(forest.now(), 0) ?? 0;
  for (let round = 1; round <= (options.trees ?? 100); round++) {
    let grown = false;
    for (let output = 0; output < loss.outputs; output++)
      if (addRound({ board, forest, loss, scores, output, cells }, { ...options, leaves }, s)) grown = true;
    if (!watch) kept = round;
    else {
      const now = watch(forest.now(), round);
      if (now < best) [best, kept] = [now, round];
      else if (round - kept >= (options.stop?.rounds ?? 0)) break;
    }
    if (!grown && !draws(options)) break; // the next round would be the same
  }
  return {
    classes: classesOf(goal),
    cuts,
    base: loss.base,
    scale: loss.scale,
    trees: forest.keep(kept * loss.outputs),
  };
}

const draws = ({ columnShare = 1, rowShare = 1 }: Boosting): boolean => columnShare < 1 || rowShare < 1;

/** Rows, shuffled apart where some are to be held out; else in their order. */
function holdOut(rows: Uint32Array, share: number, s: Stream): { rows: Uint32Array; held: Uint32Array } {
  const count = Math.min(Math.round(share * rows.length), rows.length - 1);
  if (count <= 0) return { rows, held: new Uint32Array() };
  const order = shuffled(rows.length, s);
  const pick = (part: Uint32Array): Uint32Array => part.toSorted().map((i) => rows[i]!);
  return { rows: pick(order.slice(count)), held: pick(order.slice(0, count)) };
}

interface Round {
  readonly board: Board;
  readonly forest: Planting;
  readonly loss: Loss;
  readonly scores: Float64Array;
  readonly output: number;
  readonly cells: Cells;
}

/** Grows the tree of one output and adds it to the scores. False if it has one leaf. */
function addRound(
  { board, forest, loss, scores, output, cells }: Round,
  { minLeaf = 20, l2 = 0, rate = 0.1, leaves = 31, columnShare = 1, rowShare = 1 }: Boosting,
  s: Stream,
): boolean {
  board.take(loss.gradients(scores, output, board.gradients));
  const rows = drawRows(board, rowShare, s);
  const columns = drawColumns(board.columns, columnShare, s);
  const grown = growTree(board, forest, { leaves, minLeaf, l2, rate, columns, rows });
  if (rows === board.n) addLeaves(grown, board.order, scores, { outputs: loss.outputs, output });
  else {
    const trees = forest.now();
    addTree(trees, trees.roots.length - 1, cells, { totals: scores, stride: loss.outputs, offset: output, outputs: 1 });
  }
  return grown.length > 1;
}

function drawRows({ order, n }: Board, share: number, s: Stream): number {
  if (share >= 1) {
    for (let i = 0; i < n; i++) order[i] = i;
    return n;
  }
  const drawn = sample(n, Math.max(1, Math.round(share * n)), s).toSorted();
  order.set(drawn);
  return drawn.length;
}

function drawColumns(columns: readonly Placed[], share: number, s: Stream): readonly Placed[] {
  if (share >= 1) return columns;
  const drawn = sample(columns.length, Math.max(1, Math.round(share * columns.length)), s).toSorted();
  return Array.from(drawn, (at) => columns[at]!);
}

function addLeaves(
  leaves: readonly Leaf[],
  order: Uint32Array,
  scores: Float64Array,
  { outputs, output }: { readonly outputs: number; readonly output: number },
): void {
  for (const { start, end, value } of leaves)
    for (let i = start; i < end; i++) scores[order[i]! * outputs + output]! += value;
}

/** The mean loss on the rows held out, after each round. */
function watching(
  goal: Goal,
  loss: Loss,
  { held, cells }: { readonly held: Uint32Array; readonly cells: Uint8Array },
): (trees: Trees, round: number) => number {
  const mean = lossOn(goal, held, loss);
  const scores = repeat(loss.base, held.length);
  const width = cells.length / held.length;
  const { outputs } = loss;
  return (trees, round) => {
    const first = (round - 1) * outputs;
    for (let tree = Math.max(first, 0); tree < round * outputs; tree++)
      addTree(trees, tree, { cells, width }, { totals: scores, stride: outputs, offset: tree % outputs, outputs: 1 });
    return mean(scores);
  };
}

function repeat(base: Float64Array, rows: number): Float64Array {
  const scores = new Float64Array(rows * base.length);
  for (let row = 0; row < rows; row++) scores.set(base, row * base.length);
  return scores;
}

/**
 * Chances (0 to 1) or values, row after row: of two classes the chance of class 1, of more those of all classes. `features`: columns like those learnt from, in their
 * order, with the same labels. `rows`: of them; default: all.
 */
export function predict(model: Boosted, features: readonly Column[], rows?: Uint32Array): Float64Array {
  const chosen = rows ?? allRows(rowsOfColumns(features));
  const { base, trees, cuts, classes, scale } = model;
  const cells = { cells: binRows(cuts, features, chosen), width: cuts.length };
  const scores = repeat(base, chosen.length);
  const outputs = base.length;
  trees.roots.forEach((_, tree) =>
    addTree(trees, tree, cells, { totals: scores, stride: outputs, offset: tree % outputs, outputs: 1 }),
  );
  return toPredictions(scores, classes, scale);
}
