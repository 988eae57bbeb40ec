import { expect, test } from "vitest";
import { answersOf } from "./answers.ts";
import type { Constant } from "./dtype.ts";
import { readModelFile } from "./file/read.ts";
import { single } from "./lowering/constants.ts";
import type { Model } from "./model.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { fixture, type FixtureName, fixtureNames } from "./testing/fixtures.ts";

const numbers = (value: Constant): readonly number[] => Array.from(single(value).data, Number);

/** The file as it is; but of maps, the tensor that they are made of. */
function withoutMaps(model: Model): { readonly model: Model; readonly renamed: ReadonlyMap<string, string> } {
  const renamed = new Map(answersOf(model).outputs.map(({ name, tensor }) => [name, tensor]));
  const outputs = model.graph.outputs.map((port): Model["graph"]["outputs"][number] =>
    port.type.kind === "tensor"
      ? port
      : { name: renamed.get(port.name) ?? port.name, type: { kind: "tensor", dtype: "float32", shape: null } },
  );
  return { model: { ...model, graph: { ...model.graph, outputs } }, renamed };
}

/** One row after the other where the file wants it so. */
function batches({ graph }: Model, inputs: Readonly<Record<string, Constant>>): readonly Record<string, Constant>[] {
  const [port] = graph.inputs;
  if (port?.type.kind !== "tensor" || port.type.shape?.[0] !== 1) return [inputs];
  const { dtype, shape, data } = inputs[port.name] as Constant; // fixtures have all inputs
  const width = data.length / (shape[0] ?? 1);
  return Array.from({ length: shape[0] ?? 1 }, (_, i) => ({
    [port.name]: { dtype, shape: [1, ...shape.slice(1)], data: data.slice(i * width, (i + 1) * width) },
  }));
}

// Halves have three digits; what is quantised may be one step of its grid off where steps are joined, as the recorded answers' engine did.
const coarse: { readonly [name: string]: number } = { "odd-float16": 2e-3, "odd-int8-static": 0.05 };

// One has an operator that nobody knows; one draws anew each time.
const runs = fixtureNames.filter((name) => fixture(name).difference !== null);
test("all but two fixtures run", () => expect(fixtureNames.length - runs.length).toBeLessThanOrEqual(2));

test.for<FixtureName>(runs)("the engine here answers for %s as the framework does", async (name) => {
  const { path, inputs, outputs } = fixture(name);
  const file = await readModelFile(path);
  const maps = file.model.graph.outputs.some(({ type }) => type.kind === "other");
  const { model, renamed } = withoutMaps(file.model);
  const session = await openSession(maps ? encodeModel(model) : file.bytes);
  const parts = [];
  for (const batch of batches(file.model, inputs)) parts.push(await session.run(batch));
  for (const [output, want] of Object.entries(outputs)) {
    const got = parts.map((part) => part[renamed.get(output) ?? output]);
    if (want.dtype === "string") {
      expect(got.flatMap((part) => [...(part?.data ?? [])])).toEqual([...want.data]);
      continue;
    }
    const found = got.flatMap((part) => (part ? numbers(part) : []));
    expect(found).toHaveLength(want.data.length);
    const apart = numbers(want).map((value, i) => Math.abs((found[i] ?? Number.NaN) - value) / (1 + Math.abs(value)));
    expect(Math.max(...apart)).toBeLessThan(coarse[name] ?? 1e-4);
  }
});
