/** How a network is trained, as a user writes it: checked, with what is usual where nothing is said. */
import { z } from "zod";
import type { Recipe } from "../training/recipe.ts";

const count = z.int().min(1);
const positive = z.number().gt(0);
const share = z.number().gt(0).lt(1);
const belowOne = z.number().min(0).lt(1);

const sgd = z.strictObject({
  kind: z.literal("sgd"),
  rate: positive,
  momentum: belowOne.exactOptional(),
  nesterov: z.boolean().exactOptional(),
});
const adam = z.strictObject({
  kind: z.enum(["adam", "adamw"]),
  rate: positive.default(1e-3),
  betas: z.tuple([belowOne, belowOne]).exactOptional(),
  eps: positive.exactOptional(),
});
const schedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  z.strictObject({ kind: z.literal("cosine"), least: z.number().min(0).exactOptional() }),
  z.strictObject({ kind: z.literal("step"), every: count, factor: positive }),
  z.strictObject({ kind: z.literal("warmup"), steps: count, start: positive.exactOptional() }),
]);

export const recipeSchema = z.strictObject({
  epochs: count.default(50).describe("how often each row is learnt"),
  batch: count.default(64).describe("rows of a step"),
  optimiser: z
    .discriminatedUnion("kind", [sgd, adam])
    .default({ kind: "adam", rate: 1e-3 })
    .describe("sgd, adam or adamw, and its rate"),
  weightDecay: z.number().min(0).exactOptional().describe("how much large parameters cost"),
  schedule: schedule.exactOptional().describe("how the rate changes"),
  classWeights: z
    .union([z.literal("balanced"), z.array(z.number().min(0))])
    .exactOptional()
    .describe('"balanced": each class weighs as much as any other; or one number for each'),
  stop: z
    .strictObject({ share, patience: count })
    .exactOptional()
    .describe("ends when the rows held out were no better for so many epochs"),
  clip: positive.exactOptional().describe("the longest gradient"),
  private: z
    .strictObject({ clip: positive, noise: z.number().min(0) })
    .exactOptional()
    .describe("differentially private: the longest gradient of an example, and the noise"),
}) satisfies z.ZodType<Recipe>;
