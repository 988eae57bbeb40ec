/** A small model that has something of everything that a file can say. */
import type { Constant } from "../../dtype.ts";
import type { Model, ModelGraph, Port } from "../../model.ts";

const port = (name: string, shape: readonly (number | string | null)[] | null): Port => ({
  name,
  type: { kind: "tensor", dtype: "float32", shape },
});
const scalar: Constant = { dtype: "float32", shape: [], data: Float32Array.of(2) };

const branch = (name: string, output: string): ModelGraph => ({
  name,
  nodes: [
    {
      name: "",
      op: "Constant",
      domain: "",
      inputs: [],
      outputs: [`${output}c`],
      attributes: { value: { kind: "tensor", value: scalar } },
    },
    { name: "", op: "Add", domain: "", inputs: ["z", `${output}c`], outputs: [output], attributes: {} },
  ],
  initializers: new Map(),
  inputs: [],
  outputs: [port(output, null)],
  values: [],
});

export const small: Model = {
  irVersion: 8,
  producer: "telltale",
  opsets: new Map([
    ["", 17],
    ["ai.onnx.ml", 3],
  ]),
  graph: {
    name: "small",
    nodes: [
      {
        name: "gemm",
        op: "Gemm",
        domain: "",
        inputs: ["x", "W", ""],
        outputs: ["z"],
        attributes: { alpha: { kind: "float", value: 0.5 }, transB: { kind: "int", value: 0 } },
      },
      {
        name: "if",
        op: "If",
        domain: "",
        inputs: ["flag"],
        outputs: ["y"],
        attributes: {
          then_branch: { kind: "graph", value: branch("then", "a") },
          else_branch: { kind: "graph", value: branch("else", "b") },
        },
      },
      {
        name: "map",
        op: "ZipMap",
        domain: "ai.onnx.ml",
        inputs: ["y"],
        outputs: ["m"],
        attributes: {
          classlabels_strings: { kind: "strings", value: ["ä", "", "c"] },
          ints: { kind: "ints", value: [-1, 0, 2 ** 50] },
          floats: { kind: "floats", value: [0.25, -0] },
          text: { kind: "string", value: "SOFTMAX" },
        },
      },
    ],
    initializers: new Map<string, Constant>([
      ["W", { dtype: "float32", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ["flag", { dtype: "bool", shape: [], data: Uint8Array.of(1) }],
      ["half", { dtype: "float16", shape: [2], data: Uint16Array.of(0x3c00, 0xc000) }],
      ["names", { dtype: "string", shape: [2], data: ["ja", "né"] }],
      ["none", { dtype: "int64", shape: [0, 2], data: new BigInt64Array(0) }],
    ]),
    inputs: [port("x", ["batch", 2])],
    outputs: [{ name: "m", type: { kind: "other", is: "seq(map(string,tensor(float)))" } }],
    values: [port("z", [null, 3])],
  },
  functions: [],
  metadata: new Map([["author", "Ü"]]),
};
