import { expect, test } from "vitest";
import type { Constant } from "./dtype.ts";
import { readModelFile } from "./file/read.ts";
import { gradient } from "./gradient.ts";
import { type Lowered, lower } from "./lower.ts";
import { single } from "./lowering/constants.ts";
import type { Model } from "./model.ts";
import { integers, scalar } from "./ops/constants.ts";
import { add, log, mul, neg, square, sub } from "./ops/elementwise.ts";
import { gatherElements } from "./ops/gather.ts";
import { reshape } from "./ops/layout.ts";
import { logSoftmax, mean, sum } from "./ops/reduce.ts";
import { encodeModel } from "./protobuf.ts";
import { withOpenBatch } from "./rewire.ts";
import { openSession } from "./session.ts";
import { type Fixture, fixture, type FixtureName, fixtureNames, type Training } from "./testing/fixtures.ts";
import { constant, Scope, type Value } from "./value.ts";
import { writeGraph } from "./write.ts";

// That the others cannot be differentiated is said in describe.test.ts.
const refused =
  /^(lightgbm|xgboost|sklearn-(adaboost|boosting|columns|extra|forest|hist|neighbours|svc|tree|voting)|torch-(gru|lstm|if|loop)|odd-(custom|function|int8|label|optimised))/;
const differentiable = fixtureNames.filter((name) => !refused.test(name));

/** The fixture in our terms, for all of its rows; `tensors` are what its float outputs are made of. */
async function lowered(
  name: FixtureName,
): Promise<{ one: Fixture; low: Lowered; tensors: ReadonlyMap<string, string> }> {
  const one = fixture(name);
  const { model } = await readModelFile(one.path);
  const float = Object.keys(one.outputs).filter((output) => one.outputs[output]?.dtype.startsWith("float"));
  const tensors = new Map(float.map((output) => [output, beforeZipmap(model, output)]));
  const sizes = new Map<string, number>();
  for (const { name: input, type } of model.graph.inputs) {
    const { shape = [] } = one.inputs[input] ?? {};
    if (type.kind === "tensor")
      type.shape?.forEach((axis, i) => typeof axis === "string" && sizes.set(axis, shape[i] ?? 1));
  }
  const batch = Object.values(one.inputs)[0]?.shape[0] ?? 1;
  return {
    one,
    low: lower(withOpenBatch(model), new Scope(), { outputs: [...tensors.values()], sizes, batch, mode: "evaluate" }),
    tensors,
  };
}
const beforeZipmap = ({ graph }: Model, output: string): string =>
  graph.nodes.find(({ op, outputs: [made] }) => op === "ZipMap" && made === output)?.inputs[0] ?? output;
/** Fed with the fixture's rows (as float32) and with the weights of its file. */
async function run({ inputs }: Fixture, { parameters, running }: Lowered, outputs: Readonly<Record<string, Value>>) {
  const session = await openSession(encodeModel(writeGraph(outputs)));
  const kept = new Map([...parameters, ...running].map(({ name, initial }) => [name, initial]));
  const feeds = session.inputs.map((name): [string, Constant] => {
    const found = kept.get(name) ?? inputs[name];
    if (!found) throw new Error(`nothing to feed ${name} with`);
    return [name, single(found)];
  });
  return session.run(Object.fromEntries(feeds));
}
const numbers = (value: Constant | undefined): readonly number[] => Array.from(value?.data ?? [], Number);
function apart(got: Constant | undefined, want: Constant): number {
  if (!got) return Infinity;
  const [a, b] = [numbers(got), numbers(want)];
  expect(a).toHaveLength(b.length);
  return Math.max(...b.map((value, i) => Math.abs((a[i] ?? Number.NaN) - value) / (1 + Math.abs(value))));
}

test.for(differentiable)("%s in our terms answers as its framework does", async (name) => {
  const { one, low, tensors } = await lowered(name);
  // One at a time: that a value is an output and goes on, too, is not the matter here.
  for (const [output, tensor] of tensors) {
    const value = low.outputs.get(tensor);
    const found = await run(one, low, value ? { answer: value } : {});
    const want = one.outputs[output];
    if (!want) throw new Error(`no output ${output}`);
    // What the framework computed in float16 has three digits.
    expect(apart(found["answer"], single(want))).toBeLessThan(want.dtype === "float16" ? 2e-3 : 1e-6);
  }
});

