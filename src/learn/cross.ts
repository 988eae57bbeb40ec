/** Predictions of each row by a model that has not seen it (cross-validation). */
import { shuffled, type Stream, stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { boost, type Boosting, predict } from "./boost.ts";
import { forest, type Growing, predictForest } from "./forest.ts";
import { allRows, checkGoal, classesOf, type Goal, outputsOf, rowsIn } from "./goal.ts";

type Seed = readonly (string | number)[];
/** Learns from some rows; gives what predicts others. */
export type Learner = (
  features: readonly Column[],
  goal: Goal,
  from: { readonly rows: Uint32Array; readonly seed: Seed },
) => (features: readonly Column[], rows?: Uint32Array) => Float64Array;

export const boosted =
  (options: Omit<Boosting, "rows" | "seed"> = {}): Learner =>
  (features, goal, from) => {
    const model = boost(features, goal, { ...options, ...from });
    return (at, rows) => predict(model, at, rows);
  };
export const foresting =
  (options: Omit<Growing, "rows" | "seed"> = {}): Learner =>
  (features, goal, from) => {
    const model = forest(features, goal, { ...options, ...from });
    return (at, rows) => predictForest(model, at, rows);
  };

export interface Crossing {
  readonly learner: Learner;
  /** Default 5; fewer where there are fewer rows. */
  readonly folds?: number;
  /** Rows that take part; default: all. */
  readonly rows?: Int32Array | Uint32Array;
  readonly seed: Seed;
}

/**
 * How much more the mean over cross-validated rows varies than if every row had a model of its own: models of different folds learn from mostly the same rows. Nadeau & Bengio
 * 2003 (Machine Learning 52, 239-281) take 1/folds + tested/learnt for 1/folds; times the variance. Without it 12 of 100 AUC intervals of tables without a difference miss .5
 * (simulated), with it 1 or 2.
 */
export const sharedRows = (folds = 5): number => 1 + folds / (folds - 1);

/**
 * In the order of the rows, as of `predict`. Rows of a class are dealt out to the folds evenly, at random.
 * @throws TelltaleError LEARN_NO_ROWS (also where there is one row only), LEARN_GOAL
 */
export function crossPredict(
  features: readonly Column[],
  goal: Goal,
  { learner, folds = 5, rows: given, seed }: Crossing,
): Float64Array {
  const rows = Uint32Array.from(given ?? allRows(rowsIn(goal)));
  checkGoal(goal, rows);
  const fold = dealFolds(goal, rows, folds, stream(0, "learn/cross", ...seed));
  const outputs = outputsOf(classesOf(goal));
  const predictions = new Float64Array(rows.length * outputs);
  for (let k = 0; k < folds; k++) {
    const own = rows.filter((_, i) => fold[i] === k);
    if (own.length === 0) continue;
    const others = rows.filter((_, i) => fold[i] !== k);
    const found = learner(features, goal, { rows: others, seed: [...seed, k] })(features, own);
    let at = 0;
    for (let i = 0; i < rows.length; i++)
      if (fold[i] === k) for (let j = 0; j < outputs; j++) predictions[i * outputs + j] = found[at++]!;
  }
  return predictions;
}

/** The fold (0 to folds - 1) of each row: as many of each class in each, as far as that goes. */
export function dealFolds(goal: Goal, rows: Uint32Array, folds: number, s: Stream): Uint8Array {
  const order = shuffled(rows.length, s);
  if (goal.kind === "class") {
    const rank = (i: number): number => goal.codes[rows[i]!]!;
    const place = Uint32Array.from(order.keys()).toSorted((a, b) => rank(order[a]!) - rank(order[b]!) || a - b);
    return deal(
      place.map((at) => order[at]!),
      folds,
    );
  }
  return deal(order, folds);
}

function deal(order: Uint32Array, folds: number): Uint8Array {
  const fold = new Uint8Array(order.length);
  order.forEach((i, place) => (fold[i] = place % folds));
  return fold;
}
