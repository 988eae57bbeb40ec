/** Whether the other columns give away that a value is missing: if they do, it is not missing by mere chance. */
import { boosted, crossPredict, sharedRows } from "../../../learn/cross.ts";
import { aucInterval, delong } from "../../../stats/auc.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import type { Gone } from "./gone.ts";

export type Predicted = {
  /** That a row without the value is ranked above one with it: 0.5 = by chance. */
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  readonly missing: number;
  readonly present: number;
};

/** On each side; fewer cannot be learnt by cross-validation. */
const fewest = 20;

/** Null: too few rows with or without the value, or no other column. */
export function predicted(
  { column, hit }: Gone,
  features: readonly Column[],
  { rows: most, seed }: { readonly rows: number; readonly seed: number },
): Predicted | null {
  const rows = sample(hit.length, most, stream(seed, "data/missingness", column.name)).toSorted();
  const missing = rows.filter((row) => hit[row] === 1).length;
  const present = rows.length - missing;
  if (features.length === 0 || Math.min(missing, present) < fewest) return null;
  const goal = { kind: "class", codes: Int32Array.from(hit), classes: 2 } as const;
  const told = crossPredict(features, goal, {
    learner: boosted(),
    rows,
    seed: ["data/missingness", column.name, seed],
  });
  const { auc, covariance } = delong([
    { members: told.filter((_, i) => hit[rows[i]!] === 1), outsiders: told.filter((_, i) => hit[rows[i]!] === 0) },
  ]);
  const variance = sharedRows() * covariance[0]![0]!;
  const estimate = { auc: auc[0]!, variance, members: missing, outsiders: present };
  return { auc: estimate.auc, ...aucInterval(estimate), missing, present };
}
