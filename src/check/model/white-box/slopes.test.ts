import { expect, test } from "vitest";
import { cnn } from "../../../learn/networks/cnn.ts";
import type { Weights } from "../../../learn/networks/export.ts";
import { mlp } from "../../../learn/networks/mlp.ts";
import type { Network } from "../../../learn/networks/network.ts";
import { lossesOf } from "./losses.ts";
import { slopesOf } from "./slopes.ts";
import { featureNames, shapeOf, traceOf } from "./traces.ts";

const floats = (...lists: readonly (readonly number[])[]): Weights => ({
  parameters: lists.map((list) => Float32Array.from(list)),
  running: [],
});
const first = [0.5, 1, -0.25, 0.75, -0.5, 0.25];
const shift = [0.125, -0.25, 0.5];
const second = [1.5, -1, 0.25, -0.5, 0.5, 2, 0.75, -1.25, 1];
const x = Float32Array.of(1, 2, -1.5, 0.5, 0.25, -3, 40, -30);
const tanh = { hidden: [3], activation: "tanh" } as const;

async function traced(
  network: Network,
  weights: Weights,
  given: {
    readonly x: Float32Array;
    readonly objective: "classes" | "chance" | "value";
    readonly codes: readonly number[];
    readonly values?: readonly number[];
    readonly unit?: { readonly mean: number; readonly deviation: number };
  },
) {
  const truth = { objective: given.objective, codes: Int32Array.from(given.codes) };
  const unit = given.unit ?? { mean: 0, deviation: 1 };
  const [slopes] = await slopesOf(network, [weights], { x: given.x, truth });
  const values = given.values ? Float64Array.from(given.values) : null;
  const losses = lossesOf(slopes!.logits, truth, { values, unit });
  const { features, length } = traceOf(slopes!, losses, unit);
  const names = featureNames(shapeOf(slopes!, losses, length.length));
  const of = (name: string) => [...length.keys()].map((row) => features[row * names.length + names.indexOf(name)]);
  return { of, length, names };
}
const near = (found: Iterable<number | undefined>, expected: readonly number[], digits = 4): void => {
  [...found].forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, digits));
};

// Expected numbers: PyTorch 2.15.0 in float64, one row at a time (Linear(2, 3), Tanh, Linear(3, 3), cross-entropy; matrices are [in, out] here).
test("lengths of the gradients of a dense network are those of PyTorch, layer by layer, by output and by the input", async () => {
  const weights = floats(first, shift, second, [0, 0.25, -0.5]);
  const { of, length } = await traced(mlp(2, 3, tanh), weights, { x, objective: "classes", codes: [0, 1, 2, 2] });
  near(of("gradient of layer 1"), [-0.463353223, 1.339293569, 1.623289257, 0.684721276]);
  near(of("gradient of layer 2"), [-1.395395002, 0.613055168, 0.618625509, 0.970731654]);
  near(length, [-0.391286502, 1.44441999, 1.686199608, 1.194477659], 5);
  near(of("gradient by the input"), [-1.239730276, 0.581784793, -0.996685246, -3.331321371]);
  near(of("last gradient, own output"), [-1.931005859, 0.05918369, 0.062603852, 0.480538377]);
  near(of("last gradient, other outputs 1"), [-2.127628354, -0.026534738, 0.04727945, 0.477221632]);
});

test("a model that is sure, by hand in 120 digits: float32 would round the slope to 0", async () => {
  const weights = floats(
    first,
    shift,
    second.map((weight) => 60 * weight),
    [0, 0.25, -0.5],
  );
  const { of, length } = await traced(mlp(2, 3, tanh), weights, { x: x.slice(0, 2), objective: "classes", codes: [0] });
  near(of("gradient of layer 1"), [-94.753922472], 3);
  near(of("gradient of layer 2"), [-99.815062458], 3);
  near(length, [-94.753902385], 3);
  near(of("gradient by the input"), [-95.562753136], 3);
});