/** As PyTorch defines them: means over the rows. */
function lossOf({ loss, target }: Training, output: Value): Value {
  const { scope } = output.node;
  const [rows = 1] = output.shape;
  if (target.dtype === "int64") {
    const classes = reshape(integers(scope, numbers(target)), [rows, 1]);
    if (loss === "cross-entropy of logits") return neg(mean(gatherElements(logSoftmax(output), classes, 1)));
    if (loss === "cross-entropy of probabilities") return neg(mean(gatherElements(log(output), classes, 1)));
    const y = constant(scope, { dtype: "float32", shape: [rows, 1], data: Float32Array.from(numbers(target)) });
    return neg(mean(add(mul(y, log(output)), mul(sub(1, y), log(sub(1, output))))));
  }
  return mean(square(sub(output, reshape(constant(scope, { ...target, dtype: "float32" }), [rows, 1]))));
}

const trained = differentiable.filter((name) => fixture(name).training !== undefined);
test("there are fixtures with gradients", () => expect(trained.length).toBeGreaterThan(15));
test.for(trained)("the parameters of %s are found, and have the gradients that PyTorch gives them", async (name) => {
  const { one, low } = await lowered(name);
  const { training } = one;
  const [output] = low.outputs.values();
  if (!training || !output) throw new Error("a fixture without training");
  const loss = lossOf(training, output);
  const slopes = gradient(
    loss,
    low.parameters.map(({ value }) => value),
  );
  const named = low.parameters.map((parameter, i): [string, Value] => [`d ${parameter.name}`, slopes[i] ?? loss]);
  const squared = slopes.map((slope) => sum(square(slope))).reduce((a, b) => add(a, b), scalar(loss.node.scope, 0));
  const found = await run(one, low, { loss, squared, ...Object.fromEntries(named) });
  expect(numbers(found["loss"])[0]).toBeCloseTo(training.value, 5);
  expect((numbers(found["squared"])[0] ?? 0) / training.squaredNorm).toBeCloseTo(1, 4);
  expect(low.parameters.map((parameter) => parameter.name).toSorted()).toEqual(
    Object.keys(training.gradients).toSorted(),
  );
  for (const [key, want] of Object.entries(training.gradients)) {
    const scale = Math.max(...numbers(want).map(Math.abs));
    expect(apart(found[`d ${key}`], want) / Math.min(1, scale)).toBeLessThan(1e-4);
  }
});

const twice = trained.filter((name) => fixture(name).training?.twice !== undefined);
test.for(twice)("%s has the second derivatives that PyTorch gives it", async (name) => {
  const one = fixture(name);
  const { training } = one;
  if (!training?.twice) throw new Error("a fixture without second derivatives");
  const { rows } = training.twice;
  const { model } = await readModelFile(one.path);
  const low = lower(model, new Scope(), { batch: rows, sizes: new Map([["batch", rows]]), mode: "evaluate" });
  const [x] = low.inputs.values();
  const [output] = low.outputs.values();
  if (!x || !output) throw new Error("no input or output");
  const target = {
    ...training.target,
    shape: [rows],
    data: BigInt64Array.from(numbers(training.target).slice(0, rows), BigInt),
  };
  const slopes = gradient(
    lossOf({ ...training, target }, output),
    low.parameters.map(({ value }) => value),
  );
  const norm = slopes.map((slope) => sum(square(slope))).reduce((a, b) => add(a, b));
  const [slope] = gradient(norm, [x]);
  const input = Object.fromEntries(
    Object.entries(one.inputs).map(([key, { dtype, shape, data }]) => {
      const cut = Float32Array.from(data as Float32Array).slice(0, (data.length / (shape[0] ?? 1)) * rows);
      return [key, { dtype, shape: shape.with(0, rows), data: cut }];
    }),
  );
  const found = await run({ ...one, inputs: input }, low, { norm, slope: slope ?? norm });
  expect((numbers(found["norm"])[0] ?? 0) / training.twice.squaredNorm).toBeCloseTo(1, 4);
  const scale = Math.max(...numbers(training.twice.gradient).map(Math.abs));
  expect(apart(found["slope"], training.twice.gradient) / Math.min(1, scale)).toBeLessThan(1e-3);
});
