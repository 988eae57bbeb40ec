/** What a model loses on rows: of classes -log p of the true one, of numbers the squared error. */
import type { Goal } from "../../../learn/goal.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";

/** A forest's chance of 0 is not worse than this: with an infinite loss there would be no difference of two. */
const least = Math.log(1e-12);

/** Of the rows from `from` on. */
export function lossesOf({ kind, outputs, rows, perModel: [said] }: Answers, goal: Goal, from: number): Float64Array {
  if (!said) throw new Error("one model has its answers");
  return Float64Array.from({ length: rows - from }, (_, i) => {
    const row = from + i;
    if (goal.kind === "number") return (said[row]! - goal.values[row]!) ** 2;
    const own = said.subarray(row * outputs, (row + 1) * outputs);
    const at = own[goal.codes[row]!]!;
    return kind === "logits" ? logSum(own) - at : -Math.max(least, Math.log(at));
  });
}

function logSum(logits: Float32Array | Float64Array): number {
  let most = -Infinity;
  for (const one of logits) most = Math.max(most, one);
  let sum = 0;
  for (const one of logits) sum += Math.exp(one - most);
  return most + Math.log(sum);
}