test("one logit, and one number, as PyTorch has them", async () => {
  const weights = floats(first, shift, [1.5, -0.5, 0.75], [0.25]);
  const three = x.slice(0, 6);
  const one = await traced(mlp(2, 1, tanh), weights, { x: three, objective: "chance", codes: [1, 0, 1] });
  near(one.length, [-1.599248229, 0.814305063, 0.878397765], 5);
  const options = { x: three, objective: "value", codes: [0, 0, 0] } as const;
  const value = await traced(mlp(2, 1, tanh), weights, { ...options, values: [3, 0, 1] });
  near(value.length, [1.129280487, 1.77206035, 2.770411862], 5);
});

test("a number said in the label's own unit has the same gradient as one said in deviations from the mean", async () => {
  const [mean, deviation] = [10, 4];
  const standard = floats(first, shift, [1.5, -0.5, 0.75], [0.25]);
  const raw = floats(first, shift, [6, -2, 3], [mean + deviation * 0.25]);
  const options = { x: x.slice(0, 6), objective: "value", codes: [0, 0, 0], values: [3, 0, 1] } as const;
  const [a, b] = [
    await traced(mlp(2, 1, tanh), standard, options),
    await traced(mlp(2, 1, tanh), raw, { ...options, unit: { mean, deviation } }),
  ];
  near(a.length, [...b.length], 5);
  near(a.of("gradient of layer 1"), b.of("gradient of layer 1") as number[]);
});

test("convolutions, whose gradients are written out: as PyTorch has them", async () => {
  // Conv2d(1, 2, 3), ReLU, MaxPool2d(2), Flatten, Linear(8, 3).
  const weights = floats(
    [-0.125, -0.625, 0.5, 1, -0.75, -1, 1, 0.25, -0.25, -0.375, 1, 0.25, 0.625, 0.125, 0, -0.125, -0.625, -0.25],
    [1, 0.375],
    [
      -1, 0.25, 0.875, -0.375, 0.125, -0.75, -0.125, 0, 0.375, 0.75, -1, -0.375, -0.625, 1, 0.375, -0.5, 1, -0.75, 1,
      -0.875, -0.125, -0.5, -0.375, -0.5,
    ],
    [1, -0.25, -1],
  );
  const network = cnn({ channels: 1, height: 6, width: 6 }, 3, {
    layers: [
      { conv: 2, kernel: 3 },
      { pool: "max", size: 2 },
    ],
  });
  const { of, length } = await traced(network, weights, {
    x: Float32Array.from([
      0, 0.625, 0.25, 0.625, 0.625, -0.625, 0.75, 0.125, 0.875, -0.25, 0.125, -0.75, 0.625, -0.625, -0.25, -0.375, 0.25,
      -0.5, -0.75, 0.375, 0.375, -0.875, 0.625, 0.125, -0.625, 0, 0, -0.125, -0.875, 1, 0.5, -0.5, 0.875, 0, -0.75, 0.5,
      -0.125, 0.25, 0.75, -0.75, -0.75, 0.75, 0.375, -0.625, 0, 0.5, -0.125, -0.875, 1, -1, 0.875, 0, 0.5, 0, 0.75,
      0.25, 0.75, -0.5, 0.375, -1, -0.375, 0.875, 0.625, -0.5, -0.625, -0.5, 0.625, 0.75, 0.875, -0.625, -0.375, 0.5, 1,
      0.375, -0.625, 1, 0.25, -0.125, 0.375, 1, -0.25, -0.875, 0.125, -0.375, -0.875, 0.5, -0.375, 0.625, -0.25, -0.75,
      0, 0.125, 0.125, 0, 0, -0.375, -0.5, 0.5, -0.75, 0.25, 0.125, -0.25, -0.625, -0.5, -0.125, 0, 0.75, -0.375,
    ]),
    objective: "classes",
    codes: [0, 2, 1],
  });
  near(of("gradient of layer 1"), [1.140161163, 1.193404329, 0.224115128]);
  near(of("gradient of layer 2"), [1.382007786, 2.076896297, 1.1304136]);
  near(length, [1.622140153, 2.15576022, 1.206013775], 5);
  near(of("gradient by the input"), [1.108001877, 1.390182077, 0.39814611]);
});
