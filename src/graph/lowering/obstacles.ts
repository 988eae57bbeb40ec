/** Operators that there is no gradient through, and why. */
import { TelltaleError } from "../../error.ts";
import type { ModelNode } from "../model.ts";
import { titleOf } from "./site.ts";
import { loweringOf, operatorOf } from "./table.ts";

const tree = "is made of decision trees, whose answer is flat almost everywhere, and which are not trained by descent";
const loop = "is control flow, and how it runs depends on the data";
const recurrent = "is recurrent, and its gradient through time is not worked out here";
const quantised = "is quantised, and whole numbers have no gradient. Export the model as it was before that";
const kernel = "compares with stored training records (support vectors), and is not trained by descent";
const drawn = "draws at random each time it runs";
const text = "works on text";

/** Each text goes on after "it". */
const obstacles: { readonly [op: string]: string | undefined } = {
  "ai.onnx.ml.TreeEnsembleClassifier": tree,
  "ai.onnx.ml.TreeEnsembleRegressor": tree,
  "ai.onnx.ml.TreeEnsemble": tree,
  "ai.onnx.ml.SVMClassifier": kernel,
  "ai.onnx.ml.SVMRegressor": kernel,
  If: loop,
  Loop: loop,
  Scan: loop,
  SequenceMap: loop,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  QuantizeLinear: quantised,
  DequantizeLinear: quantised,
  DynamicQuantizeLinear: quantised,
  QLinearMatMul: quantised,
  QLinearConv: quantised,
  MatMulInteger: quantised,
  ConvInteger: quantised,
  "com.microsoft.DynamicQuantizeMatMul": quantised,
  "com.microsoft.MatMulIntegerToFloat": quantised,
  "com.microsoft.QLinearAdd": quantised,
  "com.microsoft.QLinearSigmoid": quantised,
  "com.microsoft.QGemm": quantised,
  RandomNormal: drawn,
  RandomNormalLike: drawn,
  RandomUniform: drawn,
  RandomUniformLike: drawn,
  Bernoulli: drawn,
  Multinomial: drawn,
  StringNormalizer: text,
  StringSplit: text,
  StringConcat: text,
  RegexFullMatch: text,
  TfIdfVectorizer: text,
  "ai.onnx.ml.DictVectorizer": "takes dictionaries in place of numbers",
  "ai.onnx.ml.CategoryMapper": text,
  TopK: "chooses, and what it chooses jumps from one to another",
  NonMaxSuppression: "chooses, and what it chooses jumps from one to another",
  NonZero: "gives as many numbers as the data ask for",
  Unique: "gives as many numbers as the data ask for",
  Compress: "gives as many numbers as the data ask for",
};

/** Why there is no way to understand an operator, or no gradient through it; undefined: there is one. */
export function obstacleOf(node: ModelNode): TelltaleError | undefined {
  const why = obstacles[operatorOf(node)];
  if (why !== undefined) {
    const message = `${titleOf(node)} has no gradient: it ${why}.`;
    return new TelltaleError("GRAPH_NOT_DIFFERENTIABLE", { message, hint: outputsOnly });
  }
  if (loweringOf(node)) return undefined;
  const message = `${titleOf(node)} is of an operator that telltale has no gradient of.`;
  return new TelltaleError("GRAPH_OPERATOR_UNKNOWN", {
    message: node.domain.startsWith("com.microsoft")
      ? `${message} It was made by onnxruntime's optimisation: give the model as it was exported.`
      : message,
    hint: outputsOnly,
  });
}
/** What the user can do nevertheless. */
export const outputsOnly =
  "The model can still be audited by its outputs; only what needs its gradient, or to train it anew, cannot be done.";
