import { expect, test } from "vitest";
import { answersOf } from "./answers.ts";
import { readModelFile } from "./file/read.ts";
import { single } from "./lowering/constants.ts";
import type { Model } from "./model.ts";
import { fixture, type FixtureName, fixtureNames } from "./testing/fixtures.ts";

const answersIn = async (name: FixtureName) => answersOf((await readModelFile(fixture(name).path)).model);

test.for(fixtureNames)("the task of %s is told right", async (name) => {
  expect((await answersIn(name)).task).toBe(fixture(name).task);
});

test.for<[FixtureName, string, string, string | null]>([
  ["torch-mlp-softmax", "output", "probabilities", "/2/Gemm_output_0"],
  ["torch-mlp-sigmoid", "output", "probability", "/2/Gemm_output_0"],
  ["torch-lenet", "output", "logits", null],
  ["torch-regressor", "output", "value", null],
  ["odd-two-inputs", "logits", "logits", null],
  ["odd-label-only", "label", "label", null],
  // [1 - p, p], put together from the sigmoid of one unit.
  ["sklearn-mlp", "probabilities", "probabilities", "add_result2"],
  ["sklearn-mlp-three", "probabilities", "probabilities", "add_result1"],
  // Called so, but without a link function.
  ["sklearn-logistic-raw", "probabilities", "logits", null],
  ["sklearn-logistic-zipmap", "output_probability", "maps", null],
  ["sklearn-forest", "probabilities", "probabilities", null],
  ["sklearn-forest-regressor", "variable", "value", null],
  ["lightgbm-zipmap", "probabilities", "maps", null],
  ["xgboost-two", "probabilities", "probabilities", null],
  ["keras-mlp-sigmoid", "Identity:0", "probability", "sequential_1_1/dense_3_1/Add:0"],
])("%s answers with %s, which is %s, made of %s", async ([name, output, is, logits]) => {
  expect((await answersIn(name)).best).toMatchObject({ name: output, is, logits });
});

test.for<[FixtureName, readonly (string | number)[] | null]>([
  ["sklearn-forest", ["high", "low", "middle"]],
  ["sklearn-mlp", ["<=50K", ">50K"]],
  // The classes of the whole, not of one of those that vote.
  ["sklearn-voting", ["<=50K", ">50K"]],
  ["lightgbm-three", [0, 1, 2]],
  ["torch-mlp-softmax", null],
])("the classes of %s are %j", async ([name, classes]) => {
  expect((await answersIn(name)).classes).toEqual(classes);
});

const classifiers = fixtureNames.filter((name) => {
  const { task, outputs, difference } = fixture(name);
  return task === "classification" && Object.keys(outputs).length > 0 && difference !== null;
});
test.for(classifiers)("the rows of %s agree: probabilities add up to 1, and logits do not", async (name) => {
  const { best } = await answersIn(name);
  const found = fixture(name).outputs[best?.name ?? ""];
  if (!best || !found || best.is === "label") return expect(name).toBe("odd-label-only");
  const width = found.shape.at(-1) ?? 1;
  const values = Array.from(single(found).data, Number);
  const sums = Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width).reduce((a, b) => a + b),
  );
  const shares = values.every((p) => p >= 0 && p <= 1);
  const whole = sums.every((sum) => Math.abs(sum - 1) < 1e-5);
  const is = best.is === "logits" ? "logits" : width === 1 ? "probability" : "probabilities";
  return expect([shares, whole]).toEqual(
    { logits: [false, false], probability: [true, false], probabilities: [true, true] }[is],
  );
});

const mapped = fixtureNames.flatMap((name) =>
  Object.entries(fixture(name).outputs).flatMap(([output, { classes }]) =>
    classes ? [{ name, output, classes }] : [],
  ),
);
test.for(mapped)("the maps of $name have the classes that are found", async ({ name, output, classes: keys }) => {
  const { best, classes } = await answersIn(name);
  expect([best?.name, classes]).toEqual([output, keys]);
});

const withOutput = (name: string, shape: readonly (number | null)[]): Pick<Model, "graph"> => ({
  graph: {
    name: "",
    nodes: [],
    initializers: new Map(),
    inputs: [],
    outputs: [{ name, type: { kind: "tensor", dtype: "float32", shape } }],
    values: [],
  },
});
test("what no operator tells, the name does, and then the shape", () => {
  const told = (name: string, shape: readonly (number | null)[]) => {
    const { best, task } = answersOf(withOutput(name, shape));
    return [best?.is, best?.by, task];
  };
  expect(told("class_probabilities", [null, 3])).toEqual(["probabilities", "name", "classification"]);
  expect(told("prob", [null, 1])).toEqual(["probability", "name", "classification"]);
  expect(told("logit", [null])).toEqual(["logit", "name", "classification"]);
  expect(told("y", [null, 1])).toEqual(["value", "shape", "regression"]);
  expect(told("y", [null, 4])).toEqual(["logits", "shape", "classification"]);
});

test("a damaged file that goes in circles has an answer, too", () => {
  const { graph } = withOutput("y", [null, 3]);
  const circle = { name: "", op: "Identity", domain: "", inputs: ["y"], outputs: ["y"], attributes: {} };
  expect(answersOf({ graph: { ...graph, nodes: [circle] } }).best).toMatchObject({ is: "logits", by: "shape" });
});
