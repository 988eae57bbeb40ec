import { expect, test } from "vitest";
import { readModelFile } from "./file/read.ts";
import { linkOf } from "./link.ts";
import { lower } from "./lower.ts";
import { fixture, type FixtureName } from "./testing/fixtures.ts";
import { Scope } from "./value.ts";

test.for<[FixtureName, string, ReturnType<typeof linkOf>["link"], readonly number[]]>([
  ["torch-mlp-softmax", "output", "softmax", [5, 3]],
  ["torch-mlp-sigmoid", "output", "sigmoid", [5, 1]],
  ["torch-lenet", "output", "none", [5, 3]],
  ["sklearn-mlp", "probabilities", "two-sided", [5, 1]],
  ["sklearn-mlp-three", "probabilities", "softmax", [5, 3]],
  // Within one operator of the file.
  ["sklearn-logistic", "probabilities", "sigmoid", [5, 2]],
  ["sklearn-logistic-three", "probabilities", "softmax", [5, 3]],
  ["sklearn-logistic-raw", "probabilities", "none", [5, 3]],
])("%s: %s comes from scores by %s", async ([name, output, link, shape]) => {
  const { model } = await readModelFile(fixture(name).path);
  const { outputs } = lower(model, new Scope(), { outputs: [output], batch: 5, mode: "evaluate" });
  const value = outputs.get(output);
  const found = value && linkOf(value);
  expect([found?.link, found?.scores.shape]).toEqual([link, shape]);
});
