/** Operators of scikit-learn's exports (ai.onnx.ml) that are arithmetic: scaling, imputing, indicators, linear models. */
import { type Constant, sizeOf } from "../dtype.ts";
import { tensor } from "../ops/constants.ts";
import {
  abs,
  add,
  cast,
  div,
  equal,
  greater,
  isNaN,
  mul,
  sigmoid,
  sqrt,
  square,
  sub,
  where,
} from "../ops/elementwise.ts";
import { concat, reshape, transposed, unsqueeze } from "../ops/layout.ts";
import { gather } from "../ops/gather.ts";
import { matmul } from "../ops/matrix.ts";
import { largest, softmax, sum } from "../ops/reduce.ts";
import type { Value } from "../value.ts";
import { floatAt, floatsAt, given, intAt, intsAt, type Lowerings, refuse, type Site, textAt, textsAt } from "./site.ts";

const numberInput = (site: Site, index = 0): Value => cast(given(site, index), "float32");
const row = (site: Site, values: readonly number[]): Value => tensor(site.scope, [values.length], values);

/** (x - offset) * scale */
function scaler(site: Site): Value {
  const x = numberInput(site);
  return mul(sub(x, row(site, floatsAt(site, "offset") ?? [0])), row(site, floatsAt(site, "scale") ?? [1]));
}

function normalizer(site: Site): Value {
  const x = numberInput(site);
  const over = { axes: [-1], as: "keep" } as const;
  const norm = textAt(site, "norm", "MAX");
  // What a softmax gives has this size already.
  if (norm === "L1" && x.node.op === "Softmax") return x;
  const size = norm === "L1" ? sum(abs(x), over) : norm === "L2" ? sqrt(sum(square(x), over)) : largest(x, over);
  // A row of zeros stays one.
  return div(x, where(equal(size, 0), 1, size));
}

/** What equals the value that stands for "missing" is replaced; NaN equals NaN here. */
function imputer(site: Site): Value {
  const x = numberInput(site);
  const values = floatsAt(site, "imputed_value_floats") ?? intsAt(site, "imputed_value_int64s") ?? [0];
  const missing = site.node.attributes["replaced_value_int64"]
    ? intAt(site, "replaced_value_int64", 0)
    : floatAt(site, "replaced_value_float", 0);
  return where(Number.isNaN(missing) ? isNaN(x) : equal(x, missing), row(site, values), x);
}

function featureVectorizer(site: Site): Value {
  const parts = site.node.inputs.map((_, i) => {
    const x = numberInput(site, i);
    return reshape(x, [x.shape[0] ?? 1, sizeOf(x.shape.slice(1))]);
  });
  return concat(parts, 1);
}

/** One number for each category, in a new last axis. */
function oneHotEncoder(site: Site): Value {
  const categories = intsAt(site, "cats_int64s");
  if (!categories || textsAt(site, "cats_strings")?.length) throw refuse(site, "encodes text");
  return cast(equal(unsqueeze(numberInput(site), [given(site, 0).shape.length]), row(site, categories)), "float32");
}

/** From numbers to numbers only: a sum over the keys, each with its value where it is met. */
function labelEncoder(site: Site): Value {
  const keys = intsAt(site, "keys_int64s") ?? floatsAt(site, "keys_floats");
  const values = intsAt(site, "values_int64s") ?? floatsAt(site, "values_floats");
  if (!keys || !values) throw refuse(site, "works on text");
  const x = numberInput(site);
  const met = cast(equal(unsqueeze(x, [x.shape.length]), row(site, keys)), "float32");
  const unset = site.node.attributes["values_int64s"]
    ? intAt(site, "default_int64", -1)
    : floatAt(site, "default_float", 0);
  const offsets = values.map((value) => value - unset);
  return add(sum(mul(met, row(site, offsets)), { axes: [-1] }), unset);
}

/** Columns, by their numbers. */
function arrayFeatureExtractor(site: Site): Value {
  const indices = given(site, 1);
  return gather(given(site, 0), reshape(indices, [sizeOf(indices.shape)]), -1);
}

/** x W' + b, by rows of the coefficients; `width` is how many results there are. */
function linear(site: Site, width: number): Value {
  const x = numberInput(site);
  const coefficients = floatsAt(site, "coefficients") ?? [];
  const name = site.node.name || (site.node.outputs[0] ?? "");
  const fanIn = coefficients.length / width;
  const learn = (what: string, shape: readonly number[], values: readonly number[], role: "weight" | "bias"): Value => {
    const initial: Constant = { dtype: "float32", shape, data: Float32Array.from(values) };
    return site.learn(`${name}.${what}`, initial, { role, fanIn });
  };
  const y = matmul(x, transposed(learn("coefficients", [width, fanIn], coefficients, "weight")));
  const intercepts = floatsAt(site, "intercepts");
  return intercepts?.length ? add(y, learn("intercepts", [width], intercepts, "bias")) : y;
}

function finished(site: Site, scores: Value): Value {
  const how = textAt(site, "post_transform", "NONE");
  if (how === "NONE") return scores;
  if (how === "SOFTMAX") return softmax(scores, -1);
  if (how === "LOGISTIC") return sigmoid(scores);
  throw refuse(site, `ends with ${how}, which is not differentiated here`);
}

/** The label is not made: nothing follows from it that could be differentiated. */
function linearClassifier(site: Site): readonly (Value | undefined)[] {
  const intercepts = floatsAt(site, "intercepts")?.length;
  const classes = textsAt(site, "classlabels_strings")?.length ?? intsAt(site, "classlabels_ints")?.length ?? 1;
  const width = intercepts ?? classes;
  const scores = finished(site, linear(site, width));
  if (width > 1 || classes !== 2) return [undefined, scores];
  // One score for two classes: the engine gives the other class what is left.
  const rest = textAt(site, "post_transform", "NONE") === "LOGISTIC" ? sub(1, scores) : sub(0, scores);
  return [undefined, concat([rest, scores], 1)];
}

export const ml: Lowerings = {
  Scaler: scaler,
  Normalizer: normalizer,
  Imputer: imputer,
  FeatureVectorizer: featureVectorizer,
  OneHotEncoder: oneHotEncoder,
  LabelEncoder: labelEncoder,
  ArrayFeatureExtractor: arrayFeatureExtractor,
  Binarizer: (site) => cast(greater(numberInput(site), floatAt(site, "threshold", 0)), "float32"),
  LinearClassifier: linearClassifier,
  LinearRegressor: (site) => finished(site, linear(site, intAt(site, "targets", 1))),
};
