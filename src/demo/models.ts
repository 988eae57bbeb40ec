/** The demo's four models of the same people: of each kind of people one that learnt them by heart, and one that could not. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Made, Score } from "../learn/make.ts";
import type { TrainInput } from "../train.ts";
import { type DemoSubject, type People, peopleFiles } from "./make.ts";

export interface DemoModel extends DemoSubject {
  readonly kind: "model";
  readonly holdout: string;
  /** Path of an ONNX file. */
  readonly model: string;
  /** How it was made: an attacker who knows it makes others in the same way. */
  readonly trainer: Trainer & { readonly kind: "same" };
}

/** What every model predicts. */
export const LABEL = "occupation";

type Given = NonNullable<TrainInput["trainer"]>;
type Recipe = NonNullable<Given["recipe"]>;
type Trainer = { readonly kind: string; readonly recipe: Recipe };
type Plan = {
  readonly name: string;
  readonly people: People;
  readonly trainer: Given & { readonly recipe: Recipe };
  readonly overfitted: boolean;
  /** How it was made. */
  readonly how: string;
};

const plans: readonly Plan[] = [
  {
    name: "wages-overfitted",
    people: "wages",
    trainer: { kind: "mlp", hidden: [128], recipe: { epochs: 600 } },
    overfitted: true,
    how: "A network with far more weights than there are people in the data, which saw each of them 600 times",
  },
  {
    name: "wages-regularised",
    people: "wages",
    trainer: { kind: "mlp", hidden: [16], recipe: { epochs: 20, weightDecay: 0.01 } },
    overfitted: false,
    how: "A small network of the same people, which saw each of them 20 times and is kept from large weights",
  },
  {
    name: "census-overfitted",
    people: "census",
    trainer: { kind: "mlp", hidden: [128], recipe: { epochs: 40, optimiser: { kind: "adam", rate: 0.003 } } },
    overfitted: true,
    how: "A wide network of simulated people, trained three times as fast as usual for 40 rounds",
  },
  {
    name: "census-regularised",
    people: "census",
    trainer: { kind: "logistic", recipe: { epochs: 10 } },
    overfitted: false,
    how: "A logistic regression of the same simulated people, 10 rounds",
  },
];

/**
 * Writes the models of the people that `makeDemo` wrote into `folder`.
 * @param train - `trainModel`, which stands above this room; what it throws is thrown on: ENGINE_MISSING
 */
export async function makeModels(
  folder: string,
  seed: number,
  train: (input: Pick<TrainInput, "train" | "holdout" | "label" | "trainer" | "seed">) => Promise<Made>,
): Promise<DemoModel[]> {
  const models: DemoModel[] = [];
  for (const { name, people, trainer, overfitted, how } of plans) {
    const files = peopleFiles(folder, people);
    const made = await train({ ...files, label: LABEL, trainer, seed });
    const model = join(folder, `${name}.onnx`);
    await writeFile(model, made.onnx);
    models.push({
      kind: "model",
      name,
      ...files,
      model,
      trainer: { kind: "same", recipe: trainer.recipe },
      planted: overfitted ? [{ check: "model/membership", expect: "fail" }] : [],
      honest: !overfitted,
      story: `${how}: it names the right occupation for ${share(made.train)} of them and ${share(made.holdout)} of people whom it never saw. ${overfitted ? "It learnt people by heart, and its answers tell whom." : "It knows those it saw hardly better than others, and no check may find anything."}`,
    });
  }
  return models;
}

function share(score: Score | null): string {
  if (score?.kind !== "class") throw new Error("occupations are classes, and there is a holdout");
  return `${Math.round((100 * score.right) / score.n)} %`;
}
