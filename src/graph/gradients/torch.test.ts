import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Constant, Shape } from "../dtype.ts";
import { sizeOf } from "../dtype.ts";
import { gradient } from "../gradient.ts";
import * as activations from "../ops/activations.ts";
import { tensor } from "../ops/constants.ts";
import { conv, convTranspose } from "../ops/convolution.ts";
import { abs, add, mul, neg, pow, relu, softplus, square, sub, tanh } from "../ops/elementwise.ts";
import { einsum } from "../ops/einsum.ts";
import { reshape } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import { batchNorm, batchNormFixed, groupNorm, instanceNorm, layerNorm } from "../ops/normalise.ts";
import { averagePool, maxPool } from "../ops/pool.ts";
import { largest, logSoftmax, smallest, sum } from "../ops/reduce.ts";
import { encodeModel } from "../protobuf.ts";
import { openSession } from "../session.ts";
import { input, Scope, type Value } from "../value.ts";
import { writeGraph } from "../write.ts";

type Operation = {
  shapes: Shape[];
  shape: Shape;
  y: number[];
  gradients: number[][];
};
type Network = { loss: number; gradientSizes: number[]; apart: number; byImage: number[]; byParameterSizes: number[] };
/** Made by scripts/derivatives.py, which says with which PyTorch. */
const torch = JSON.parse(readFileSync(new URL("../testing/torch.json", import.meta.url), "utf8")) as {
  operations: Record<string, Operation>;
  special: Record<string, number[][]>;
  lenet: Record<string, Network>;
};

const wave = (shape: Shape, k: number, scale = 1): Constant => ({
  dtype: "float32",
  shape,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => scale * Math.sin(12.9898 * (i + 1) + 78.233 * k)),
});
async function run(outputs: Readonly<Record<string, Value>>, feeds: Readonly<Record<string, Constant>>) {
  const session = await openSession(encodeModel(writeGraph(outputs)));
  return session.run(Object.fromEntries(Object.entries(feeds).filter(([name]) => session.inputs.includes(name))));
}
const numbersOf = (constant: Constant | undefined): readonly number[] =>
  Array.from((constant?.data ?? []) as ArrayLike<number>);
/** The largest difference, as a share of the largest number. */
function apart(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  const size = Math.max(1e-6, ...wanted.map(Math.abs));
  return wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (found[i] ?? NaN)) / size), 0);
}

type Build = (...xs: readonly [Value, Value, Value, Value, Value]) => Value;
const window = { kernel: [3, 2], strides: [2, 3], pads: [1, 1, 1, 1] };
const operations: Readonly<Record<string, Build>> = {
  gelu: activations.gelu,
  geluTanh: activations.geluTanh,
  leakyRelu: (x) => activations.leakyRelu(x),
  elu: (x) => activations.elu(x),
  "celu 0.7": (x) => activations.celu(x, 0.7),
  selu: (x) => activations.selu(x),
  silu: activations.silu,
  mish: activations.mish,
  softsign: activations.softsign,
  "hardSigmoid 1/6": (x) => activations.hardSigmoid(x, 1 / 6),
  hardSwish: activations.hardSwish,
  relu6: (x) => activations.clip(mul(x, 9), 0, 6),
  logSigmoid: (x) => neg(softplus(neg(x))),
  prelu: (x, slope) => activations.prelu(x, reshape(slope, [3, 1])),
  layerNorm: (x, scale, shift) => layerNorm(x, { scale, shift }),
  batchNorm: (x, scale, shift) => batchNorm(x, { scale, shift }).y,
  batchNormFixed: (x, mean, root, scale, shift) => batchNormFixed(x, { mean, variance: square(root), scale, shift }),
  groupNorm: (x, scale, shift) => groupNorm(x, 2, { scale, shift }),
  instanceNorm: (x) => instanceNorm(x),
  conv1: (x, w, bias) => conv(x, w, { strides: [2], pads: [1, 1], dilations: [2], groups: 2, bias }),
  conv2: (x, w) => conv(x, w, { strides: [2, 1], pads: [1, 0, 1, 0], dilations: [1, 2], groups: 2 }),
  conv3: (x, w) => conv(x, w, { pads: [0, 1, 0, 0, 1, 0] }),
  convTranspose1: (x, w) => convTranspose(x, w, { strides: [3], pads: [1, 1], outputPadding: [2], groups: 2 }),
  convTranspose2: (x, w, bias) =>
    convTranspose(x, w, { strides: [2, 3], pads: [1, 0, 1, 0], outputPadding: [1, 2], bias }),
  maxPool: (x) => maxPool(x, { ...window, pads: [1, 0, 1, 0] }),
  "maxPool, partial": (x) => maxPool(x, { ...window, last: "partial" }),
  "maxPool, partial, with gaps": (x) =>
    maxPool(x, { kernel: [2], strides: [3], pads: [1, 1], dilations: [4], last: "partial" }),
  averagePool: (x) => averagePool(x, window),
  "averagePool, padding counts": (x) => averagePool(x, { ...window, padding: "counts" }),
  "averagePool, partial": (x) => averagePool(x, { ...window, last: "partial" }),
  "averagePool, partial, padding counts": (x) => averagePool(x, { ...window, last: "partial", padding: "counts" }),
  "einsum bij,bjk->ik": (x, y) => einsum("bij,bjk->ik", x, y),
  "einsum ...ij,kj->...ki": (x, y) => einsum("...ij,kj->...ki", x, y),
  "einsum ij,jk,kl": (x, y, z) => einsum("ij,jk,kl", x, y, z),
  "einsum ...i->...": (x) => einsum("...i->...", x),
};

