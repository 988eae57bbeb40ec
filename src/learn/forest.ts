/**
 * Random forests for classes and numbers (Breiman 2001), on mixed columns with missing values.
 *
 * Each tree is grown on a bootstrap sample of the rows, in full but for `minLeaf`, and asks at each node only for a few columns drawn at random. Gini impurity for classes
 * (many classes in one tree), squared error for numbers; leaves hold the classes' shares or the mean, and those are averaged over the trees. Categories are put in the
 * order of the goal once, before growing, and cut like numbers: that costs nothing against all subsets, and does not favour columns of many categories (Wright & König
 * 2019). Columns are cut into at most 254 bins.
 */
import { stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { binRows, type Cut, cutColumns } from "./binning.ts";
import { type Learnt, openGrower } from "./deep.ts";
import { allRows, checkGoal, classesOf, type Goal, outputsOf, rowsIn, rowsOfColumns } from "./goal.ts";
import { orderCategories } from "./goal-order.ts";
import { planting, type Trees } from "./trees.ts";
import { walkAll } from "./walker.ts";

export interface Growing {
  /** Rows to learn from; default: all. */
  readonly rows?: Int32Array | Uint32Array;
  /** Default 100. */
  readonly trees?: number;
  /** Fewest rows of a leaf, without those drawn again. Default 1. */
  readonly minLeaf?: number;
  /** Columns asked for at a node: default the root of their number for classes, a third of them for numbers. */
  readonly columns?: number;
  /** Most bins of a column: at most 254, the default. */
  readonly bins?: number;
  readonly seed: readonly (string | number)[];
}

/** Plain data: an output of a work. With the defaults about 24 bytes a row and tree. */
export type Forest = {
  /** null: a number is predicted. */
  readonly classes: number | null;
  readonly cuts: readonly Cut[];
  /** Predicted number = middle + unit * mean of the leaves. */
  readonly middle: number;
  readonly unit: number;
  readonly trees: Trees;
};

/** @throws TelltaleError LEARN_NO_ROWS, LEARN_GOAL */
export function forest(features: readonly Column[], goal: Goal, options: Growing): Forest {
  const s = stream(0, "learn/forest", ...options.seed);
  const rows = Uint32Array.from(options.rows ?? allRows(rowsIn(goal)));
  checkGoal(goal, rows);
  const cuts = orderCategories(cutColumns(features, rows, options.bins ?? 254, s), features, goal, rows);
  const cells = binRows(cuts, features, rows);
  const width = cuts.length;
  const perNode = options.columns ?? Math.max(1, Math.floor(goal.kind === "class" ? Math.sqrt(width) : width / 3));
  const trees = planting();
  const { learnt, middle, unit } = learntOf(goal, rows);
  const sizes = Uint32Array.from(cuts, ({ size }) => size);
  const ground = { cells, sizes, learnt, rows: rows.length, minLeaf: options.minLeaf ?? 1, perNode };
  const grower = openGrower(ground);
  const count = options.trees ?? 100;
  for (let tree = 0; tree < count; tree++) grower.grow(trees, s);
  return { classes: classesOf(goal), cuts, middle, unit, trees: trees.keep(count) };
}

/** Two classes are the numbers 0 and 1. Other numbers count from the middle of their range, in halves of it, so that squares stay in range. */
function learntOf(goal: Goal, rows: Uint32Array): { learnt: Learnt; middle: number; unit: number } {
  if (goal.kind === "class") {
    const codes = Uint32Array.from(rows, (row) => goal.codes[row]!);
    const learnt: Learnt =
      goal.classes === 2
        ? { kind: "numbers", numbers: Float64Array.from(codes) }
        : { kind: "classes", codes, classes: goal.classes };
    return { learnt, middle: 0, unit: 1 };
  }
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    low = Math.min(low, goal.values[row]!);
    high = Math.max(high, goal.values[row]!);
  }
  const [middle, unit] = [low / 2 + high / 2, high / 2 - low / 2 || 1];
  const numbers = Float64Array.from(rows, (row) => (goal.values[row]! - middle) / unit);
  return { learnt: { kind: "numbers", numbers }, middle, unit };
}

/** As `predict` of boosting: chances, or values. */
export function predictForest(model: Forest, features: readonly Column[], rows?: Uint32Array): Float64Array {
  const { classes, middle, unit, trees } = model;
  const outputs = outputsOf(classes);
  const ending = { outputs, base: new Float64Array(outputs), means: "numbers", scale: 1 / trees.roots.length } as const;
  const chosen = rows ?? allRows(rowsOfColumns(features));
  const found = walkAll(model, features, chosen, { ...ending, together: true });
  return classes === null ? found.map((value) => middle + unit * value) : found;
}
