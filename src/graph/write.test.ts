import { expect, test } from "vitest";
import { loop } from "./loop.ts";
import type { ModelNode } from "./model.ts";
import { scalar } from "./ops/constants.ts";
import { add, exp, mul } from "./ops/elementwise.ts";
import { maxPool } from "./ops/pool.ts";
import { sum } from "./ops/reduce.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { input, Scope } from "./value.ts";
import { writeGraph } from "./write.ts";

const ops = (nodes: readonly ModelNode[]): readonly string[] => nodes.map(({ op }) => op);
const one = (number: number) => ({ dtype: "float32", shape: [], data: Float32Array.of(number) }) as const;

test("an output is what its node makes; only inputs, constants and values that are outputs already are copied", async () => {
  const scope = new Scope();
  const x = input(scope, "x", { shape: [] });
  const y = exp(x);
  const model = writeGraph({ y, same: y, x2: x, three: scalar(scope, 3), z: add(y, 1) });
  expect(ops(model.graph.nodes)).toEqual(["Exp", "Add", "Identity", "Identity", "Identity"]);
  const found = await (await openSession(encodeModel(model))).run({ x: one(0) });
  expect(Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, data[0]]))).toEqual({
    y: 1,
    same: 1,
    x2: 0,
    three: 3,
    z: 2,
  });
});

test("a loop's states are not copied, unless they only change places, stay, or come from around it", async () => {
  const scope = new Scope();
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => input(scope, name, { shape: [] }));
  if (!a || !b || !c || !d) throw new Error("four inputs");
  const around = exp(d);
  const { state, kept } = loop(3, [a, b, c, d], ({ state: [p, q, r] }) => {
    if (!p || !q || !r) throw new Error("four states");
    const next = mul(r, 2);
    return { state: [q, p, next, around], kept: [next, add(next, 1)] };
  });
  const outputs = Object.fromEntries([...state, ...kept].map((value, i) => [`o${i}`, value]));
  const model = writeGraph(outputs);
  const body = model.graph.nodes.find(({ op }) => op === "Loop")?.attributes["body"];
  // Copied: whether to go on, both that change places, what is around, and what is a state already.
  expect(body?.kind === "graph" && ops(body.value.nodes)).toEqual([
    "Mul",
    "Add",
    ...Array.from({ length: 5 }, () => "Identity"),
  ]);
  const found = await (await openSession(encodeModel(model))).run({ a: one(1), b: one(2), c: one(3), d: one(0) });
  expect(Object.values(found).map(({ data }) => [...data])).toEqual([[2], [1], [24], [1], [6, 12, 24], [7, 13, 25]]);
});

test("what nobody reads has no name, within loops as without, and inner names leave those of inputs and outputs alone", async () => {
  const scope = new Scope();
  const x = input(scope, "v0", { shape: [1, 1, 4] });
  const pooled = maxPool(x, { kernel: [2], strides: [2] });
  const { state } = loop(1, [x], ({ state: [at = x] }) => ({ state: [add(at, sum(maxPool(at, { kernel: [4] })))] }));
  const [turned = x] = state;
  const model = writeGraph({ v1: exp(exp(pooled)), v3: turned });
  const pool = model.graph.nodes.find(({ op }) => op === "MaxPool");
  expect(pool?.outputs.slice(1)).toEqual([""]);
  const body = model.graph.nodes.find(({ op }) => op === "Loop")?.attributes["body"];
  const inner = body?.kind === "graph" ? body.value.nodes.find(({ op }) => op === "MaxPool") : undefined;
  expect(inner?.outputs.slice(1)).toEqual([""]);
  const found = await (
    await openSession(encodeModel(model))
  ).run({ v0: { dtype: "float32", shape: [1, 1, 4], data: Float32Array.of(0, -1, -2, -3) } });
  expect(found["v3"]?.data).toEqual(Float32Array.of(0, -1, -2, -3));
  expect(found["v1"]?.data[0]).toBeCloseTo(Math.E, 5);
});
