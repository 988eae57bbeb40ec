/** Early stopping: rows that a model does not learn from say when it was best. */
import { bits, drawsOf, type Name, reordered } from "./draws.ts";
import type { Objective } from "./objective.ts";
import type { Recipe } from "./recipe.ts";

export interface Own {
  readonly learnt: Uint32Array;
  readonly held: Uint32Array;
}

/** Of the rows of one model; at least 1 is held out and at least 2 are learnt from. */
export function heldOut(rows: Uint32Array, { stop }: Pick<Recipe, "stop">, name: Name): Own {
  if (!stop) return { learnt: rows, held: new Uint32Array() };
  const count = Math.min(Math.max(1, Math.round(stop.share * rows.length)), Math.max(0, rows.length - 2));
  const mixed = reordered(rows, bits(drawsOf(name, "held out")));
  return { learnt: mixed.subarray(count).toSorted((a, b) => a - b), held: mixed.subarray(0, count) };
}

/** Mean loss of some rows, each as much as the other; logits [rows, outputs], y by row of the table. */
export function meanLoss(
  objective: Objective,
  logits: Float32Array,
  { rows, y }: { readonly rows: Uint32Array; readonly y: ArrayLike<number> },
): number {
  const outputs = logits.length / rows.length;
  let total = 0;
  rows.forEach((row, i) => {
    const of = logits.subarray(i * outputs, (i + 1) * outputs);
    total += lossOf(objective, of, y[row]!);
  });
  return total / rows.length;
}

function lossOf(objective: Objective, logits: Float32Array, y: number): number {
  const [logit = NaN] = logits;
  if (objective === "value") return (logit - y) ** 2;
  if (objective === "chance") return softplus(logit) - y * logit;
  let most = -Infinity;
  for (const one of logits) most = Math.max(most, one);
  let sum = 0;
  for (const one of logits) sum += Math.exp(one - most);
  return most + Math.log(sum) - logits[y]!;
}

/** How a model has done so far. */
export interface Course {
  readonly losses: readonly number[];
  /** Epochs, from 0. */
  readonly best: number;
}
export const goesOn = ({ losses, best }: Course, patience: number): boolean => losses.length - 1 - best < patience;

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
