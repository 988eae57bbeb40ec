import { expect, test } from "vitest";
import { loop } from "./loop.ts";
import { add, mul } from "./ops/elementwise.ts";
import { matmul } from "./ops/matrix.ts";
import { mean, sum } from "./ops/reduce.ts";
import { transposed } from "./ops/layout.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { input, Scope } from "./value.ts";
import { writeGraph } from "./write.ts";

const floats = (...values: number[]): Float32Array => Float32Array.from(values);

function powers(): Uint8Array {
  const graph = new Scope();
  const x = input(graph, "x", { shape: [2, 2] });
  const step = input(graph, "step", { shape: [2, 2] });
  const { state, kept } = loop(3, [x], ({ state: [at = x] }) => {
    const next = matmul(at, transposed(step));
    return { state: [next], kept: [sum(next), mean(next, { axes: [0] })] };
  });
  const [end = x] = state;
  const [totals = x, means = x] = kept;
  return encodeModel(writeGraph({ end, totals, means, same: add(mul(x, 2), 1) }));
}

test("a loop carries its state, keeps what each turn gives, and reads what lies around it", async () => {
  const session = await openSession(powers());
  const found = await session.run({
    x: { dtype: "float32", shape: [2, 2], data: floats(1, 0, 0, 1) },
    step: { dtype: "float32", shape: [2, 2], data: floats(1, 0, 1, 1) },
  });
  // By hand: x times [[1, 1], [0, 1]] three times.
  expect(found["end"]).toEqual({ dtype: "float32", shape: [2, 2], data: floats(1, 3, 0, 1) });
  expect(found["totals"]).toEqual({ dtype: "float32", shape: [3], data: floats(3, 4, 5) });
  expect(found["means"]?.shape).toEqual([3, 2]);
  expect(found["same"]?.data).toEqual(floats(3, 1, 1, 3));
});

test("the same graph is the same bytes", () => {
  expect(powers()).toEqual(powers());
});

test("what does not change in a loop is worked out before it", () => {
  const graph = new Scope();
  const x = input(graph, "x", { shape: [2] });
  loop(2, [x], ({ state: [at = x] }) => {
    const fixed = mul(x, 2);
    expect(fixed.node.scope).toBe(graph);
    return { state: [add(at, fixed)] };
  });
});

test("what the engine cannot open or run is said in words", async () => {
  await expect(openSession(floats(1).map(Number) as unknown as Uint8Array)).rejects.toMatchObject({
    code: "ENGINE_REFUSED",
  });
  const session = await openSession(powers());
  await expect(session.run({ x: { dtype: "float32", shape: [1], data: floats(1) } })).rejects.toMatchObject({
    code: "ENGINE_RUN",
  });
});