describe("PyTorch has the same results and gradients", () => {
  test("every one of its cases is here", () => {
    expect(Object.keys(operations)).toEqual(Object.keys(torch.operations));
  });
  test.each(Object.entries(torch.operations))("%s", async (name, wanted) => {
    const graph = new Scope();
    const xs = wanted.shapes.map((shape, i) => input(graph, `x${i}`, { shape }));
    const [a, b = a, c = a, d = a, e = a] = xs;
    if (!a || !b || !c || !d || !e) throw new Error("no inputs");
    const y = operations[name]?.(a, b, c, d, e) ?? a;
    expect(y.shape).toEqual(wanted.shape);
    const seed = input(graph, "seed", { shape: y.shape });
    const gradients = gradient(y, xs, seed);
    const found = await run(
      { y, ...Object.fromEntries(gradients.map((g, i) => [`g${i}`, g])) },
      { ...Object.fromEntries(xs.map(({ shape }, i) => [`x${i}`, wave(shape, i)])), seed: wave(y.shape, 9) },
    );
    expect(apart(numbersOf(found["y"]), wanted.y)).toBeLessThan(2e-6);
    wanted.gradients.forEach((g, i) => expect(apart(numbersOf(found[`g${i}`]), g)).toBeLessThan(1e-5));
  });

  const special: Readonly<Record<string, readonly [Build, ...(readonly [Shape, readonly number[]])[]]>> = {
    "largest of equal": [
      (x) => largest(x, { axes: [1] }),
      [
        [2, 3],
        [1, 3, 3, 2, 2, 2],
      ],
    ],
    "smallest of equal": [
      (x) => smallest(x, { axes: [0] }),
      [
        [2, 2],
        [1, 3, 1, 4],
      ],
    ],
    "relu at 0": [relu, [[3], [-1, 0, 1]]],
    "abs at 0": [abs, [[3], [-1, 0, 1]]],
    "maxPool of equal": [
      (x) => maxPool(x, { kernel: [2], strides: [2] }),
      [
        [1, 1, 4],
        [1, 1, 2, 3],
      ],
    ],
  };
  test.each(Object.entries(special))("%s", async (name, [build, ...given]) => {
    const graph = new Scope();
    const xs = given.map(([shape, values]) => tensor(graph, shape, values));
    const [a, b = a] = xs;
    if (!a || !b) throw new Error("no inputs");
    const gradients = gradient(build(a, b, a, a, a), xs);
    const found = await run(Object.fromEntries(gradients.map((g, i) => [`g${i}`, g])), {});
    expect(torch.special[name]?.length).toBe(xs.length);
    torch.special[name]?.forEach((g, i) => expect(apart(numbersOf(found[`g${i}`]), g)).toBeLessThan(1e-6));
  });
  test("powers of 0", async () => {
    const graph = new Scope();
    const [x, exponent] = [tensor(graph, [4], [0, 0, 0, 2]), tensor(graph, [4], [0, 1, 2, 0])];
    const [gx = x, ge = x] = gradient(pow(x, exponent), [x, exponent]);
    const found = await run({ gx, ge }, {});
    const [wantedX = [], wantedE = []] = torch.special["pow at 0"] ?? [];
    expect(apart(numbersOf(found["gx"]), wantedX)).toBeLessThan(1e-6);
    expect(apart(numbersOf(found["ge"]), wantedE)).toBeLessThan(1e-6);
  });
});

