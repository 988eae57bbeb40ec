/** Networks as trainers: our own, and the user's; several models are trained at once. */
import { TelltaleError } from "../../error.ts";
import type { Output, Reader } from "../../work.ts";
import { standardised, type Label } from "../encoding/label.ts";
import { allRows, type Goal } from "../goal.ts";
import { cnn, type Image } from "../networks/cnn.ts";
import { mlp } from "../networks/mlp.ts";
import type { Network } from "../networks/network.ts";
import { groupSize } from "../training/group-size.ts";
import type { Recipe } from "../training/recipe.ts";
import { scoreGroup } from "../training/score.ts";
import { trainGroup } from "../training/train.ts";
import { type Data, outputsFor, type Tensors, widthOf } from "./data.ts";
import { checkRoom } from "./room.ts";
import { sameNetwork } from "./same.ts";
import type { Spec } from "./spec.ts";
import type { Answers, Trainer } from "./trainer.ts";

export const mlpTrainer = ({ recipe, ...spec }: Spec<"mlp">): Trainer =>
  networkTrainer(async (data) => mlp(widthOf(data), outputsFor(data.label), spec), recipe);

export const logisticTrainer = ({ recipe }: Spec<"logistic">): Trainer =>
  networkTrainer(async (data) => mlp(widthOf(data), outputsFor(data.label), { hidden: [] }), recipe);

export const cnnTrainer = ({ recipe, ...spec }: Spec<"cnn">): Trainer =>
  networkTrainer(async (data) => cnn(imageOf(data), outputsFor(data.label), spec), recipe);

export const sameTrainer = ({ recipe, ...spec }: Spec<"same">, reader: Reader): Trainer =>
  networkTrainer(async (data) => await sameNetwork(spec, reader, data), recipe);

function imageOf({ shape }: Tensors): Image {
  const [height, width, channels] = [shape.at(-2), shape.at(-1), shape.length === 2 ? 1 : shape[0]];
  if (height !== undefined && width !== undefined && channels !== undefined && shape.length <= 3)
    return { channels, height, width };
  throw new TelltaleError("TRAINER_SHAPE", {
    message: `a convolutional network learns images, and a row is ${shape.join(" x ")}`,
    hint: "Give x as [rows, channels, height, width] or [rows, height, width], or take another trainer: mlp.",
  });
}

/** What is kept of a model. Plain data: an output of a work. */
export type TrainedNetwork = {
  readonly parameters: readonly Float32Array[];
  readonly running: readonly Float32Array[];
  /** Mean loss of each epoch. */
  readonly losses: Float64Array;
};

function networkTrainer(networkOf: (data: Tensors) => Promise<Network>, recipe: Recipe): Trainer {
  return {
    async together(data) {
      const most = groupSize(await networkOf(tensors(data)));
      return 2 ** Math.floor(Math.log2(most));
    },
    async fit(data, lessons) {
      const network = await networkOf(tensors(data));
      checkRoom(network, { recipe, models: lessons.length });
      const trained = await trainGroup({
        network,
        recipe,
        x: tensors(data).x,
        goal: learntOf(data),
        members: lessons.map(({ rows }) => rows),
        names: lessons.map(({ seed }) => seed),
        numbers: lessons.map(({ number }) => number),
        atOnce: lessons.length,
      });
      return trained.map(({ parameters, running, losses }): TrainedNetwork => ({
        parameters,
        running,
        losses: Float64Array.from(losses),
      }));
    },
    async answer(models, asked, learnt) {
      const network = await networkOf(tensors(learnt));
      const found: Answers[] = [];
      for (const data of asked) {
        const said = await scoreGroup(network, models.map(numbersOf), tensors(data).x, allRows(data.rows));
        found.push(answersFrom(said, network, learnt, data.rows));
      }
      return found;
    },
  };
}

function tensors(data: Data): Tensors {
  if (data.kind === "tensors") return data;
  throw new Error("a network learns from tensors");
}

const numbersOf = (model: Output): TrainedNetwork => model as TrainedNetwork; // as `fit` made it

/** Numbers are learnt in deviations from their mean. */
function learntOf({ goal, label }: Data): Goal {
  if (goal.kind === "class" || label.kind === "class") return goal;
  return { kind: "number", values: Float64Array.from(standardised(label, goal.values, allRows(goal.values.length))) };
}

function answersFrom(said: readonly Float32Array[], network: Network, { label }: Data, rows: number): Answers {
  if (label.kind === "number")
    return { kind: "values", outputs: 1, rows, perModel: said.map((values) => undone(values, label)) };
  // One logit is that of the second class against a first of 0.
  const perModel = network.outputs === 1 ? said.map(beside) : said;
  return { kind: "logits", outputs: label.classes.length, rows, perModel };
}

const undone = (values: Float32Array, { mean, deviation }: Extract<Label, { kind: "number" }>): Float64Array =>
  Float64Array.from(values, (value) => mean + deviation * value);

function beside(logits: Float32Array): Float32Array {
  const both = new Float32Array(2 * logits.length);
  logits.forEach((logit, row) => (both[2 * row + 1] = logit));
  return both;
}
