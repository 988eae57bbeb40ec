import { expect, test } from "vitest";
import { drawsOf } from "../training/draws.ts";
import { scoreGroup } from "../training/score.ts";
import { begin, trainGroup } from "../training/train.ts";
import { accuracyOf, apart } from "../training/testing/exclusive.ts";
import { classes, range } from "../testing/made.ts";
import { stream } from "../../stats/stream.ts";
import { cnn, lenet } from "./cnn.ts";
import { initial } from "./initial.ts";
import { activated, convolved, dense, flattened, inSequence, pooled } from "./layers.ts";
import { mlp } from "./mlp.ts";
import { countOf } from "./network.ts";

test("LeNet has the parameters that it has in PyTorch", () => {
  expect(countOf(cnn({ channels: 1, height: 28, width: 28 }, 10, lenet))).toBe(61_706);
});

test("a network of dense layers has a weight and a bias each", () => {
  const { parameters, running } = mlp(5, 3, { hidden: [4], norm: "batch" });
  expect(parameters.map(({ name, shape }) => `${name} ${shape.join("x")}`)).toEqual([
    "hidden0.weight 5x4",
    "hidden0.bias 4",
    "norm0.scale 4",
    "norm0.shift 4",
    "output.weight 4x3",
    "output.bias 3",
  ]);
  expect(running.map(({ name, initial: first }) => [name, first[0]])).toEqual([
    ["norm0.mean", 0],
    ["norm0.variance", 1],
  ]);
});

test("weights and biases begin uniform within 1 / sqrt(fan-in), scales with 1, shifts with 0", () => {
  const network = mlp(100, 10, { hidden: [200], norm: "layer" });
  const [weight, bias, scale, shift] = initial(network, stream(1, "initial"));
  const n = weight!.length;
  expect(Math.max(...weight!, ...bias!)).toBeLessThanOrEqual(0.1);
  expect(Math.min(...weight!, ...bias!)).toBeGreaterThanOrEqual(-0.1);
  const variance = weight!.reduce((sum, value) => sum + value ** 2, 0) / n;
  // Of uniform numbers within a: a^2 / 3; the squares' own deviation is a^2 * sqrt(4 / 45).
  expect(Math.abs(variance - 0.01 / 3)).toBeLessThan((4 * 0.01 * Math.sqrt(4 / 45)) / Math.sqrt(n));
  expect(scale).toEqual(new Float32Array(200).fill(1));
  expect(shift).toEqual(new Float32Array(200));
  expect(initial(network, drawsOf(["a"]))).not.toEqual(initial(network, drawsOf(["b"])));
});

/** Bars that lie or stand, at any place, in noise. */
function bars(n: number): { x: Float32Array; codes: number[] } {
  const s = stream(1, "bars", n);
  const codes = range(n).map(() => s.int(2));
  const x = new Float32Array(n * 64);
  codes.forEach((code, i) => {
    const at = s.int(8);
    for (let j = 0; j < 64; j++)
      x[i * 64 + j] = s.normal() / 4 + ((code === 1 ? j % 8 : Math.floor(j / 8)) === at ? 1 : 0);
  });
  return { x, codes };
}

test.each([
  ["max pool", { layers: [{ conv: 4, kernel: 3, pad: 1 }, { pool: "max", size: 2 }, { dense: 16 }] }],
  [
    "average pool, strides",
    {
      layers: [
        { conv: 6, kernel: 3, stride: 2 },
        { pool: "average", size: 2 },
      ],
      activation: "tanh",
    },
  ],
  [
    "batch norm and dropout",
    { layers: [{ conv: 4, kernel: 3 }, { pool: "max", size: 2 }, { dense: 16 }], norm: "batch", dropout: 0.1 },
  ],
] as const)("images are told apart by a convolutional network: %s", async (_, given) => {
  const { x, codes } = bars(500);
  const network = cnn({ channels: 1, height: 8, width: 8 }, 2, given);
  const rows = Uint32Array.from(range(500));
  const members = [rows.subarray(0, 400), rows.subarray(0, 400)];
  const recipe = { epochs: 25, batch: 32, optimiser: { kind: "adam", rate: 0.01 } } as const;
  const models = await trainGroup({ network, recipe, x, goal: classes(codes), members, names: [[1], [2]], atOnce: 2 });
  for (const logits of await scoreGroup(network, models, x, rows.subarray(400)))
    expect(accuracyOf(logits, codes.slice(400))).toBeGreaterThan(0.7);
});

test("a maximum of activations is the activation of the maximum, and is learnt alike", async () => {
  const { x, codes } = bars(64);
  const rows = Uint32Array.from(range(64));
  const ours = cnn({ channels: 1, height: 8, width: 8 }, 2, {
    layers: [
      { conv: 3, kernel: 3 },
      { pool: "max", size: 2 },
    ],
  });
  const inOrder = inSequence(ours.input, 2, [
    convolved("conv0", { from: 1, to: 3, kernel: 3, pad: 0, stride: 1 }),
    activated("relu"),
    pooled("max", 2),
    flattened,
    dense("output", 27, 2),
  ]);
  expect(inOrder.parameters).toEqual(ours.parameters);
  const recipe = { epochs: 5, batch: 16, optimiser: { kind: "sgd", rate: 0.05 } } as const;
  const given = { recipe, x, goal: classes(codes), members: [rows], names: [["max"]] };
  const [one] = await trainGroup({ ...given, network: ours });
  const [other] = await trainGroup({ ...given, network: inOrder });
  expect(apart(one!.parameters, other!.parameters)).toBeLessThan(1e-5);
});

test.each([
  [() => mlp(0, 2, { hidden: [] })],
  [() => mlp(4, 2, { hidden: [3.5] })],
  [() => mlp(4, 2, { hidden: [3], dropout: 1 })],
  [() => cnn({ channels: 1, height: 4, width: 4 }, 2, { layers: [{ conv: 2, kernel: 5 }] })],
  [() => cnn({ channels: 1, height: 4, width: 4 }, 2, { layers: [{ dense: 4 }, { conv: 2, kernel: 3 }] })],
])("a network that cannot be is refused: %#", (make) => {
  expect(make).toThrow(expect.objectContaining({ code: "NETWORK_INVALID" }));
});

test("what a row is said to be does not depend on which others are asked about", async () => {
  const { x } = bars(80);
  const network = cnn({ channels: 1, height: 8, width: 8 }, 3, {
    layers: [
      { conv: 4, kernel: 3 },
      { pool: "max", size: 2 },
    ],
  });
  const models = [begin(network, [1]), begin(network, [2])];
  const all = await scoreGroup(network, models, x, Uint32Array.from(range(80)));
  const some = await scoreGroup(network, models, x, Uint32Array.of(71, 3));
  some.forEach((logits, k) => {
    expect(Math.abs(logits[0]! - all[k]![71 * 3]!)).toBeLessThan(1e-6);
    expect(Math.abs(logits[5]! - all[k]![3 * 3 + 2]!)).toBeLessThan(1e-6);
  });
});
