/**
 * Gradient boosting on histograms, for classes and numbers, on mixed columns with missing values.
 *
 * Friedman 2001 with Newton steps (Chen & Guestrin 2016), trees grown where they gain most and columns in at most 254 bins (Ke et al. 2017, LightGBM). Sums are exact
 * (fixed point), so that the order of the rows decides nothing; the same seed and rows give the same bytes.
 *
 * As good as LightGBM 4.7 on Adult with the same settings (AUC .9276, theirs .9274: validate/learn.ts) and about as fast on one core (bench/RESULTS-learn.md).
 */
import { sample, shuffled, type Stream, stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { openMemory } from "../table/memory.ts";
import { binRows, type Cut, cutColumns } from "./binning.ts";
import { type Board, openBoard, type Placed } from "./board.ts";
import { allRows, checkGoal, classesOf, type Goal, rowsIn, rowsOfColumns } from "./goal.ts";
import { growTree, type Leaf } from "./leafwise.ts";
import { type Loss, lossOf, meanLoss, repeat, startOf } from "./loss.ts";
import { type Planting, planting, type Trees } from "./trees.ts";
import { openWalker, walkAll, type Walker } from "./walker.ts";

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
  const { trees: rounds = 100, leaves = 31 } = options;
  const cuts = cutColumns(features, rows, options.bins ?? 254, s);
  const cells = binRows(cuts, features, rows);
  const memory = openMemory();
  const start = startOf(goal, rows);
  const outputs = start.base.length;
  const loss = lossOf(memory, goal, rows, start);
  // One tree at a time.
  const walking = {
    width: cuts.length,
    outputs,
    room: { trees: 1, nodes: 2 * leaves, sets: 8 * leaves, values: leaves },
  };
  const walker =
    (options.rowShare ?? 1) < 1 ? openWalker(memory, { ...walking, rows: rows.length, address: loss.address }) : null;
  const watcher = options.stop && held.length > 0 ? openWalker(memory, { ...walking, rows: held.length }) : null;
  const board = openBoard(memory, { cells, cuts, n: rows.length, slots: leaves });
  walker?.enter(cells);
  watcher?.enter(binRows(cuts, features, held));
  if (watcher) repeat(start.base, watcher.totals());
  const forest = planting();
  const state = { board, forest, loss, walker, outputs };
  const meanHeld = (): number => (watcher ? meanLoss(goal, held, start, watcher.totals()) : 0);
  let kept = 0;
  let best = meanHeld();
  for (let round = 1; round <= rounds; round++) {
    let grown = false;
    for (let output = 0; output < outputs; output++) {
      if (addTree(state, output, { ...options, leaves }, s)) grown = true;
      watcher?.add(forest.last());
    }
    const now = meanHeld();
    if (!watcher || now < best) [best, kept] = [now, round];
    else if (round - kept >= (options.stop?.rounds ?? 0)) break;
    if (!grown && !draws(options)) break; // the next round would be the same
  }
  return { classes: classesOf(goal), cuts, ...start, trees: forest.keep(kept * outputs) };
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

interface State {
  readonly board: Board;
  readonly forest: Planting;
  readonly loss: Loss;
  /** Adds trees to the scores where not all rows are in their leaves. */
  readonly walker: Walker | null;
  readonly outputs: number;
}

/** Grows the tree of one output and adds it to the scores. False if it has one leaf. */
function addTree(
  { board, forest, loss, walker, outputs }: State,
  output: number,
  { minLeaf = 20, l2 = 0, rate = 0.1, leaves = 31, columnShare = 1, rowShare = 1 }: Boosting,
  s: Stream,
): boolean {
  board.take((place) => loss.gradients(output, place));
  const rows = drawRows(board, rowShare, s);
  const columns = drawColumns(board.columns, columnShare, s);
  const grown = growTree(board, forest, { leaves, minLeaf, l2, rate, columns, rows, step: loss.step });
  if (walker) walker.add(forest.last());
  else addLeaves(grown, board.order, loss.scores(), { outputs, output });
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

/**
 * Chances (0 to 1) or values, row after row: of two classes the chance of class 1, of more those of all classes. `features`: columns like those learnt from, in their
 * order, with the same labels. `rows`: of them; default: all.
 */
export function predict(model: Boosted, features: readonly Column[], rows?: Uint32Array): Float64Array {
  const { base, classes, scale } = model;
  const means = classes === null ? "numbers" : "scores";
  return walkAll(model, features, rows ?? allRows(rowsOfColumns(features)), {
    outputs: base.length,
    base,
    means,
    scale,
  });
}
