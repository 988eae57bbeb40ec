import { expect, test } from "vitest";
import { constant, emit, input, Scope, type Value } from "./value.ts";
import { int, ints, text } from "./ops/attributes.ts";
import { integers, scalar } from "./ops/constants.ts";
import { conv, convTranspose } from "./ops/convolution.ts";
import * as by from "./ops/elementwise.ts";
import { gather, gatherElements, scatterAdd, scatterElements } from "./ops/gather.ts";
import * as to from "./ops/layout.ts";
import { matmul } from "./ops/matrix.ts";
import { averagePool, globalAveragePool, maxPool } from "./ops/pool.ts";
import { largest, logSoftmax, mean, smallest, softmax, sum } from "./ops/reduce.ts";
import { stacked } from "./stack.ts";
import { type Build, type Kind, worstDifference } from "./stacking/testing/agree.ts";
import { seeded } from "./stacking/testing/seeded.ts";

const tolerance = 1e-5;
const x = (...shape: number[]): Kind => ({ shape });
const positive = (...shape: number[]): Kind => ({ shape, from: 0.2 });
const whole = (below: number, ...shape: number[]): Kind => ({ shape, dtype: "int64", below });
const signed = (n: number, ...shape: number[]): Kind => ({ shape, dtype: "int64", below: n, from: -n });
const truth = (...shape: number[]): Kind => ({ shape, dtype: "bool", below: 2 });

