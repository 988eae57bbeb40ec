/** Attacks that are a signal of the model's answers, as it is or the other way round. */
import type { Scene, Signals } from "../scene.ts";

/** Of the audited model. */
export function signal({ target }: Scene, name: keyof Signals): Float64Array {
  const found = target[name];
  if (!found) throw new Error(`an attack was played that needs ${name}, which models of this kind do not have`);
  return found;
}
