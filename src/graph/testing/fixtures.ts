/** Models as users have them, some rows, and what the framework that made each says of them (fixtures/README.md). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Constant, Data, Dtype } from "../dtype.ts";
import { toFloat16 } from "../half.ts";

export const fixtureNames = [
  "keras-cnn",
  "keras-cnn-tf2onnx",
  "keras-mlp",
  "keras-mlp-sigmoid",
  "keras-mlp-sigmoid-tf2onnx",
  "keras-mlp-tf2onnx",
  "keras-regressor",
  "keras-regressor-tf2onnx",
  "lightgbm-regressor",
  "lightgbm-three",
  "lightgbm-two",
  "lightgbm-zipmap",
  "odd-custom-domain",
  "odd-external",
  "odd-fixed-batch",
  "odd-float16",
  "odd-float64",
  "odd-function",
  "odd-image-size",
  "odd-int8-dynamic",
  "odd-int8-static",
  "odd-label-only",
  "odd-optimised",
  "odd-sequence-length",
  "odd-two-inputs",
  "odd-unnamed-batch",
  "sklearn-adaboost",
  "sklearn-bayes",
  "sklearn-boosting",
  "sklearn-boosting-regressor",
  "sklearn-boosting-three",
  "sklearn-calibrated",
  "sklearn-columns-forest",
  "sklearn-columns-logistic",
  "sklearn-columns-mlp",
  "sklearn-columns-ordinal",
  "sklearn-columns-ridge",
  "sklearn-columns-zipmap",
  "sklearn-extra-trees",
  "sklearn-forest",
  "sklearn-forest-regressor",
  "sklearn-hist-boosting",
  "sklearn-hist-boosting-regressor",
  "sklearn-linear-regression",
  "sklearn-logistic",
  "sklearn-logistic-numbers",
  "sklearn-logistic-raw",
  "sklearn-logistic-three",
  "sklearn-logistic-zipmap",
  "sklearn-mlp",
  "sklearn-mlp-regressor",
  "sklearn-mlp-three",
  "sklearn-neighbours",
  "sklearn-sgd",
  "sklearn-svc",
  "sklearn-tree",
  "sklearn-voting",
  "torch-depthwise-batchnorm",
  "torch-depthwise-dynamo",
  "torch-depthwise-folded",
  "torch-gru",
  "torch-if",
  "torch-lenet",
  "torch-lenet-dynamo",
  "torch-loop",
  "torch-lstm",
  "torch-mlp-batchnorm",
  "torch-mlp-batchnorm-dynamo",
  "torch-mlp-layernorm",
  "torch-mlp-layernorm-dynamo",
  "torch-mlp-opset-9",
  "torch-mlp-sigmoid",
  "torch-mlp-softmax",
  "torch-regressor",
  "torch-regressor-dynamo",
  "torch-training-mode",
  "torch-transformer",
  "torch-transformer-dynamo",
  "torch-transformer-opset-14",
  "xgboost-regressor",
  "xgboost-three",
  "xgboost-two",
] as const;
export type FixtureName = (typeof fixtureNames)[number];

export interface Fixture {
  readonly name: FixtureName;
  /** The model, as a path. */
  readonly path: string;
  /** The path of the second file, where the weights lie in one. */
  readonly external?: string;
  readonly what: string;
  /** With its version, and the exporter. */
  readonly framework: string;
  readonly task: "classification" | "regression";
  /** The standard set is "ai.onnx". */
  readonly opsets: Readonly<Record<string, number>>;
  /** How often each stands in the file, those within If, Loop and functions too; `domain:Name` where not standard. */
  readonly operators: Readonly<Record<string, number>>;
  /** What onnxruntime (in Python) differs by from the framework, relative to 1 + |value|; null: it was not run. */
  readonly difference: number | null;
  /** By name in the file. A missing number is NaN. */
  readonly inputs: Readonly<Record<string, Constant>>;
  /** By name in the file; seven digits. Empty where the model cannot be run. */
  readonly outputs: Readonly<Record<string, Expected>>;
  readonly training?: Training;
}

/** classes: the file gives a list of maps (zipmap), and these are their keys, one for each column. */
export type Expected = Constant & { readonly classes?: readonly (string | number)[] };

/** By PyTorch in float64, with the parameters as float32 in the file; dropout off, batch normalisation by its running means. */
export interface Training {
  /** Mean over the rows, of the file's only output. */
  readonly loss:
    | "cross-entropy of logits"
    | "cross-entropy of probabilities"
    | "binary cross-entropy of probability"
    | "mean squared error";
  /** int64 classes, or float32 numbers, one for each row. */
  readonly target: Constant;
  readonly value: number;
  /** Of the gradients of all parameters together. */
  readonly squaredNorm: number;
  /** By name in the file: of an initializer, or the output of a Constant node. Shapes as in the file. */
  readonly gradients: Readonly<Record<string, Constant>>;
  /** squaredNorm on the first rows alone, and its gradient with respect to the input (reverse mode twice). */
  readonly twice?: { readonly rows: number; readonly squaredNorm: number; readonly gradient: Constant };
}

export const fixture = (name: FixtureName): Fixture => {
  // The files are ours, by scripts/fixtures.py; their shape is RecordedFixture.
  const recorded = JSON.parse(readFileSync(pathOf(`${name}.json`), "utf8")) as RecordedFixture;
  const { file, external, inputs, outputs, training, ...rest } = recorded;
  return {
    ...rest,
    path: pathOf(file),
    ...(external === undefined ? {} : { external: pathOf(external) }),
    inputs: each(inputs),
    outputs: each(outputs),
    ...(training === undefined ? {} : { training: trainingOf(training) }),
  };
};

interface Recorded {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly classes?: readonly (string | number)[];
  /** null: NaN. */
  readonly data: readonly (number | string | boolean | null)[];
}
type Tensors = Readonly<Record<string, Recorded>>;
type RecordedFixture = Omit<Fixture, "path" | "inputs" | "outputs" | "training"> & {
  readonly file: string;
  readonly inputs: Tensors;
  readonly outputs: Tensors;
  readonly training?: RecordedTraining;
};
type RecordedTraining = Omit<Training, "target" | "gradients" | "twice"> & {
  readonly target: Recorded;
  readonly gradients: Tensors;
  readonly twice?: { readonly rows: number; readonly squaredNorm: number; readonly gradient: Recorded };
};

const pathOf = (file: string): string => fileURLToPath(new URL(`fixtures/${file}`, import.meta.url));

const each = (tensors: Tensors): Record<string, Expected> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, constantOf(tensor)]));

const trainingOf = ({ target, gradients, twice, ...rest }: RecordedTraining): Training => ({
  ...rest,
  target: constantOf(target),
  gradients: each(gradients),
  ...(twice === undefined ? {} : { twice: { ...twice, gradient: constantOf(twice.gradient) } }),
});

function constantOf({ data, ...rest }: Recorded): Expected {
  return { ...rest, data: dataOf(rest.dtype, data) };
}

function dataOf(dtype: Dtype, data: Recorded["data"]): Data {
  if (dtype === "string") return data.map(String);
  if (dtype === "int64") return BigInt64Array.from(data, (value) => BigInt(Number(value)));
  const numbers = data.map((value) => (value === null ? Number.NaN : Number(value)));
  if (dtype === "float32") return Float32Array.from(numbers);
  if (dtype === "float64") return Float64Array.from(numbers);
  if (dtype === "float16") return toFloat16(Float32Array.from(numbers));
  throw new Error(`No fixture had ${dtype} when this was written: say here how it is read`);
}