type Case = readonly [title: string, kinds: readonly Kind[], build: (...inputs: Value[]) => Value | readonly Value[]];
/** The dimensions m, n, k, ... are drawn anew for each case. */
const cases = (random: () => number): readonly Case[] => {
  const draw = (from: number, to_: number): number => from + Math.floor(random() * (to_ - from + 1));
  const [b, m, n, k] = [draw(1, 4), draw(2, 5), draw(2, 5), draw(1, 4)];
  const [side, channels, filters] = [draw(5, 7), draw(1, 3), draw(1, 3)];
  const image = [b, channels, side, side + 1];
  return [
    ["Add of equal ranks", [x(m, n), x(m, n)], by.add],
    ["Sub, a row from a matrix", [x(b, m, n), x(n)], by.sub],
    ["Sub, a matrix from a row", [x(n), x(b, m, n)], by.sub],
    ["Mul by a number of each model", [x(), x(m, n)], by.mul],
    ["Div by a column", [x(m, n), positive(m, 1)], by.div],
    ["Pow", [positive(m), x(n, 1)], by.pow],
    ["Add of a plain number", [x(m)], (a) => by.add(a, 2)],
    [
      "comparisons",
      [whole(3, m, n), whole(3, n)],
      (a, c) => [by.greater(a, c), by.less(a, c), by.greaterOrEqual(a, c), by.lessOrEqual(a, c), by.equal(a, c)],
    ],
    ["And, Or, Not", [truth(m, n), truth(m, 1)], (a, c) => [by.and(a, c), by.or(a, c), by.not(a)]],
    [
      "Neg, Abs, Sign, Exp, Sigmoid, Tanh, Relu, Erf, Softplus, Sin, Cos, Floor",
      [x(m, n)],
      (a) => [
        by.neg(a),
        by.abs(a),
        by.sign(a),
        by.exp(a),
        by.sigmoid(a),
        by.tanh(a),
        by.relu(a),
        by.erf(a),
        by.softplus(a),
        by.sin(a),
        by.cos(a),
        by.floor(a),
      ],
    ],
    ["Log, Sqrt, Reciprocal", [positive(m)], (a) => [by.log(a), by.sqrt(a), by.reciprocal(a)]],
    ["IsNaN", [x(m)], (a) => by.isNaN(by.log(a))],
    ["Where", [truth(m, 1), x(n), x(b, 1, n)], by.where],
    ["max and min", [x(m, n), x(n)], (a, c) => [by.max(a, c), by.min(a, c)]],
    ["Cast", [whole(9, m)], (a) => by.cast(a, "float32")],
    ["MatMul of matrices", [x(m, k), x(k, n)], matmul],
    ["MatMul of lists of matrices", [x(b, m, k), x(b, k, n)], matmul],
    ["MatMul, a list by a matrix", [x(b, 2, m, k), x(k, n)], matmul],
    ["MatMul, a matrix by a list", [x(m, k), x(b, k, n)], matmul],
    ["MatMul, one row", [x(1, k), x(k, n)], matmul],
    ["MatMul, stretched lists", [x(b, 1, m, k), x(3, k, n)], matmul],
    ["ReduceSum", [x(m, n, k)], (a) => [sum(a), sum(a, { axes: [0, -1] }), sum(a, { axes: [1], as: "keep" })]],
    ["ReduceMax, ReduceMin, mean", [x(m, n)], (a) => [largest(a, { axes: [-1] }), smallest(a), mean(a, { axes: [0] })]],
    ["Softmax, LogSoftmax", [x(m, n, k)], (a) => [softmax(a), softmax(a, 0), logSoftmax(a, 1)]],
    ["Reshape", [x(m, n, 2)], (a) => [to.reshape(a, [2, m * n]), to.reshape(a, [m * n * 2])]],
    ["Transpose", [x(m, n, k)], (a) => [to.transpose(a, [2, 0, 1]), to.transposed(a)]],
    ["Transpose of a row", [x(1, n)], to.transposed],
    ["Expand", [x(m, 1)], (a) => [to.expand(a, [m, n]), to.expand(a, [k, m, n])]],
    ["Expand of a number", [x()], (a) => to.expand(a, [m, n])],
    ["Slice", [x(5, n)], (a) => [to.slice(a, 0, { start: 1, end: 5, step: 2 }), to.slice(a, -1, { start: 0, end: 1 })]],
    ["Pad", [x(m, n)], (a) => [to.pad(a, 0, { before: 1, after: 2 }), to.pad(a, 1, { before: 0, after: 1 })]],
    ["Concat", [x(m, n), x(m, k)], (a, c) => to.concat([a, c, a], -1)],
    ["Gather of rows", [x(m, n), signed(m, k, 2)], (a, i) => gather(a, i)],
    ["Gather of columns", [x(b, m, n), signed(n, k, 2)], (a, i) => gather(a, i, 2)],
    ["Gather in the middle by one index", [x(b, m, n), signed(m)], (a, i) => gather(a, i, 1)],
    ["GatherElements", [x(m, n), signed(n, m, k)], (a, i) => gatherElements(a, i, 1)],
    ["ScatterElements", [x(m, n), signed(n, m, k), x(m, k)], (a, i, u) => scatterElements(a, i, u, { axis: 1 })],
    ["ScatterND, adding", [whole(m, k), x(k, n)], (i, u) => scatterAdd(u, i, { axis: 0, extent: m })],
    [
      "ScatterND, adding along the second axis",
      [whole(m, k), x(n, k)],
      (i, u) => scatterAdd(u, i, { axis: 1, extent: m }),
    ],
    [
      "GatherND",
      [x(m, n, k), whole(2, 3, 2)],
      (a, i) =>
        emit(
          { op: "GatherND", inputs: [a, i], attributes: { batch_dims: int(0) } },
          { dtype: "float32", shape: [3, k] },
        ),
    ],
    [
      "ArgMax",
      [x(m, n)],
      (a) =>
        emit(
          { op: "ArgMax", inputs: [a], attributes: { axis: int(1), keepdims: int(0) } },
          { dtype: "int64", shape: [m] },
        ),
    ],
    [
      "OneHot",
      [whole(4, m)],
      (i) =>
        emit(
          {
            op: "OneHot",
            inputs: [
              i,
              integers(i.node.scope, [4]),
              constant(i.node.scope, { dtype: "float32", shape: [2], data: Float32Array.of(0, 1) }),
            ],
            attributes: { axis: int(-1) },
          },
          { dtype: "float32", shape: [m, 4] },
        ),
    ],
    ["CumSum", [x(m, n)], (a) => emit({ op: "CumSum", inputs: [a, scalar(a.node.scope, -1, "int64")] }, a)],
    [
      "Conv",
      [x(...image), x(filters, channels, 3, 2), x(filters)],
      (a, w, bias) => conv(a, w, { bias, strides: [2, 1], pads: [1, 0, 1, 1] }),
    ],
    ["Conv of one image", [x(1, channels, 5, 5), x(filters, channels, 3, 3)], (a, w) => conv(a, w)],
    [
      "Conv in groups",
      [x(b, 2 * channels, 5, 5), x(4, channels, 3, 3)],
      (a, w) => conv(a, w, { groups: 2, dilations: [2, 1] }),
    ],
    ["Conv along one axis", [x(b, channels, 7), x(filters, channels, 3)], (a, w) => conv(a, w, { strides: [2] })],
    [
      "Conv with its own bias",
      [x(b, channels, 7), x(filters, channels, 3), x(filters)],
      (a, w, bias) =>
        emit(
          {
            op: "Conv",
            inputs: [a, w, bias],
            attributes: {
              kernel_shape: ints([3]),
              pads: ints([0, 0]),
              strides: ints([1]),
              dilations: ints([1]),
              group: int(1),
            },
          },
          { dtype: "float32", shape: [b, filters, 5] },
        ),
    ],
    [
      "ConvTranspose",
      [x(b, channels, 4, 3), x(channels, filters, 3, 2)],
      (a, w) => convTranspose(a, w, { strides: [2, 1], outputPadding: [1, 0] }),
    ],
    ["ConvTranspose in groups", [x(b, 4, 5), x(4, filters, 2)], (a, w) => convTranspose(a, w, { groups: 2 })],
    [
      "MaxPool and where its numbers were",
      [x(...image)],
      (a) => maxPool(a, { kernel: [2, 2], strides: [2, 2] }).node.outputs,
    ],
    [
      "AveragePool",
      [x(...image)],
      (a) => [averagePool(a, { kernel: [3, 2], pads: [1, 0, 1, 0] }), globalAveragePool(a)],
    ],
  ];
};
const titles = cases(seeded(0)).map(([title], i) => [title, i] as const);

