import { expect, test } from "vitest";
import { mlp } from "../networks/mlp.ts";
import { classes, values } from "../testing/made.ts";
import { roomFor, samplingOf } from "./private.ts";
import type { Recipe } from "./recipe.ts";
import { apart, exclusive } from "./testing/exclusive.ts";
import { begin, trainGroup } from "./train.ts";

const sgd = { kind: "sgd", rate: 1 } as const;

test("a step by hand: squared errors of two rows, each gradient clipped by itself", async () => {
  // y = w x + b with w = b = 0. Row (x 3, y 2): error -2, gradient (2 * -2 * 3, 2 * -2) = (-12, -4), length sqrt(160), clipped to length 5.
  // Row (x 0, y 1): gradient (0, -2), shorter than 5, kept. Their sum, by two rows, is taken from (0, 0).
  const recipe: Recipe = { epochs: 1, batch: 2, optimiser: sgd, private: { clip: 5, noise: 0 } };
  const start = [{ parameters: [Float32Array.of(0), Float32Array.of(0)], running: [] }];
  const [model] = await trainGroup({
    network: mlp(1, 1, { hidden: [] }),
    recipe,
    start,
    x: Float32Array.of(3, 0),
    goal: values([2, 1]),
    members: [Uint32Array.of(0, 1)],
    names: [[1]],
  });
  const share = 5 / Math.sqrt(160);
  expect(model!.parameters[0]![0]).toBeCloseTo((12 * share) / 2, 5);
  expect(model!.parameters[1]![0]).toBeCloseTo((4 * share + 2) / 2, 5);
  expect(model!.losses).toEqual([2.5]);
});

test("steps of Opacus 1.6.0 (PyTorch 2.15.0): three, with momentum, on all of three rows, clipped to 0.5, without noise", async () => {
  // nn.Linear(2, 2), Tanh, Linear(2, 2), cross-entropy, SGD(lr=0.5, momentum=0.9); matrices are [in, out] here.
  const start = [
    [0.5, 1, -0.25, 0.75],
    [0.1, -0.2],
    [1.5, -1, -0.5, 0.5],
    [0, 0.25],
  ].map((list) => Float32Array.from(list));
  const expected = [
    [0.916058361530304, 0.9501881003379822, 0.40370649099349976, 0.7474844455718994],
    [-0.039403125643730164, -0.16698968410491943],
    [1.5697277784347534, -1.0697277784347534, -0.20659835636615753, 0.20659835636615753],
    [-0.14462243020534515, 0.39462241530418396],
  ].map((list) => Float32Array.from(list));
  const [model] = await trainGroup({
    network: mlp(2, 2, { hidden: [2], activation: "tanh" }),
    recipe: {
      epochs: 3,
      batch: 3,
      optimiser: { kind: "sgd", rate: 0.5, momentum: 0.9 },
      private: { clip: 0.5, noise: 0 },
    },
    x: Float32Array.of(1, 2, -1.5, 0.5, 0.25, -3),
    goal: classes([0, 1, 1]),
    members: [Uint32Array.of(0, 1, 2)],
    names: [["opacus"]],
    start: [{ parameters: start, running: [] }],
  });
  expect(apart(model!.parameters, expected)).toBeLessThan(1e-6);
});

const { x, goal, rows } = exclusive(48);
const network = mlp(4, 2, { hidden: [8, 6], activation: "tanh" });

test("without noise, with all rows in each step and nothing clipped, it is training as always", async () => {
  const recipe: Recipe = { epochs: 5, batch: 48, optimiser: { kind: "adam", rate: 0.01 }, weightDecay: 0.01 };
  const given = { network, x, goal, members: [rows, rows], names: [[1], [2]] };
  const usual = await trainGroup({ ...given, recipe });
  const found = await trainGroup({ ...given, recipe: { ...recipe, private: { clip: 1e6, noise: 0 } } });
  found.forEach((model, k) => {
    expect(apart(model.parameters, usual[k]!.parameters)).toBeLessThan(1e-5);
    expect(model.losses.at(-1)).toBeCloseTo(usual[k]!.losses.at(-1)!, 4);
  });
});

test("the noise of a step has deviation noise * clip / batch, and differs between models", async () => {
  const wide = mlp(30, 2, { hidden: [60] });
  const x30 = new Float32Array(30 * 20);
  const codes = Array.from({ length: 20 }, (_, i) => i % 2);
  const members = [rows.subarray(0, 20), rows.subarray(0, 20)];
  const names = [["a"], ["b"]];
  // One step; gradients of length 0.01 at most are lost in noise of 200 times that.
  const recipe: Recipe = { epochs: 1, batch: 20, optimiser: sgd, private: { clip: 0.01, noise: 200 } };
  const found = await trainGroup({ network: wide, recipe, x: x30, goal: classes(codes), members, names });
  const moves = found.map(({ parameters }, k) => {
    const first = begin(wide, names[k]!).parameters;
    return parameters.flatMap((array, i) => Array.from(array, (value, j) => value - first[i]![j]!));
  });
  for (const move of moves) {
    const n = move.length;
    const mean = move.reduce((sum, value) => sum + value, 0) / n;
    const deviation = Math.sqrt(move.reduce((sum, value) => sum + value ** 2, 0) / n);
    expect(n).toBe(30 * 60 + 60 + 60 * 2 + 2);
    expect(Math.abs(mean)).toBeLessThan((4 * 0.1) / Math.sqrt(n));
    expect(Math.abs(deviation / 0.1 - 1)).toBeLessThan(4 / Math.sqrt(2 * n));
  }
  expect(moves[0]).not.toEqual(moves[1]);
});

test("what an accountant is told: the chance of each row and all steps", () => {
  const recipe: Recipe = { epochs: 3, batch: 32, optimiser: sgd, private: { clip: 1, noise: 1.1 } };
  expect(samplingOf(recipe, 100)).toEqual({ chance: 0.32, steps: 12, noise: 1.1 });
  expect(samplingOf(recipe, 10)).toEqual({ chance: 1, steps: 3, noise: 1.1 });
});

test("there is room for all rows that were drawn", () => {
  expect(roomFor(32, 40)).toBe(56);
  expect(roomFor(32, 60)).toBe(64);
});
