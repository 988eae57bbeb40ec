import { expect, test } from "vitest";
import { keysAt } from "./keys.ts";
import { configSchema } from "./schema.ts";

const config = {
  subjects: [
    { kind: "synthetic", synthetic: "s.csv", train: "t.csv" },
    {
      kind: "model",
      model: "m.onnx",
      train: "t.csv",
      trainer: { kind: "mlp", recipe: { optimiser: { kind: "sgd" } } },
    },
    { kind: "nothing" },
  ],
};
const at = (...path: readonly PropertyKey[]): readonly string[] => keysAt(configSchema, path, config);

test("the settings at a place are those of what stands there", () => {
  expect(at()).toContain("subjects");
  expect(at()).not.toContain("$schema");
  expect(at("columns")).toContain("quasiIdentifiers");
  expect(at("subjects", 0)).toEqual(["kind", "name", "synthetic", "train", "holdout"]);
  expect(at("subjects", 1)).toEqual(expect.arrayContaining(["model", "predictions", "population", "trainer"]));
  expect(at("subjects", 1, "trainer")).toEqual(["kind", "hidden", "activation", "dropout", "norm", "recipe"]);
  expect(at("subjects", 1, "trainer", "recipe", "optimiser")).toEqual(["kind", "rate", "momentum", "nesterov"]);
});

test("there are none where names are free, nothing is known or nothing stands", () => {
  for (const path of [["checks", "x"], ["subjects", 2], ["subjects"], ["seed"], ["zzz"], ["subjects", 9]])
    expect(at(...path)).toEqual([]);
});
