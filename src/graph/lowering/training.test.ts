import { expect, test } from "vitest";
import type { Constant } from "../dtype.ts";
import { readModelFile } from "../file/read.ts";
import { lower } from "../lower.ts";
import { scalar, tensor } from "../ops/constants.ts";
import { mul } from "../ops/elementwise.ts";
import { expand } from "../ops/layout.ts";
import { encodeModel } from "../protobuf.ts";
import { openSession } from "../session.ts";
import { fixture } from "../testing/fixtures.ts";
import { input, Scope } from "../value.ts";
import { writeGraph } from "../write.ts";

const model = async (name: Parameters<typeof fixture>[0]) => (await readModelFile(fixture(name).path)).model;

test("while it learns, batch normalisation remembers nine tenths of before and one of this batch (momentum 0.9)", async () => {
  const scope = new Scope();
  const low = lower(await model("odd-external"), scope, { batch: 20, mode: "train" });
  const [center, variance] = low.running;
  expect(low.running.map(({ name }) => name)).toEqual(["1.running_mean", "1.running_var"]);
  // What the layer before it gives, by the same weights: its moments are worked out here by hand.
  const before = lower(await model("odd-external"), scope, {
    outputs: ["/0/Gemm_output_0"],
    inputs: low.inputs,
    given: new Map(low.parameters.map(({ name, value }) => [name, value])),
    mode: "train",
  });
  const [x] = before.outputs.values();
  if (!center?.next || !variance?.next || !x) throw new Error("nothing is remembered");
  const session = await openSession(encodeModel(writeGraph({ center: center.next, variance: variance.next, x })));
  const all: Record<string, Constant> = { ...fixture("odd-external").inputs };
  for (const { name, initial } of [...low.parameters, ...low.running]) all[name] = initial;
  const found = await session.run(
    Object.fromEntries(session.inputs.map((name) => [name, all[name] ?? center.initial])),
  );
  const numbers = (name: string) => Array.from(found[name]?.data ?? [], Number);
  const column = numbers("x").filter((_, i) => i % 16 === 3);
  const mean = column.reduce((a, b) => a + b) / 20;
  const spread = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 20;
  expect(numbers("center")[3]).toBeCloseTo(0.9 * Number(center.initial.data[3]) + 0.1 * mean, 5);
  expect(numbers("variance")[3]).toBeCloseTo(0.9 * Number(variance.initial.data[3]) + 0.1 * spread, 5);
});

test("in use it remembers nothing", async () => {
  const { running } = lower(await model("odd-external"), new Scope(), { batch: 2, mode: "evaluate" });
  expect(running.map(({ next }) => next)).toEqual([null, null]);
});

test("dropout in the file asks for its masks, by shape and ratio", async () => {
  const scope = new Scope();
  const asked: unknown[] = [];
  const options = { batch: 4, mode: "train" } as const;
  const file = await model("torch-training-mode");
  lower(file, scope, {
    ...options,
    dropout: (shape, ratio) => {
      asked.push([shape, ratio]);
      return expand(scalar(scope, 1), shape);
    },
  });
  expect(asked).toEqual([[[4, 16], expect.closeTo(0.2, 6)]]);
  expect(() => lower(file, new Scope(), options)).toThrow(expect.objectContaining({ code: "GRAPH_OPERATOR_UNKNOWN" }));
});

test("parameters and inputs that are given take the place of those of the file", async () => {
  const scope = new Scope();
  const x = input(scope, "mine", { shape: [3, 6] });
  const bias = mul(
    tensor(
      scope,
      [16],
      Array.from({ length: 16 }, () => 1),
    ),
    2,
  );
  const low = lower(await model("odd-external"), scope, {
    inputs: new Map([["input", x]]),
    given: new Map([["0.bias", bias]]),
    mode: "evaluate",
  });
  expect(low.inputs.get("input")).toBe(x);
  expect(low.parameters.find(({ name }) => name === "0.bias")?.value).toBe(bias);
  expect(low.outputs.get("output")?.shape).toEqual([3, 2]);
});

test("a network can begin at a value in between", async () => {
  const scope = new Scope();
  const features = input(scope, "features", { shape: [5, 10] });
  const { inputs, outputs, parameters } = lower(await model("sklearn-columns-mlp"), scope, {
    outputs: ["probabilities"],
    inputs: new Map([["cast_input", features]]),
    mode: "train",
  });
  expect([...inputs.keys()]).toEqual(["cast_input"]);
  expect(outputs.get("probabilities")?.shape).toEqual([5, 2]);
  expect(parameters.map(({ role, fanIn }) => [role, fanIn])).toEqual([
    ["weight", 10],
    ["bias", 10],
    ["weight", 8],
    ["bias", 8],
  ]);
});

test("what is not there is said", async () => {
  const file = await model("odd-external");
  expect(() => lower(file, new Scope(), { outputs: ["nowhere"], mode: "evaluate" })).toThrow(
    expect.objectContaining({ code: "GRAPH_VALUE_MISSING" }),
  );
  const image = await model("odd-image-size");
  expect(() => lower(image, new Scope(), { mode: "evaluate" })).toThrow(
    expect.objectContaining({ code: "GRAPH_SHAPE_UNKNOWN", message: expect.stringContaining("height") }),
  );
  const sizes = new Map([
    ["height", 12],
    ["width", 10],
  ]);
  expect(lower(image, new Scope(), { sizes, batch: 2, mode: "evaluate" }).outputs.get("output")?.shape).toEqual([2, 3]);
});

test("shapes that do not fit are said with the node that they are of", async () => {
  const scope = new Scope();
  const inputs = new Map([["input", input(scope, "input", { shape: [3, 7] })]]);
  const file = await model("odd-external");
  expect(() => lower(file, scope, { inputs, mode: "evaluate" })).toThrow(
    expect.objectContaining({ code: "GRAPH_SHAPE", message: expect.stringMatching(/^Gemm "\/0\/Gemm": \[3, 7\]/) }),
  );
});
