import { expect, test } from "vitest";
import { decodeModel, encodeModel } from "../protobuf.ts";
import { openSession } from "../session.ts";
import { describe as description } from "../describe.ts";
import { fixture } from "../testing/fixtures.ts";
import type { AttributeMessage, FunctionMessage, NodeMessage } from "./messages.ts";
import { serialise } from "./message.ts";
import { readModelFile } from "./read.ts";

const own = "my.own";
const opsetImport = [{ version: 17 }];
const node = (opType: string, input: string[], output: string[], more: Partial<NodeMessage> = {}): NodeMessage => ({
  opType,
  input,
  output,
  ...more,
});
const ofOwn = { domain: own };
const alpha = (f: number): AttributeMessage => ({ name: "alpha", type: 1, f });
const reference: AttributeMessage = { name: "alpha", type: 1, refAttrName: "slope" };
const port = (name: string) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: "rows" }, { dimValue: 3 }] } } },
});
const model = (functions: FunctionMessage[], nodes: NodeMessage[]): Uint8Array =>
  serialise({
    irVersion: 9,
    opsetImport: [...opsetImport, { domain: own, version: 1 }],
    graph: { name: "g", node: nodes, input: [port("x")], output: [port("y")] },
    functions: functions.map((one) => ({
      ...ofOwn,
      opsetImport: [...opsetImport, { domain: own, version: 1 }],
      ...one,
    })),
  });

/** y = leaky(x) twice over, of which one slope is given and one is the default. */
const leaky: FunctionMessage = {
  name: "Leaky",
  input: ["a", "unused"],
  output: ["b"],
  attributeProto: [{ ...alpha(0.5), name: "slope" }],
  node: [node("LeakyRelu", ["a"], ["inner"], { attribute: [reference] }), node("Identity", ["inner"], ["b"])],
};
const twice: FunctionMessage = {
  name: "Twice",
  input: ["a"],
  output: ["b"],
  node: [
    node("Leaky", ["a"], ["inner"], { ...ofOwn, attribute: [{ ...alpha(0.1), name: "slope" }] }),
    node("Leaky", ["inner"], ["b"], ofOwn),
  ],
};
/** One of whose branches uses a name of the function and another function. */
const branch = (op: NodeMessage) => ({ name: "branch", node: [op], output: [{ name: "out" }] });
const chosen: FunctionMessage = {
  name: "Chosen",
  input: ["a"],
  output: ["b"],
  node: [
    node("Constant", [], ["flag"], { attribute: [{ name: "value", type: 4, t: { dataType: 9, int32Data: [1] } }] }),
    node("If", ["flag"], ["b"], {
      attribute: [
        { name: "then_branch", type: 5, g: branch(node("Twice", ["a"], ["out"], ofOwn)) },
        { name: "else_branch", type: 5, g: branch(node("Neg", ["a"], ["out"])) },
      ],
    }),
  ],
};
const x = { dtype: "float32", shape: [2, 3], data: Float32Array.of(-4, -2, -1, 0, 1, 2) } as const;

test.for<[string, FunctionMessage[], NodeMessage[], readonly string[]]>([
  ["attributes, given and by default", [leaky, twice], [node("Twice", ["x"], ["y"], ofOwn)], ["LeakyRelu", "Identity"]],
  [
    "several calls of one",
    [leaky],
    [node("Leaky", ["x"], ["inner"], ofOwn), node("Leaky", ["inner"], ["y"], ofOwn)],
    ["LeakyRelu", "Identity"],
  ],
  ["branches", [leaky, twice, chosen], [node("Chosen", ["x"], ["y"], ofOwn)], ["Constant", "If"]],
])("%s: the functions put in answer as the engine, which knows functions, does", async ([, functions, nodes, ops]) => {
  const bytes = model(functions, nodes);
  const read = decodeModel(bytes);
  expect(read.functions).toEqual([]);
  expect(new Set(read.graph.nodes.map(({ op }) => op))).toEqual(new Set(ops));
  const [theirs, ours] = [await openSession(bytes), await openSession(encodeModel(read))];
  expect((await ours.run({ x }))["y"]).toEqual((await theirs.run({ x }))["y"]);
});

test("a function that gives back its input", () => {
  const same: FunctionMessage = { name: "Same", input: ["a"], output: ["a"] };
  const { graph } = decodeModel(model([same], [node("Same", ["x"], ["y"], ofOwn)]));
  expect(graph.nodes).toMatchObject([{ op: "Identity", inputs: ["x"], outputs: ["y"] }]);
});

test("a model of onnx with a function of its own can be trained anew", async () => {
  const { path } = fixture("odd-function");
  const { model: read } = await readModelFile(path);
  expect(description(read)).toMatchObject({ retrainable: { ok: true }, operators: { Add: 1, MatMul: 1, Relu: 1 } });
});

test("a function for another version of the operators is left, and said", () => {
  const old = { ...leaky, opsetImport: [{ version: 6 }] };
  const read = decodeModel(model([old], [node("Leaky", ["x"], ["y"], ofOwn)]));
  expect(read.functions).toEqual(["my.own.Leaky"]);
  expect(read.graph.nodes.map(({ op }) => op)).toEqual(["Leaky"]);
  expect(description(read).notes).toContainEqual(expect.stringContaining("for other versions of the operators"));
});

test("functions that call themselves, or grow beyond all measure, are refused", () => {
  const around: FunctionMessage = {
    name: "Around",
    input: ["a"],
    output: ["b"],
    node: [node("Back", ["a"], ["b"], ofOwn)],
  };
  const back: FunctionMessage = { ...around, name: "Back", node: [node("Around", ["a"], ["b"], ofOwn)] };
  const call = (name: string) => [node(name, ["x"], ["y"], ofOwn)];
  expect(() => decodeModel(model([around, back], call("Around")))).toThrow(/calls itself/);
  const doubling = Array.from({ length: 40 }, (_, i): FunctionMessage => ({
    name: `F${i}`,
    input: ["a"],
    output: ["b"],
    node:
      i === 0
        ? [node("Neg", ["a"], ["b"])]
        : [node(`F${i - 1}`, ["a"], ["c"], ofOwn), node(`F${i - 1}`, ["c"], ["b"], ofOwn)],
  }));
  expect(() => decodeModel(model(doubling, call("F39")))).toThrow(/more than 1000000 nodes/);
});