const shapes = [[6, 1, 5, 5], [6], [16, 6, 5, 5], [16], [400, 120], [120], [120, 84], [84], [84, 10], [10]];
const fans = [25, 25, 150, 150, 400, 400, 120, 120, 84, 84];
function lenet(x: Value, p: readonly Value[], act: (x: Value) => Value, pool: (x: Value) => Value): Value {
  const at = (i: number): Value => p[i] ?? x;
  const first = pool(act(conv(x, at(0), { bias: at(1), pads: [2, 2, 2, 2] })));
  const second = pool(act(conv(first, at(2), { bias: at(3) })));
  const third = act(add(matmul(reshape(second, [x.shape[0] ?? 1, 400]), at(4)), at(5)));
  return add(matmul(act(add(matmul(third, at(6)), at(7))), at(8)), at(9));
}
const halves = { kernel: [2, 2], strides: [2, 2] };
test.each([
  ["tanh, means", tanh, (x: Value) => averagePool(x, halves)],
  ["relu, largest", relu, (x: Value) => maxPool(x, halves)],
] as const)("a LeNet with %s has the gradients of PyTorch's double backward", async (name, act, pool) => {
  const graph = new Scope();
  const x = input(graph, "x", { shape: [1, 1, 28, 28] });
  const params = shapes.map((shape, i) => input(graph, `p${i}`, { shape }));
  const logits = logSoftmax(lenet(x, params, act, pool));
  const label = tensor(graph, [1, 10], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const loss = mul(sum(mul(logits, label)), -1);
  const gradients = gradient(loss, params);
  const given = gradients.map(({ shape }, i) => input(graph, `given${i}`, { shape }));
  const far = gradients.map((g, i) => sum(square(sub(g, given[i] ?? 0)))).reduce((a, b) => add(a, b));
  const [byImage = x, ...byParameter] = gradient(far, [x, ...params]);
  const size = (value: Value): Value => sum(square(value));
  const found = await run(
    {
      loss,
      far,
      byImage,
      ...Object.fromEntries(gradients.map((g, i) => [`g${i}`, size(g)])),
      ...Object.fromEntries(byParameter.map((g, i) => [`h${i}`, size(g)])),
    },
    {
      x: wave(x.shape, 20),
      ...Object.fromEntries(shapes.map((shape, i) => [`p${i}`, wave(shape, i + 1, Math.sqrt(3 / (fans[i] ?? 1)))])),
      ...Object.fromEntries(shapes.map((shape, i) => [`given${i}`, wave(shape, 30 + i, 0.01)])),
    },
  );
  const wanted = torch.lenet[name];
  if (!wanted) throw new Error(`nothing of ${name}`);
  const one = (key: string): number => numbersOf(found[key])[0] ?? NaN;
  const close = (value: number, to: number): void => expect(Math.abs(value / to - 1)).toBeLessThan(1e-4);
  close(one("loss"), wanted.loss);
  close(one("far"), wanted.apart);
  wanted.gradientSizes.forEach((g, i) => close(Math.sqrt(one(`g${i}`)), g));
  wanted.byParameterSizes.forEach((g, i) => close(Math.sqrt(one(`h${i}`)), g));
  expect(apart(numbersOf(found["byImage"]), wanted.byImage)).toBeLessThan(1e-4);
});
