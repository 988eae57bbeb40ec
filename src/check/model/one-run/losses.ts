/** What a model loses on rows: of classes -log p of the true one, of numbers the squared error, in units of the label's variance. */
import type { Data } from "../../../learn/trainers/data.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import { surenessOf } from "../signals.ts";

/** Of one model, by row of the data that it was asked about; finite also where a class was held to be impossible. */
export function lossesOf(answers: Answers, { goal, label }: Pick<Data, "goal" | "label">): Float64Array {
  const [codes, values] = goal.kind === "class" ? [goal.codes, null] : [null, goal.values];
  const { phi, logp } = surenessOf(answers, { codes, values, label });
  return logp === null ? phi.map((sureness) => Math.exp(-sureness)) : logp.map((log) => -log);
}
