import { expect, test } from "vitest";
import type { Constant } from "../../graph/dtype.ts";
import type { Model, ModelNode } from "../../graph/model.ts";
import { graphNetwork } from "./graph.ts";

const floats = (shape: readonly number[], value: number): Constant => ({
  dtype: "float32",
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});
const node = (op: string, inputs: readonly string[], output: string): ModelNode => ({
  name: output,
  op,
  domain: "",
  inputs,
  outputs: [output],
  attributes: {},
});

test("running means begin with 0 and variances with 1, also where an exporter made one tensor of two equal means", () => {
  const model: Model = {
    irVersion: 8,
    producer: "",
    opsets: new Map([["", 17]]),
    functions: [],
    metadata: new Map(),
    graph: {
      name: "",
      nodes: [
        node("MatMul", ["x", "w"], "h"),
        node("BatchNormalization", ["h", "scale", "shift", "mean", "variance1"], "n1"),
        node("BatchNormalization", ["n1", "scale2", "shift2", "mean", "variance2"], "y"),
      ],
      initializers: new Map([
        ["w", floats([2, 3], 0.5)],
        ...["scale", "shift", "scale2", "shift2", "mean", "variance1", "variance2"].map((name): [string, Constant] => [
          name,
          floats([3], 7),
        ]),
      ]),
      inputs: [{ name: "x", type: { kind: "tensor", dtype: "float32", shape: ["n", 2] } }],
      outputs: [{ name: "y", type: { kind: "tensor", dtype: "float32", shape: ["n", 3] } }],
      values: [],
    },
  };
  expect(graphNetwork(model).running.map(({ name, initial }) => [name, initial[0]])).toEqual([
    ["mean", 0],
    ["variance1", 1],
    ["variance2", 1],
  ]);
});
