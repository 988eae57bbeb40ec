/** How a network is trained: plain data, so that it can be part of what a result is named by. */
import { TelltaleError } from "../../error.ts";

export type Recipe = {
  readonly epochs: number;
  /** Rows of a step; at most all of them. */
  readonly batch: number;
  readonly optimiser: Optimiser;
  /** sgd and adam: its half times the squares of all parameters is part of the loss; adamw: they shrink apart from the loss. Default: 0. */
  readonly weightDecay?: number;
  /** Default: constant. */
  readonly schedule?: Schedule;
  /** "balanced": each class weighs as much as any other: rows / (classes * rows of the class), of each model's own rows. */
  readonly classWeights?: "balanced" | readonly number[];
  /** The share of each model's own rows that it does not learn from; it ends, and keeps what was best for them, when `patience` epochs were no better. */
  readonly stop?: { readonly share: number; readonly patience: number };
  /** The gradient, all parameters together, is not longer than this. */
  readonly clip?: number;
  /** Differentially private (Abadi et al. 2016). */
  readonly private?: {
    /** Each example's gradient is not longer than this. */
    readonly clip: number;
    /** Standard deviation of the noise, in units of `clip`. */
    readonly noise: number;
  };
};
export type Optimiser =
  | { readonly kind: "sgd"; readonly rate: number; readonly momentum?: number; readonly nesterov?: boolean }
  | {
      readonly kind: "adam" | "adamw";
      readonly rate: number;
      /** Default: 0.9 and 0.999. */
      readonly betas?: readonly [number, number];
      /** Default: 1e-8. */
      readonly eps?: number;
    };
/** What the rate is multiplied by. `every` and `epochs` count epochs; the rate changes at their ends, or with each step where it says so. */
export type Schedule =
  | { readonly kind: "constant" }
  /** Down to `least` times the rate over all steps: half a cosine. */
  | { readonly kind: "cosine"; readonly least?: number }
  | { readonly kind: "step"; readonly every: number; readonly factor: number }
  /** Up in a straight line over so many steps, from `start` times the rate; then constant. */
  | { readonly kind: "warmup"; readonly steps: number; readonly start?: number };

/** @throws TelltaleError RECIPE_INVALID */
export function checkRecipe(recipe: Recipe): void {
  const { epochs, batch, optimiser, weightDecay = 0, schedule, stop, clip, private: dp } = recipe;
  const [whole, positive, least] = [
    (value: number, from: number) => Number.isInteger(value) && value >= from,
    (value: number) => Number.isFinite(value) && value > 0,
    (value: number) => Number.isFinite(value) && value >= 0,
  ];
  const wrong: string[] = [];
  const check = (name: string, fine: boolean, is: string): void => {
    if (!fine) wrong.push(`${name} must be ${is}`);
  };
  check("epochs", whole(epochs, 1), "a whole number from 1");
  check("batch", whole(batch, 1), "a whole number from 1");
  check("the rate", positive(optimiser.rate), "a number above 0");
  check("weightDecay", least(weightDecay), "a number from 0");
  if (optimiser.kind === "sgd") {
    const { momentum = 0, nesterov = false } = optimiser;
    check("momentum", momentum >= 0 && momentum < 1, "from 0 up to, not including, 1");
    check("momentum with nesterov", !nesterov || momentum > 0, "above 0");
  } else {
    const { betas = [0.9, 0.999], eps = 1e-8 } = optimiser;
    check(
      "betas",
      betas.length === 2 && betas.every((b) => b >= 0 && b < 1),
      "two numbers from 0 up to, not including, 1",
    );
    check("eps", positive(eps), "a number above 0");
  }
  if (schedule?.kind === "step") check("every", whole(schedule.every, 1), "a whole number from 1");
  if (schedule?.kind === "step") check("factor", positive(schedule.factor), "a number above 0");
  if (schedule?.kind === "warmup") check("steps", whole(schedule.steps, 1), "a whole number from 1");
  if (schedule?.kind === "warmup") check("start", positive(schedule.start ?? 1), "a number above 0");
  if (schedule?.kind === "cosine") check("least", least(schedule.least ?? 0), "a number from 0");
  if (stop) check("stop.share", stop.share > 0 && stop.share < 1, "between 0 and 1");
  if (stop) check("stop.patience", whole(stop.patience, 1), "a whole number from 1");
  if (clip !== undefined) check("clip", positive(clip), "a number above 0");
  if (dp) check("private.clip", positive(dp.clip), "a number above 0");
  if (dp) check("private.noise", least(dp.noise), "a number from 0");
  if (dp && stop) check("private", false, "without stop, because held-out rows would not be private");
  if (Array.isArray(recipe.classWeights)) check("classWeights", recipe.classWeights.every(least), "numbers from 0");
  const [first] = wrong;
  if (first === undefined) return;
  throw new TelltaleError("RECIPE_INVALID", {
    message: `The way of training cannot be used: ${wrong.join("; ")}`,
    hint: "Correct the settings of the training.",
  });
}
