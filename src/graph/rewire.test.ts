import { expect, test } from "vitest";
import type { Constant } from "./dtype.ts";
import { readModelFile } from "./file/read.ts";
import { lower } from "./lower.ts";
import { encodeModel } from "./protobuf.ts";
import { withOpenBatch, withOutputs } from "./rewire.ts";
import { openSession } from "./session.ts";
import { fixture } from "./testing/fixtures.ts";
import { input, Scope } from "./value.ts";
import { writeGraph } from "./write.ts";

const numbers = (value: Constant | undefined): readonly number[] => Array.from(value?.data ?? [], Number);

test("a pipeline's columns go through the file as far as the network, and from there through ours, to the same answer", async () => {
  const { path, inputs, outputs } = fixture("sklearn-columns-mlp");
  const { model } = await readModelFile(path);
  const before = await openSession(encodeModel(withOutputs(model, ["cast_input"])));
  const { cast_input: features } = await before.run(inputs);
  if (!features) throw new Error("no features");
  const scope = new Scope();
  const x = input(scope, "features", features);
  const low = lower(model, scope, {
    outputs: ["probabilities"],
    inputs: new Map([["cast_input", x]]),
    mode: "evaluate",
  });
  const session = await openSession(encodeModel(writeGraph(Object.fromEntries(low.outputs))));
  const weights = low.parameters.map(({ name, initial }): [string, Constant] => [name, initial]);
  const found = numbers((await session.run({ features, ...Object.fromEntries(weights) }))["probabilities"]);
  const want = numbers(outputs["probabilities"]);
  expect(Math.max(...want.map((p, i) => Math.abs(p - (found[i] ?? Number.NaN))))).toBeLessThan(1e-6);
});

test("a model of one row takes as many as it is given", async () => {
  const { model } = await readModelFile(fixture("odd-fixed-batch").path);
  const { outputs } = lower(withOpenBatch(model), new Scope(), { batch: 9, mode: "evaluate" });
  expect(outputs.get("output")?.shape).toEqual([9, 2]);
});
