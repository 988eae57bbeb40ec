/** How long shadow models are trained, where nobody said: as long as makes them most like the audited model. A file does not tell, and attacks with others are weaker. */
import { quality, shadow, type Computing } from "../../learn/shadow.ts";
import { traitsOf, type TrainerSpec } from "../../learn/trainers/spec.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { rightnessWork } from "./membership-works.ts";
import { targetSignals } from "./target-signals.ts";

/** Thrice as long each time, from what hardly learns to what knows by heart. */
const others = [5, 15, 150] as const;
/** A difference of accuracy that changes little. */
const alike = 0.03;

/**
 * The subject's trainer, with as many epochs as bring a pair of models nearest to the audited one in accuracy, on people learnt from and on others. What is usual (50) is tried
 * first, and taken where it is near enough. Unchanged: a trainer that the user chose, one without epochs, and models that answer with numbers.
 */
export async function trainerLike(
  computing: Computing,
  subject: ModelSubject,
  { seed, size }: { readonly seed: number; readonly size: number },
): Promise<TrainerSpec> {
  const { trainer, lessons, label, sides } = subject;
  if (lessons === null || "reason" in trainer) throw new Error("asked for shadow models where there can be none");
  const chosen = subject.trainerBy !== "file" || label.kind === "number" || !traitsOf(trainer).engine;
  if (chosen || !("recipe" in trainer) || sides.outsiders === 0) return trainer;
  const { signals } = await targetSignals(computing, subject);
  const [target] = await computing.compute(rightnessWork, [{ signals, crowd: subject.crowd }]);
  if (!target) throw new Error("compute gives one output for one input");
  const tried = async (epochs: number): Promise<{ readonly spec: TrainerSpec; readonly far: number }> => {
    const spec = { ...trainer, recipe: { ...trainer.recipe, epochs } };
    const pair = await shadow(computing, { trainer: spec, data: lessons, models: 2, seed, size });
    const { meanTrain, meanTest } = await quality(computing, pair);
    return { spec, far: Math.max(Math.abs(meanTrain - target.members), Math.abs(meanTest - target.outsiders)) };
  };
  const usual = await tried(trainer.recipe.epochs);
  if (usual.far <= alike) return usual.spec;
  const all = [usual, ...(await Promise.all(others.map(tried)))];
  return all.reduce((best, one) => (one.far < best.far ? one : best)).spec;
}
