import { expect, test } from "vitest";
import { readModelFile } from "../../graph/file/read.ts";
import { fixture, type FixtureName, fixtureNames } from "../../graph/testing/fixtures.ts";
import { describeWork } from "./describe.ts";
import { readerOf } from "./testing/asked.ts";
import { treesOf } from "./trees.ts";

const described = async (name: FixtureName) => {
  const { bytes } = await readModelFile(fixture(name).path);
  return await describeWork.run({ model: "m" }, readerOf({ m: bytes }));
};

test("a pipeline of columns, as a play sees it", async () => {
  expect(await described("sklearn-columns-mlp")).toMatchObject({
    task: "classification",
    classes: ["<=50K", ">50K"],
    inputs: [
      { name: "age", dtype: "float32", shape: [1], width: 1 },
      { name: "education", dtype: "int64" },
      { name: "hours" },
      { name: "gain" },
      { name: "work", dtype: "string" },
      { name: "sex" },
    ],
    answer: { output: "probabilities", kind: "probabilities", by: "operator", logits: true },
    labelsOnly: null,
    differentiable: { ok: true, from: { name: "cast_input" } },
    retrainable: { ok: true, from: { name: "cast_input" } },
    trees: null,
  });
});

test("images, numbers for classes and labels alone", async () => {
  expect(await described("torch-lenet")).toMatchObject({
    classes: null,
    inputs: [{ shape: [1, 12, 12], width: 144 }],
    answer: { kind: "logits", logits: false },
    retrainable: { ok: true, from: null },
    parameters: 915,
  });
  expect((await described("lightgbm-three")).classes).toEqual(["0", "1", "2"]);
  const label = await described("odd-label-only");
  expect(label.labelsOnly).toMatch(/label only/);
  expect(label).toMatchObject({
    answer: { kind: "label" },
    differentiable: { ok: false },
    trees: { kind: "forest", count: 10 },
  });
});

test("all that is said of a model is plain data", async () => {
  for (const name of fixtureNames) {
    const found = await described(name);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  }
});

const boosted: ReadonlySet<FixtureName> = new Set([
  "lightgbm-regressor",
  "lightgbm-three",
  "lightgbm-two",
  "lightgbm-zipmap",
  "sklearn-adaboost",
  "sklearn-boosting",
  "sklearn-boosting-regressor",
  "sklearn-boosting-three",
  "sklearn-hist-boosting",
  "sklearn-hist-boosting-regressor",
  "xgboost-regressor",
  "xgboost-three",
  "xgboost-two",
]);
const forests: ReadonlySet<FixtureName> = new Set([
  "odd-label-only",
  "sklearn-columns-forest",
  "sklearn-columns-ordinal",
  "sklearn-extra-trees",
  "sklearn-forest",
  "sklearn-forest-regressor",
  "sklearn-tree",
  "sklearn-voting",
]);
test.for(fixtureNames)("the trees of %s are told by their operators", async (name) => {
  const { model } = await readModelFile(fixture(name).path);
  expect(treesOf(model)).toBe(boosted.has(name) ? "boosting" : forests.has(name) ? "forest" : null);
});
