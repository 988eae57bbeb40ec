import { expect, test } from "vitest";
import { describe } from "./describe.ts";
import { readModelFile } from "./file/read.ts";
import { fixture, type FixtureName, fixtureNames } from "./testing/fixtures.ts";

const described = async (name: FixtureName) => describe((await readModelFile(fixture(name).path)).model);

test.for(fixtureNames.filter((name) => name !== "odd-function"))("the operators of %s are counted", async (name) => {
  expect((await described(name)).operators).toEqual(fixture(name).operators);
});

const trained = fixtureNames.filter((name) => fixture(name).training);
test.for(trained)("%s has as many parameters as PyTorch has gradients, and can be trained anew", async (name) => {
  const { parameters, retrainable } = await described(name);
  const gradients = Object.values(fixture(name).training?.gradients ?? {});
  expect(parameters.count).toBe(gradients.reduce((sum, { data }) => sum + data.length, 0));
  expect(retrainable).toEqual({ ok: true, reasons: [], from: null });
});

// Counts by hand: 4 features, 8 units, and so on; the shapes of each stand in scripts/fixtures.
test.for<[FixtureName, number]>([
  ["sklearn-logistic", 10],
  ["sklearn-logistic-three", 15],
  ["sklearn-linear-regression", 5],
  ["sklearn-mlp", 4 * 8 + 8 + 8 * 8 + 8 + 8 + 1],
  ["sklearn-mlp-three", 4 * 8 + 8 + 8 * 3 + 3],
  ["sklearn-mlp-regressor", 4 * 8 + 8 + 8 + 1],
  ["sklearn-sgd", 4 * 3 + 3],
  ["keras-mlp", 6 * 16 + 16 + 2 * 16 + 16 * 3 + 3],
  ["keras-regressor", 6 * 8 + 8 + 8 + 1],
])("%s can be trained anew, all %i parameters", async ([name, count]) => {
  const { parameters, retrainable } = await described(name);
  expect([parameters.count, retrainable.ok]).toEqual([count, true]);
});

const trees = fixtureNames.filter((name) =>
  /^(lightgbm|xgboost|sklearn-(adaboost|boosting|extra|forest|hist|tree|voting|columns-(forest|ordinal)))/.test(name),
);
test.for(trees)("%s is made of trees, and that is why it has no gradient", async (name) => {
  const { differentiable, retrainable, trees: found, parameters } = await described(name);
  expect(differentiable.ok || retrainable.ok).toBe(false);
  expect(differentiable.reasons[0]).toMatch(/TreeEnsemble\w+ ".*" has no gradient: it is made of decision trees/);
  expect(found?.count).toBeGreaterThan(0);
  expect([found !== null && found.nodes > found.count, parameters.count]).toEqual([true, 0]);
});

test.for<[FixtureName, RegExp]>([
  ["torch-lstm", /^LSTM ".*" has no gradient: it is recurrent/],
  ["torch-gru", /^GRU ".*" has no gradient: it is recurrent/],
  ["torch-if", /^If "\/If" has no gradient: it is control flow/],
  ["torch-loop", /^Loop "\/Loop" has no gradient: it is control flow/],
  ["sklearn-neighbours", /^Scan ".*" has no gradient: it is control flow/],
  ["sklearn-svc", /^ai.onnx.ml.SVMClassifier ".*" has no gradient: it compares with stored training records/],
  ["odd-int8-dynamic", /has no gradient: it is quantised/],
  ["odd-int8-static", /has no gradient: it is quantised/],
  ["odd-custom-domain", /^com.example.Mystery "second" is of an operator that telltale has no gradient of\.$/],
  ["odd-optimised", /^com.microsoft.FusedGemm .* It was made by onnxruntime's optimisation/],
  ["odd-label-only", /^It answers with a label only/],
])("%s cannot be differentiated, and it is said why", async ([name, reason]) => {
  const { differentiable, retrainable } = await described(name);
  expect(differentiable.ok || retrainable.ok).toBe(false);
  expect(differentiable.reasons.some((text) => reason.test(text))).toBe(true);
});

test("what was not trained by descent is differentiable, but cannot be trained anew", async () => {
  const { differentiable, retrainable } = await described("sklearn-bayes");
  expect([differentiable.ok, retrainable.ok]).toEqual([true, false]);
  expect(retrainable.reasons[0]).toMatch(/Nothing in it was trained by descent/);
});

test.for<[FixtureName, string]>([
  ["sklearn-columns-logistic", "transformed_column"],
  ["sklearn-columns-mlp", "cast_input"],
  ["sklearn-columns-ridge", "transformed_column"],
])("%s encodes text: the network begins at %s, a matrix of 10 columns", async ([name, from]) => {
  const { retrainable } = await described(name);
  expect(retrainable).toEqual({ ok: true, reasons: [], from: { name: from, width: 10 } });
});

test("half and double precision, fixed rows and training mode are noted; nothing else is", async () => {
  const noted: Record<string, string> = {};
  for (const name of fixtureNames) {
    const { notes } = await described(name);
    if (notes.length > 0) noted[name] = notes.join(" ").replace(/[:;,.(].*/, "");
  }
  expect(noted).toEqual({
    "odd-fixed-batch": 'Its input "input" has a fixed number of rows ',
    "odd-float16": "Its weights are float16",
    "odd-float64": "Its weights are float64",
    "torch-training-mode": "It was exported while it trains ",
  });
});

test("a description is JSON", async () => {
  const found = await described("torch-transformer");
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test("the roles of a transformer's parameters", async () => {
  const { parameters } = await described("torch-transformer");
  const role = (name: string) => parameters.tensors.find((one) => one.name === name)?.role;
  expect(["words.weight", "places", "head.weight", "head.bias", "norm.weight", "norm.bias"].map(role)).toEqual([
    "embedding",
    "embedding",
    "weight",
    "bias",
    "scale",
    "shift",
  ]);
});
