/** The same way of training, altered so that it learns less by heart: what each alteration is, and what it promises. */
import type { Spec, TrainerSpec } from "../../../learn/trainers/spec.ts";
import { type Sampling, samplingOf } from "../../../learn/training/private.ts";

export const trainingIds = [
  "early stopping",
  "third of the epochs",
  "weight decay 0.001",
  "weight decay 0.01",
  "dropout",
  "larger leaves",
  "fewer trees",
] as const;
export type TrainingId = (typeof trainingIds)[number];

/** Null: this trainer has no such setting, or it is in use already. */
export function altered(trainer: TrainerSpec, id: TrainingId): TrainerSpec | null {
  if (id === "larger leaves")
    return "minLeaf" in trainer ? { ...trainer, minLeaf: Math.max(10, 5 * trainer.minLeaf) } : null;
  if (id === "fewer trees")
    return "trees" in trainer && trainer.trees >= 8 ? { ...trainer, trees: Math.ceil(trainer.trees / 5) } : null;
  if (!("recipe" in trainer)) return null;
  if (id === "dropout")
    return "dropout" in trainer && trainer.dropout < dropout && layered(trainer) ? { ...trainer, dropout } : null;
  const recipe = changed(trainer.recipe, id);
  return recipe && { ...trainer, recipe };
}

type Networked = Extract<TrainerSpec, { recipe: unknown }>;
type Recipe = Networked["recipe"];
const dropout = 0.5;
/** So many epochs no better for the tenth of the rows that is held out. */
const stop = { share: 0.1, patience: 3 };

const layered = (trainer: Spec<"mlp"> | Spec<"cnn">): boolean => trainer.kind === "cnn" || trainer.hidden.length > 0;

function changed(recipe: Recipe, id: TrainingId): Recipe | null {
  if (id === "early stopping") return recipe.stop || recipe.private || recipe.epochs < 4 ? null : { ...recipe, stop };
  if (id === "third of the epochs")
    return recipe.epochs < 3 ? null : { ...recipe, epochs: Math.max(1, Math.round(recipe.epochs / 3)) };
  const weightDecay = id === "weight decay 0.001" ? 1e-3 : 1e-2;
  if ((recipe.weightDecay ?? 0) >= weightDecay && recipe.optimiser.kind !== "adamw") return null;
  // Decay apart from the loss (AdamW) is multiplied by the rate and hardly felt in a short training: here it is part of the loss.
  const { optimiser } = recipe;
  return {
    ...recipe,
    weightDecay,
    optimiser: optimiser.kind === "adamw" ? { ...optimiser, kind: "adam" } : optimiser,
  };
}

/** An example's gradient is not longer. */
const clip = 1;
/** Private steps want many rows: the noise of a step is the same, whatever they are. */
const privateBatch = 256;

/**
 * Clipped gradients are short, and their noise evens out over steps: the usual rate learns next to nothing. Measured on Location-30 (446 features, 2,000 people, 50 epochs of Adam),
 * share right of others at an epsilon of 8: .37 at the usual .001, .55 at .003, .56 at .005, .52 at .01.
 */
const faster = 5;
const fastest = { sgd: 1, adam: 0.01, adamw: 0.01 } as const;

function hastened(optimiser: Recipe["optimiser"]): Recipe["optimiser"] {
  const { kind, rate } = optimiser;
  return { ...optimiser, rate: Math.max(rate, Math.min(fastest[kind], faster * rate)) };
}

/** Of `rows` people, before the noise is known; null: this trainer takes no gradients, or is private already. */
export function sampled(
  trainer: TrainerSpec,
  rows: number,
): { readonly trainer: Networked; readonly sampling: Sampling } | null {
  if (!("recipe" in trainer) || trainer.recipe.private) return null;
  // None of these would be private: rows held out choose the epoch, and the classes' weights are counts of people.
  const { stop: _, clip: __, classWeights, ...rest } = trainer.recipe;
  const recipe: Recipe = {
    ...rest,
    ...(Array.isArray(classWeights) && { classWeights }),
    batch: Math.min(rows, Math.max(rest.batch, privateBatch)),
    optimiser: hastened(rest.optimiser),
  };
  return { trainer: { ...trainer, recipe }, sampling: samplingOf(recipe, rows) };
}

export const withNoise = (trainer: Networked, noise: number): TrainerSpec => ({
  ...trainer,
  recipe: { ...trainer.recipe, private: { clip, noise } },
});

/** As is usual: a tenth of one person. */
export const deltaFor = (rows: number): number => 1 / (10 * rows);

/** What a promise allows anybody at 1 false alarm in 10: the share of people found, less that tenth (Wasserman & Zhou 2010; Kairouz, Oh & Viswanath 2015). */
export function mostAdvantage({ epsilon, delta }: { readonly epsilon: number; readonly delta: number }): number {
  const alpha = 0.1;
  const found = Math.min(Math.exp(epsilon) * alpha + delta, 1 - Math.exp(-epsilon) * (1 - alpha - delta));
  return Math.max(0, found - alpha);
}
