import { expect, test } from "vitest";
import { float, int, ints, text } from "../ops/attributes.ts";
import type { Attribute } from "../model.ts";
import { type Case, difference, floats, number, whole } from "./testing/agree.ts";

const x = [3, 4];
const image = [2, 3, 7, 6];
const f = (value: readonly number[]): Attribute => ({ kind: "floats", value });
const strings = (value: readonly string[]): Attribute => ({ kind: "strings", value });
const on = (op: string, opset: number, inputs: Case["inputs"], attributes: Case["attributes"] = {}): Case => ({
  op,
  opset,
  inputs,
  attributes,
});
const ml = (
  op: string,
  inputs: Case["inputs"],
  attributes: NonNullable<Case["attributes"]>,
  more: Partial<Case> = {},
): Case => ({
  op,
  domain: "ai.onnx.ml",
  opset: 3,
  inputs,
  attributes,
  ...more,
});

const cases: readonly Case[] = [
  // What was an attribute, and became an input.
  on("Clip", 6, [x], { min: float(-0.5), max: float(0.5) }),
  on("Clip", 13, [x, number(-0.5), number(0.5)]),
  on("Clip", 13, [x, null, number(0.5)]),
  on("Squeeze", 11, [[1, 3, 1, 4]], { axes: ints([0]) }),
  on("Squeeze", 13, [[1, 3, 1, 4], whole(-2)]),
  on("Squeeze", 13, [[1, 3, 1, 4]]),
  on("Unsqueeze", 11, [x], { axes: ints([0, 2]) }),
  on("Unsqueeze", 13, [x, whole(-1, 0)]),
  { ...on("Split", 11, [[6, 4]], { split: ints([1, 5]) }), outputs: ["compared", "compared"] },
  { ...on("Split", 13, [[6, 4], whole(2, 4)]), outputs: ["compared", "compared"] },
  { ...on("Split", 13, [[6, 4]], { axis: int(1) }), outputs: ["compared", "compared"] },
  { ...on("Split", 18, [[7, 4]], { num_outputs: int(3) }), outputs: ["compared", "compared", "compared"] },
  on("Slice", 9, [image], { starts: ints([1, -3]), ends: ints([5, 9]), axes: ints([2, 3]) }),
  on("Slice", 13, [image, whole(-1, 5), whole(-9, 0), whole(2, 3), whole(-2, -1)]),
  on("Slice", 13, [image, whole(1), whole(100), whole(-1), whole(3)]),
  on("Pad", 9, [x], { pads: ints([1, 0, 0, 2]), value: float(3) }),
  on("Pad", 13, [image, whole(0, 0, 2, 1, 0, 0, 1, 3), number(0.5)]),
  on("Pad", 13, [image, whole(0, 0, 2, 1, 0, 0, 1, 3)], { mode: text("reflect") }),
  on("Pad", 13, [image, whole(0, 0, 2, 1, 0, 0, 1, 3)], { mode: text("edge") }),
  on("Pad", 13, [x, whole(0, -1, 0, -2)]),
  on("Pad", 18, [x, whole(1, 1), null, whole(1)]),
  on("ReduceSum", 11, [image], { axes: ints([1, -1]), keepdims: int(0) }),
  on("ReduceSum", 13, [image, whole(1, -1)], { keepdims: int(0) }),
  on("ReduceSum", 13, [image]),
  on("ReduceSum", 13, [image], { noop_with_empty_axes: int(1) }),
  on("ReduceMean", 17, [image], { axes: ints([2, 3]) }),
  on("ReduceMean", 18, [image, whole(2, 3)]),
  // Softmax of old versions takes all axes from one on together.
  on("Softmax", 11, [[2, 3, 4]]),
  on("Softmax", 11, [[2, 3, 4]], { axis: int(2) }),
  on("Softmax", 13, [[2, 3, 4]], { axis: int(1) }),
  on("LogSoftmax", 9, [[2, 3, 4]], { axis: int(1) }),
  on("LogSoftmax", 13, [[2, 3, 4]]),
  // Reductions made of others.
  on("ReduceMax", 13, [image], { axes: ints([1]) }),
  on("ReduceMin", 13, [image], { axes: ints([1]), keepdims: int(0) }),
  on("ReduceL1", 13, [image], { axes: ints([1]) }),
  on("ReduceL2", 18, [image, whole(1, 2)]),
  on("ReduceSumSquare", 13, [image], { axes: ints([3]) }),
  { ...on("ReduceLogSum", 13, [image], { axes: ints([3]) }), from: 0.5 },
  on("ReduceLogSumExp", 13, [image], { axes: ints([1]), keepdims: int(0) }),
  on("LpNormalization", 13, [x], { axis: int(1), p: int(2) }),
  on("LpNormalization", 13, [x], { axis: int(0), p: int(1) }),
  ...[0, 1].flatMap((exclusive) =>
    [0, 1].map((reverse) =>
      on("CumSum", 14, [image, { ...whole(2), shape: [] }], { exclusive: int(exclusive), reverse: int(reverse) }),
    ),
  ),
  on("CumSum", 11, [[4], { ...whole(-1), shape: [] }]),
  on("ReduceProd", 18, [floats([2, 3]), whole(1)], { keepdims: int(0) }),
  // Layouts.
  on("Reshape", 13, [image, whole(0, -1, 2)]),
  on("Flatten", 13, [image], { axis: int(2) }),
  on("Flatten", 13, [image], { axis: int(-1) }),
  on("Transpose", 13, [image]),
  on("Expand", 13, [[3, 1], whole(2, 1, 4)]),
  on("Tile", 13, [x, whole(2, 3)]),
  on("Concat", 13, [x, [3, 2]], { axis: int(-1) }),
  on("Gather", 13, [image, whole(2, -1)], { axis: int(1) }),
  on("GatherElements", 13, [
    x,
    { dtype: "int64", shape: [2, 4], data: BigInt64Array.of(0n, 1n, 2n, 0n, -1n, 1n, 0n, 2n) },
  ]),
  on("GatherND", 13, [image, { ...whole(1, 2, 0, -1, 1, 0), shape: [3, 2] }]),
  on("DepthToSpace", 13, [[2, 8, 3, 2]], { blocksize: int(2) }),
  on("DepthToSpace", 13, [[2, 8, 3, 2]], { blocksize: int(2), mode: text("CRD") }),
  on("Trilu", 14, [[2, 4, 5]]),
  on("Trilu", 14, [[2, 4, 5], { ...whole(-1), shape: [] }], { upper: int(0) }),
  // Products.
  on("MatMul", 13, [[4], floats([4, 3])]),
  on("MatMul", 13, [[2, 3, 4], floats([4])]),
  on("MatMul", 13, [[4], floats([4])]),
  on("MatMul", 13, [floats([3, 4]), [5, 4, 2]]),
  on("Gemm", 13, [[4, 3], floats([4, 5]), floats([5])], { transA: int(1), alpha: float(0.5), beta: float(2) }),
  on("Gemm", 13, [[3, 4], floats([5, 4])], { transB: int(1) }),
  on("Gemm", 7, [[3, 4], floats([4, 5]), floats([3, 1])]),
  on("Einsum", 13, [[2, 3, 4], floats([5, 4])], { equation: text("bij,kj->bik") }),
  // Convolutions and pools.
  on("Conv", 13, [image, floats([4, 3, 3, 2]), floats([4])], { strides: ints([2, 1]), pads: ints([1, 0, 2, 1]) }),
  on("Conv", 13, [image, floats([6, 1, 3, 3])], { group: int(3), dilations: ints([2, 1]) }),
  on("Conv", 13, [image, floats([2, 3, 3, 3])], { auto_pad: text("SAME_UPPER"), strides: ints([2, 2]) }),
  on("Conv", 13, [image, floats([2, 3, 2, 4])], { auto_pad: text("SAME_LOWER") }),
  on("Conv", 13, [image, floats([2, 3, 3, 3])], { auto_pad: text("VALID") }),
  on("Conv", 13, [[2, 3, 9], floats([2, 3, 4])], { strides: ints([3]) }),
  on("ConvTranspose", 13, [image, floats([3, 2, 3, 3]), floats([2])], {
    strides: ints([2, 2]),
    pads: ints([1, 1, 1, 1]),
    output_padding: ints([1, 1]),
  }),
  on("MaxPool", 13, [image], { kernel_shape: ints([3, 2]), strides: ints([2, 2]), pads: ints([1, 0, 1, 1]) }),
  on("MaxPool", 13, [image], { kernel_shape: ints([2, 2]), strides: ints([2, 2]), ceil_mode: int(1) }),
  on("AveragePool", 13, [image], { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) }),
  on("AveragePool", 13, [image], { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]), count_include_pad: int(1) }),
  on("AveragePool", 13, [image], { kernel_shape: ints([3, 3]), auto_pad: text("SAME_UPPER"), strides: ints([2, 2]) }),
  on("GlobalAveragePool", 13, [image]),
  on("GlobalMaxPool", 13, [image]),
  // Normalisations.
  on("BatchNormalization", 9, [image, floats([3]), floats([3], "b"), floats([3], "c"), floats([3], "d")], {
    epsilon: float(0.01),
  }),
  on("BatchNormalization", 15, [[5, 3], floats([3]), floats([3], "b"), floats([3], "c"), floats([3], "d")]),
  on("LayerNormalization", 17, [[2, 3, 4], floats([3, 4]), floats([3, 4], "b")], { axis: int(1), epsilon: float(0.1) }),
  on("LayerNormalization", 17, [[2, 3, 4], floats([4])]),
  on("InstanceNormalization", 13, [image, floats([3]), floats([3], "b")]),
  on("GroupNormalization", 21, [[2, 6, 3, 2], floats([6]), floats([6], "b")], { num_groups: int(3) }),
  on("RMSNormalization", 23, [[2, 3, 4], floats([4])]),
  // Activations.
  ...[
    "Relu",
    "Sigmoid",
    "Tanh",
    "Softplus",
    "Softsign",
    "LeakyRelu",
    "Elu",
    "Selu",
    "Celu",
    "HardSigmoid",
    "ThresholdedRelu",
  ].map((op) => on(op, 13, [x])),
  on("LeakyRelu", 13, [x], { alpha: float(0.3) }),
  on("Celu", 12, [x], { alpha: float(0.7) }),
  on("HardSwish", 14, [x]),
  on("Mish", 18, [x]),
  on("Gelu", 20, [x]),
  on("Gelu", 20, [x], { approximate: text("tanh") }),
  on("PRelu", 13, [image, floats([3, 1, 1])]),
  on("Dropout", 10, [x], { ratio: float(0.4) }),
  on("Dropout", 13, [x, number(0.4)]),
  // Numbers by themselves.
  ...["Neg", "Abs", "Sign", "Exp", "Floor", "Ceil", "Round", "Erf", "Sin", "Cos", "Reciprocal"].map((op) =>
    on(op, 13, [x]),
  ),
  ...["Log", "Sqrt"].map((op) => ({ ...on(op, 13, [x]), from: 0.1 })),
  ...["Add", "Sub", "Mul", "Div", "Max", "Min", "Mean", "Sum"].map((op) => on(op, 13, [[2, 3, 4], floats([3, 1])])),
  ...[0.5, 1, 2, 3, -1, 2.5].map((power) => ({ ...on("Pow", 13, [x, number(power)]), from: 0.1 })),
  { ...on("Pow", 13, [x, x]), from: 0.1 },
  { ...on("Pow", 13, [x, whole(2)]), from: -2 },
  on("Cast", 13, [x], { to: int(1) }),
  // Scikit-learn's.
  ml("Scaler", [x], { offset: f([1, 2, 3, 4]), scale: f([0.5, 2, 1, 3]) }),
  ml("Scaler", [x], { offset: f([1]), scale: f([0.5]) }),
  ...["MAX", "L1", "L2"].map((norm) => ml("Normalizer", [x], { norm: text(norm) }, { from: 0.1 })),
  ml("Imputer", [x], { imputed_value_floats: f([1, 2, 3, 4]), replaced_value_float: float(Number.NaN) }),
  ml("FeatureVectorizer", [x, [3, 2]], { inputdimensions: ints([4, 2]) }),
  ml("OneHotEncoder", [{ dtype: "float32", shape: [4], data: Float32Array.of(1, 2, 3, 7) }], {
    cats_int64s: ints([1, 3, 7]),
    zeros: int(1),
  }),
  ml("Binarizer", [x], { threshold: float(0.3) }),
  ml("ArrayFeatureExtractor", [x, whole(2, 0)], {}),
  ml("LinearRegressor", [x], { coefficients: f([1, 2, 3, 4]), intercepts: f([0.5]), targets: int(1) }),
  ...["NONE", "SOFTMAX", "LOGISTIC"].map((transform) =>
    ml(
      "LinearClassifier",
      [x],
      {
        coefficients: f([1, 2, 3, 4, -1, 0, 1, 0.5, 0.1, 0.2, -0.3, 1]),
        intercepts: f([0.5, -0.2, 0]),
        classlabels_strings: strings(["a", "b", "c"]),
        post_transform: text(transform),
        multi_class: int(1),
      },
      { outputs: ["ignored", "compared"] },
    ),
  ),
  ml(
    "LinearClassifier",
    [x],
    {
      coefficients: f([1, 2, 3, -4]),
      intercepts: f([0.5]),
      classlabels_ints: ints([0, 1]),
      post_transform: text("LOGISTIC"),
    },
    { outputs: ["ignored", "compared"] },
  ),
];

test.for(cases.map((tried, i) => ({ ...tried, i })))(
  "$op of opset $opset ($i) in our terms is what the engine makes of it",
  async (tried) => {
    expect(await difference(tried)).toBeLessThan(2e-6);
  },
);
