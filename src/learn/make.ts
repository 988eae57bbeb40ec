/** Work: one model of a table, as an ONNX file that takes raw columns, and how often it is right. What `telltale train` and the demo make models with. */
import { encodeModel } from "../graph/protobuf.ts";
import { TelltaleError } from "../error.ts";
import type { Work } from "../work.ts";
import type { Label } from "./encoding/label.ts";
import type { Goal } from "./goal.ts";
import { mlp } from "./networks/mlp.ts";
import { exportModel } from "./networks/export.ts";
import { epsilonOf, noiseFor } from "./privacy/calibrate.ts";
import { samplingOf } from "./training/private.ts";
import { readData, outputsFor, widthOf, type Tensors } from "./trainers/data.ts";
import { mlpTrainer, logisticTrainer, type TrainedNetwork } from "./trainers/networks.ts";
import { nameOf, type Spec } from "./trainers/spec.ts";
import type { Answers } from "./trainers/trainer.ts";
import { allRows } from "./goal.ts";

export type Budget = { readonly epsilon: number; readonly delta: number | null; readonly clip: number };
export type MakeInput = {
  readonly trainer: Spec<"mlp"> | Spec<"logistic">;
  /** Keys of encoded data; both encoded as the first one fits. */
  readonly train: string;
  readonly holdout: string | null;
  /** Differentially private: how much a model may tell about anybody. delta null: one tenth of 1 / rows. */
  readonly budget: Budget | null;
  readonly seed: number;
};
export type Made = {
  readonly onnx: Uint8Array;
  readonly label: Label;
  readonly parameters: number;
  readonly features: number;
  readonly train: Score;
  readonly holdout: Score | null;
  /** Mean loss of each epoch. */
  readonly losses: Float64Array;
  readonly private: Private | null;
  /** What was done to the columns. */
  readonly notes: Tensors["notes"];
};
/** Of classes: how many of n are right, and how many are of the most frequent class. Of numbers: the mean squared error, and that of their mean. */
export type Score =
  | {
      readonly kind: "class";
      readonly n: number;
      readonly missing: number;
      readonly right: number;
      readonly most: number;
    }
  | {
      readonly kind: "number";
      readonly n: number;
      readonly missing: number;
      readonly error: number;
      readonly spread: number;
    };
export type Private = {
  readonly epsilon: number;
  readonly delta: number;
  readonly noise: number;
  readonly clip: number;
};

export const makeWork: Work<MakeInput, Made> = {
  id: "learn/make@1",
  engines: ["onnxruntime-node"],
  async run({ trainer: asked, train, holdout, budget, seed }, reader) {
    const data = tensors(await readData(reader, train));
    checkRange(data.label);
    const promised = budget && promise(budget, asked, data.rows);
    const { trainer, guarantee } = { trainer: promised?.trainer ?? asked, guarantee: promised?.guarantee ?? null };
    const made = trainer.kind === "mlp" ? mlpTrainer(trainer) : logisticTrainer(trainer);
    const rows = allRows(data.rows);
    const [model] = await made.fit(data, [
      { rows, seed: ["learn/make", nameOf(trainer), data.digest, seed], number: 0 },
    ]);
    if (model === undefined) throw new Error("one lesson gives one model");
    const weights = model as TrainedNetwork; // as its trainer made it
    const outside = holdout === null ? null : tensors(await readData(reader, holdout));
    const answers = await made.answer([model], outside ? [data, outside] : [data], data);
    const { recipe: _, ...shape } = trainer;
    const network = mlp(widthOf(data), outputsFor(data.label), { hidden: [], ...shape });
    const { encoding, label } = data;
    const score = (of: Tensors, said: Answers | undefined): Score => {
      if (!said) throw new Error("each data that is asked about has answers");
      return scoreOf(said, of);
    };
    return {
      onnx: encodeModel(exportModel(network, weights, { label, ...(encoding && { encoding }) })),
      label,
      parameters: weights.parameters.reduce((sum, { length }) => sum + length, 0),
      features: widthOf(data),
      train: score(data, answers[0]),
      holdout: outside && score(outside, answers[1]),
      losses: weights.losses,
      private: guarantee,
      notes: data.notes,
    };
  },
};

/** The exported model answers in float32, whose squares have to be numbers. */
function checkRange(label: Label): void {
  if (label.kind === "class" || Math.max(Math.abs(label.mean), label.deviation) < 1e18) return;
  throw new TelltaleError("LABEL_RANGE", {
    message: `The column to predict, "${label.column}", has numbers too large for a model: they spread by ${label.deviation.toExponential(1)} about ${label.mean.toExponential(1)}`,
    hint: "Give it in a larger unit, or its logarithm; is it a number at all?",
  });
}

function tensors(data: Awaited<ReturnType<typeof readData>>): Tensors {
  if (data.kind === "tensors") return data;
  throw new Error("networks learn from encoded data");
}

/** The noise that keeps the promise over all steps of the training. */
function promise<T extends MakeInput["trainer"]>(
  { epsilon, delta: given, clip }: Budget,
  trainer: T,
  rows: number,
): { readonly trainer: T; readonly guarantee: Private } {
  const delta = given ?? 0.1 / rows;
  const { chance: sampleRate, steps } = samplingOf(trainer.recipe, rows);
  const noise = noiseFor({ epsilon, delta, sampleRate, steps });
  return {
    trainer: { ...trainer, recipe: { ...trainer.recipe, private: { clip, noise } } },
    guarantee: { epsilon: epsilonOf({ noise, sampleRate, steps, delta }), delta, noise, clip },
  };
}

function scoreOf(
  { perModel: [said], outputs }: Answers,
  { goal, missing }: { readonly goal: Goal; readonly missing: number },
): Score {
  if (!said) throw new Error("one model gives one list of answers");
  if (goal.kind === "class") {
    const counts = new Int32Array(goal.classes);
    let right = 0;
    goal.codes.forEach((code, row) => {
      counts[code]!++;
      let best = 0;
      for (let c = 1; c < outputs; c++) if (said[row * outputs + c]! > said[row * outputs + best]!) best = c;
      if (best === code) right++;
    });
    return { kind: "class", n: goal.codes.length, missing, right, most: Math.max(0, ...counts) };
  }
  const { values } = goal;
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return {
    kind: "number",
    n,
    missing,
    error: values.reduce((sum, value, row) => sum + (value - said[row]!) ** 2, 0) / n,
    spread: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n,
  };
}