test.for(titles)("%s: stacked, each model has what it has alone, whichever inputs it shares", async ([title, i]) => {
  for (const [seed, size] of [
    [1, 3],
    [2, 2],
    [3, 1],
  ] as const) {
    const random = seeded(seed * 1000 + i);
    const found = cases(random)[i];
    if (!found) throw new Error(title);
    expect(
      await worstDifference({ kinds: found[1], build: listed(found[2]), stack: stacked, size, random }),
    ).toBeLessThan(tolerance);
  }
});

test.for(titles)("%s: stacks of stacks", async ([title, i]) => {
  const random = seeded(7000 + i);
  const found = cases(random)[i];
  if (!found) throw new Error(title);
  const [, kinds, build] = found;
  // Three examples are worked out within the graph of one model, two models around it; every second input is the examples' own.
  const worst = await worstDifference({
    kinds: kinds.map((kind, j) => (j % 2 === 0 ? { ...kind, shape: [3, ...kind.shape] } : kind)),
    build: (inputs, scope) => {
      const one = kinds.map(({ dtype = "float32", shape }, j) => input(scope, `inner${j}`, { dtype, shape }));
      return stacked(listed(build)(one, scope), {
        size: 3,
        given: new Map(one.map((value, j) => [value, j % 2 === 0 ? (inputs[j] ?? value) : all(inputs[j] ?? value)])),
      });
    },
    stack: stacked,
    size: 2,
    random,
  });
  expect(worst).toBeLessThan(tolerance);
});
const all = (value: Value): Value => to.expand(to.unsqueeze(value, [0]), [3, ...value.shape]);

const listed =
  (build: Case[2]): Build =>
  (inputs) => {
    const found = build(...inputs);
    return "node" in found ? [found] : found;
  };

test("an operator without a rule is named, and the node that it was for", () => {
  const scope = new Scope();
  const a = input(scope, "a", { shape: [2] });
  const many = input(scope, "many", { shape: [3, 2] });
  scope.origin = "/encoder/Hardmax_1";
  const y = emit({ op: "Hardmax", inputs: [a], attributes: { mode: text("") } }, a);
  expect(() => stacked([y], { size: 3, given: new Map([[a, many]]) })).toThrow(
    expect.objectContaining({
      code: "GRAPH_NOT_STACKABLE",
      message: expect.stringContaining('Hardmax (of node "/encoder/Hardmax_1")'),
    }),
  );
});

test("what does not differ between models is worked out once; what asks for it is given copies", () => {
  const scope = new Scope();
  const [a, c] = [input(scope, "a", { shape: [2] }), input(scope, "c", { shape: [2] })];
  const many = input(scope, "many", { shape: [3, 2] });
  const shared = by.exp(c);
  const [y, same] = stacked([by.add(a, shared), shared], { size: 3, given: new Map([[a, many]]) });
  expect(y?.node.inputs[1]).toBe(shared);
  expect(same?.node.op).toBe("Expand");
  expect(same?.shape).toEqual([3, 2]);
});

test("a stack of one is the graph itself between two changes of shape", () => {
  const scope = new Scope();
  const a = input(scope, "a", { shape: [2, 3] });
  const many = input(scope, "many", { shape: [1, 2, 3] });
  const [y] = stacked([softmax(by.exp(a))], { size: 1, given: new Map([[a, many]]) });
  const ops: string[] = [];
  for (let value = y; value; value = value.node.inputs[0]) ops.push(value.node.op);
  expect(ops).toEqual(["Reshape", "Softmax", "Exp", "Reshape", "Input"]);
});

test("given values must have the shape of all", () => {
  const scope = new Scope();
  const a = input(scope, "a", { shape: [2] });
  expect(() => stacked([by.exp(a)], { size: 3, given: new Map([[a, a]]) })).toThrow("[2] does not stand for 3 of [2]");
});
