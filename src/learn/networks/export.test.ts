import { expect, test } from "vitest";
import { fixture } from "../../graph/testing/fixtures.ts";
import { readModelFile } from "../../graph/file/read.ts";
import { encodeModel } from "../../graph/protobuf.ts";
import { openSession } from "../../graph/session.ts";
import type { Constant } from "../../graph/dtype.ts";
import { encode } from "../encoding/encode.ts";
import { fitEncoding } from "../encoding/fit.ts";
import { fitLabel } from "../encoding/label.ts";
import { category, numbers } from "../encoding/testing/made.ts";
import { scoreGroup } from "../training/score.ts";
import { exclusive } from "../training/testing/exclusive.ts";
import { begin, trainGroup } from "../training/train.ts";
import { cnn } from "./cnn.ts";
import { exportModel } from "./export.ts";
import { graphNetwork } from "./graph.ts";
import { mlp } from "./mlp.ts";

const floats = ({ data }: Constant): number[] => Array.from(data as Float32Array); // as the model says
const near = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Math.max(...Array.from(one, (value, i) => Math.abs(value - other[i]!)));

test.each([
  ["dense layers with batch norm and dropout", mlp(4, 3, { hidden: [5], norm: "batch", dropout: 0.5 }), "classes"],
  ["one output", mlp(4, 1, { hidden: [] }), "classes"],
  ["a value", mlp(4, 1, { hidden: [3], norm: "layer", activation: "gelu" }), "value"],
  ["images", cnn({ channels: 1, height: 2, width: 2 }, 2, { layers: [{ conv: 2, kernel: 2 }] }), "classes"],
] as const)("a file says of any number of rows what the network does: %s", async (_, network, answers) => {
  const { x, rows } = exclusive(12);
  const weights = begin(network, ["export"]);
  const [logits] = await scoreGroup(network, [weights], x, rows);
  const session = await openSession(encodeModel(exportModel(network, weights, { answers })));
  for (const n of [1, 5, 12]) {
    const data = x.subarray(0, 4 * n);
    const found = await session.run({ x: { dtype: "float32", shape: [n, ...network.input.shape], data } });
    expect(found["logits"]?.shape).toEqual([n, network.outputs]);
    expect(near(floats(found["logits"]!), logits!)).toBeLessThan(1e-6);
    expect("probabilities" in found).toBe(answers === "classes");
  }
});

test("raw columns go into a file, labels come out", async () => {
  const n = 60;
  const columns = [
    numbers(
      "age",
      Array.from({ length: n }, (_, i) => (i % 7 === 3 ? NaN : 20 + ((i * 13) % 50))),
    ),
    category(
      "work",
      Array.from({ length: n }, (_, i) => ["private", "state", "none"][i % 3]!),
    ),
  ];
  const truth = category(
    "income",
    Array.from({ length: n }, (_, i) => (i % 3 === 1 ? "high" : "low")),
  );
  const encoding = fitEncoding(columns);
  const { label, goal, rows } = fitLabel(truth);
  const x = encode(encoding, columns);
  const network = mlp(encoding.width, 2, { hidden: [6] });
  const recipe = { epochs: 30, batch: 16, optimiser: { kind: "adam", rate: 0.02 } } as const;
  const [model] = await trainGroup({ network, recipe, x, goal, members: [rows], names: [["raw"]] });
  const session = await openSession(encodeModel(exportModel(network, model!, { encoding, label })));
  expect(session.inputs).toEqual(["age", "work"]);
  const found = await session.run({
    age: { dtype: "float32", shape: [3, 1], data: Float32Array.of(30, NaN, 44) },
    work: { dtype: "string", shape: [3, 1], data: ["state", "private", "state"] },
  });
  expect(found["label"]?.data).toEqual(["high", "low", "high"]);
  const [high, low] = floats(found["probabilities"]!);
  expect(low! + high!).toBeCloseTo(1, 6);
  expect(high).toBeGreaterThan(0.8);
});

test.each(["torch-lenet", "torch-mlp-batchnorm", "torch-transformer", "keras-cnn", "torch-mlp-sigmoid"] as const)(
  "a user's network is trained anew, and written: %s",
  async (name) => {
    const { model } = await readModelFile(fixture(name).path);
    const network = graphNetwork(model);
    const { shape, dtype } = network.input;
    const size = shape.reduce((product, extent) => product * extent, 1);
    const made = exclusive(64, size);
    const x = dtype === "float32" ? made.x : Int32Array.from(made.x, (value) => (value > 0 ? 1 : 0));
    const classes = Math.max(2, network.outputs);
    const goal = { kind: "class", codes: Int32Array.from(made.codes), classes } as const;
    const recipe = { epochs: 60, batch: 32, optimiser: { kind: "adam", rate: 0.01 } } as const;
    const given = { network, recipe, x, goal, members: [made.rows, made.rows], names: [["a"], ["b"]] };
    const together = await trainGroup({ ...given, atOnce: 2 });
    for (const { losses } of together) expect(losses.at(-1)).toBeLessThan(0.75 * losses[0]!);
    const [logits] = await scoreGroup(network, together, x, made.rows);
    const session = await openSession(encodeModel(exportModel(network, together[0]!)));
    const data = x instanceof Int32Array ? BigInt64Array.from(x, BigInt) : x;
    const found = await session.run({ x: { dtype, shape: [64, ...shape], data } });
    expect(near(floats(found["logits"]!), logits!)).toBeLessThan(1e-5);
  },
);

test("with the file's own weights it says what the file says", async () => {
  for (const name of ["torch-lenet", "torch-mlp-softmax", "torch-mlp-batchnorm"] as const) {
    const { path, inputs, outputs } = fixture(name);
    const { model } = await readModelFile(path);
    const network = graphNetwork(model);
    const own = (of: { readonly name: string }): Float32Array =>
      Float32Array.from(model.graph.initializers.get(of.name)!.data as Float32Array);
    const weights = { parameters: network.parameters.map(own), running: network.running.map(own) };
    const [x] = Object.values(inputs);
    const [expected] = Object.values(outputs);
    const rows = Uint32Array.from({ length: x!.shape[0]! }, (_, i) => i);
    const [logits] = await scoreGroup(network, [weights], x!.data as Float32Array, rows);
    const width = network.outputs;
    rows.forEach((row) => {
      const mine = logits!.subarray(row * width, (row + 1) * width);
      const total = mine.reduce((sum, value) => sum + Math.exp(value), 0);
      const said = name === "torch-mlp-softmax" ? mine.map((value) => Math.exp(value) / total) : mine;
      expect(near(said, (expected!.data as Float32Array).subarray(row * width, (row + 1) * width))).toBeLessThan(1e-5);
    });
  }
});

test("what cannot be trained anew is said", async () => {
  const cases = [
    ["torch-lstm", "GRAPH_NOT_DIFFERENTIABLE"],
    ["sklearn-logistic-zipmap", "NETWORK_OUTPUTS"],
    ["sklearn-columns-mlp", "GRAPH_NOT_DIFFERENTIABLE"],
    ["odd-two-inputs", "NETWORK_INPUTS"],
    ["odd-sequence-length", "GRAPH_SHAPE_UNKNOWN"],
  ] as const;
  for (const [name, code] of cases) {
    const { model } = await readModelFile(fixture(name).path);
    expect(() => graphNetwork(model), name).toThrow(expect.objectContaining({ code }));
  }
});
