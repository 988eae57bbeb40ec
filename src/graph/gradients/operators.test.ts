import { describe, expect, test } from "vitest";
import { sizeOf } from "../dtype.ts";
import * as activations from "../ops/activations.ts";
import { scalar } from "../ops/constants.ts";
import * as of from "../ops/elementwise.ts";
import {
  concat,
  expand,
  pad,
  reshape,
  slice,
  split,
  squeeze,
  transpose,
  transposed,
  unsqueeze,
} from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import { batchNorm, batchNormFixed, groupNorm, instanceNorm, layerNorm } from "../ops/normalise.ts";
import { largest, logSoftmax, mean, smallest, softmax, sum } from "../ops/reduce.ts";
import { type Case, derivativeError } from "../testing/derivatives.ts";
import type { Value } from "../value.ts";

const each = { shapes: [[3, 4]] };
const positive = { ...each, from: 0.3, to: 3 };
const single = { precision: "single" } as const;
const unary: Readonly<Record<string, Case>> = {
  Neg: { ...each, build: of.neg },
  Abs: { ...each, build: of.abs },
  Exp: { ...each, build: of.exp },
  Log: { ...positive, build: of.log },
  Sqrt: { ...positive, build: of.sqrt },
  Reciprocal: { ...positive, build: of.reciprocal },
  Sigmoid: { ...each, build: of.sigmoid },
  Tanh: { ...each, build: of.tanh },
  Relu: { ...each, build: of.relu },
  Erf: { ...each, ...single, build: of.erf },
  Softplus: { ...each, ...single, build: of.softplus },
  Sin: { ...each, build: of.sin },
  Cos: { ...each, build: of.cos },
  square: { ...each, build: of.square },
  "Cast there and back": { ...each, ...single, build: (x) => of.cast(of.cast(x, "float64"), "float32") },
  "Pow 2": { ...each, build: (x) => of.pow(x, 2) },
  "Pow 1": { ...each, build: (x) => of.pow(x, 1) },
  "Pow 0": { ...each, build: (x) => of.pow(x, 0) },
  "Pow 3": { ...each, build: (x) => of.pow(x, 3) },
  "Pow -1.5": { ...positive, build: (x) => of.pow(x, -1.5) },
  "a power of 2": { ...each, build: (x) => of.pow(scalar(x.node.scope, 2, x.dtype), x) },
};
const binary: Readonly<Record<string, Omit<Case, "shapes">>> = {
  Add: { build: of.add },
  Sub: { build: of.sub },
  Mul: { build: of.mul },
  Div: { build: of.div, from: 0.5, to: 2 },
  Pow: { build: of.pow, from: 0.5, to: 2 },
  max: { build: of.max },
  min: { build: of.min },
  Where: { build: (a, b) => of.where(of.greater(of.add(a, b), 0), of.mul(a, a), of.mul(b, 3)) },
};
const fits = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[4], [3, 4]],
  [
    [3, 1],
    [1, 4],
  ],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [[], [2, 2]],
  [[1, 1], [3]],
];
const networks: Readonly<Record<string, Case>> = {
  gelu: { ...each, ...single, build: activations.gelu },
  geluTanh: { ...each, build: activations.geluTanh },
  leakyRelu: { ...each, build: (x) => activations.leakyRelu(x, 0.1) },
  prelu: { shapes: [[3, 4], [4]], build: (x, slope) => activations.prelu(x, slope ?? 0) },
  elu: { ...each, build: (x) => activations.elu(x, 0.7) },
  celu: { ...each, build: (x) => activations.celu(x, 0.7) },
  selu: { ...each, build: (x) => activations.selu(x) },
  silu: { ...each, build: activations.silu },
  mish: { ...each, ...single, build: activations.mish },
  softsign: { ...each, build: activations.softsign },
  hardSigmoid: { ...each, from: -4, to: 4, build: (x) => activations.hardSigmoid(x) },
  hardSwish: { ...each, from: -5, to: 5, build: activations.hardSwish },
  clip: { ...each, build: (x) => activations.clip(of.square(x), 0.5, 2.5) },
  softmax: { ...each, build: (x) => softmax(x) },
  "softmax along the first axis": { shapes: [[3, 2, 2]], build: (x) => softmax(x, 0) },
  logSoftmax: { ...each, build: (x) => logSoftmax(x) },
  "logSoftmax along the middle axis": { shapes: [[2, 3, 2]], build: (x) => logSoftmax(x, 1) },
  layerNorm: {
    shapes: [[3, 5], [5], [5]],
    build: (x, scale, shift) => layerNorm(x, { scale, shift }),
  },
  "layerNorm over two axes": { shapes: [[2, 3, 4]], build: (x) => layerNorm(x, { axis: 1, epsilon: 1e-3 }) },
  batchNorm: {
    shapes: [[4, 2, 3], [2], [2]],
    build: (x, scale, shift) => batchNorm(x, { scale, shift }).y,
  },
  "batchNorm's mean and variance": {
    shapes: [[4, 2]],
    build: (x) => concat([batchNorm(x).mean, batchNorm(x).variance], 0),
  },
  batchNormFixed: {
    shapes: [[2, 3, 2], [3], [3], [3], [3]],
    from: 0.5,
    build: (x, m = x, variance = x, scale, shift) => batchNormFixed(x, { mean: m, variance, scale, shift }),
  },
  groupNorm: { shapes: [[2, 4, 3], [4], [4]], build: (x, scale, shift) => groupNorm(x, 2, { scale, shift }) },
  instanceNorm: { shapes: [[2, 2, 3, 2], [2]], build: (x, scale) => instanceNorm(x, { scale }) },
};
const squared = (build: (x: Value) => Value) => (x: Value) => of.square(build(x));
const rearranged: Readonly<Record<string, Case>> = {
  ReduceSum: { shapes: [[2, 3, 4]], build: squared((x) => sum(x, { axes: [1] })) },
  "ReduceSum, kept": { shapes: [[2, 3, 4]], build: squared((x) => sum(x, { axes: [0, -1], as: "keep" })) },
  "ReduceSum of all": { shapes: [[2, 3]], build: squared((x) => sum(x)) },
  mean: { shapes: [[2, 3]], build: squared((x) => mean(x, { axes: [0] })) },
  ReduceMax: { shapes: [[2, 3, 4]], build: squared((x) => largest(x, { axes: [1] })) },
  ReduceMin: { shapes: [[2, 3, 4]], build: squared((x) => smallest(x, { axes: [0, 2], as: "keep" })) },
  Reshape: { shapes: [[2, 6]], build: squared((x) => reshape(x, [3, 4])) },
  "Reshape of a sum": {
    shapes: [[2, 6], [6]],
    build: (x, b) => reshape(sum(of.mul(x, of.square(b)), { axes: [1] }), [1, 2, 1]),
  },
  unsqueeze: { shapes: [[2, 3]], build: squared((x) => unsqueeze(x, [0, 2])) },
  squeeze: { shapes: [[1, 2, 1, 3]], build: squared((x) => squeeze(x, [0, 2])) },
  Transpose: { shapes: [[2, 3, 4]], build: squared((x) => transpose(x, [2, 0, 1])) },
  Expand: { shapes: [[2, 1, 3]], build: squared((x) => expand(x, [2, 2, 4, 3])) },
  Slice: { shapes: [[5, 3]], build: squared((x) => slice(x, 0, { start: 1, end: 4 })) },
  "Slice by 2": { shapes: [[3, 7]], build: squared((x) => slice(x, 1, { start: 1, end: 6, step: 2 })) },
  "Slice by 3 to the end": { shapes: [[3, 7]], build: squared((x) => slice(x, 1, { start: 0, end: 7, step: 3 })) },
  Pad: { shapes: [[2, 3]], build: squared((x) => pad(x, 1, { before: 2, after: 1 })) },
  Concat: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (a, b = a) => of.square(concat([a, b, a], 1)),
  },
  split: {
    shapes: [[2, 5]],
    build: (x) =>
      split(x, 1, [2, 2, 1])
        .slice(0, 2)
        .reduce((a, b) => of.mul(a, b)),
  },
  "all of them after a sum, whose gradient is the same everywhere": {
    shapes: [[3, 4]],
    build: (x) => {
      const row = (part: Value): Value => reshape(part, [1, sizeOf(part.shape)]);
      const twice = expand(of.square(x), [2, 3, 4]);
      const parts = concat([row(pad(x, 0, { before: 1, after: 0 })), row(slice(twice, 0, { start: 1, end: 2 }))], 1);
      return sum(transposed(slice(parts, 1, { start: 1, end: 27, step: 3 })));
    },
  },
};
const products: Readonly<Record<string, readonly (readonly number[])[]>> = {
  "of two matrices": [
    [3, 4],
    [4, 2],
  ],
  "of stacks": [
    [2, 3, 4],
    [2, 4, 2],
  ],
  "of a stack and a matrix": [
    [2, 3, 4],
    [4, 2],
  ],
  "of a matrix and a stack": [
    [3, 4],
    [2, 4, 2],
  ],
  "of stacks, stretched on the right": [
    [2, 3, 2, 4],
    [2, 1, 4, 2],
  ],
  "of stacks, stretched on the left": [
    [2, 1, 2, 4],
    [2, 3, 4, 2],
  ],
  "of stacks, stretched before": [
    [2, 3, 2, 4],
    [1, 3, 4, 2],
  ],
  "of stacks, stretched on both sides": [
    [1, 3, 2, 4],
    [2, 1, 4, 2],
  ],
  "of a matrix and a stack of one": [
    [3, 4],
    [1, 4, 2],
  ],
};

describe("first and second derivatives agree with finite differences", () => {
  test.each(Object.entries({ ...unary, ...networks, ...rearranged }))("%s", async (_, given) => {
    expect(await derivativeError(given)).toBeLessThan(1);
  });
  test.each(Object.entries(binary).flatMap(([op, given]) => fits.map((shapes) => ({ op, given, shapes }))))(
    "$op of shapes $shapes",
    async ({ given, shapes }) => {
      expect(await derivativeError({ ...given, shapes })).toBeLessThan(1);
    },
  );
  test.each(Object.entries(products))("MatMul %s, and its sum", async (_, shapes) => {
    expect(await derivativeError({ shapes, build: (a, b = a) => matmul(a, b) })).toBeLessThan(1);
    expect(await derivativeError({ shapes, build: (a, b = a) => of.square(sum(matmul(a, b))) })).toBeLessThan(1);
  });
});
