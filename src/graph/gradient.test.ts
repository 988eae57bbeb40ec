import { expect, test } from "vitest";
import { differentiable, gradient } from "./gradient.ts";
import { elu } from "./ops/activations.ts";
import { tensor } from "./ops/constants.ts";
import { add, cast, exp, floor, greater, mul, tanh } from "./ops/elementwise.ts";
import { reshape } from "./ops/layout.ts";
import { matmul } from "./ops/matrix.ts";
import { mean } from "./ops/reduce.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { emit, emitAll, input, reachable, Scope, type Value } from "./value.ts";
import { writeGraph } from "./write.ts";

async function numbersOf(value: Value): Promise<readonly number[]> {
  const session = await openSession(encodeModel(writeGraph({ value })));
  const { data = [] } = (await session.run({}))["value"] ?? {};
  return Array.from(data as ArrayLike<number>);
}
const operators = (values: readonly Value[]): readonly string[] =>
  reachable(values)
    .map(({ op }) => op)
    .filter((op) => op !== "Input" && op !== "Constant");
const unknown = (x: Value): Value => emit({ op: "Det", inputs: [x] }, { dtype: x.dtype, shape: [] });

test("a value used in several places has the sum of their gradients", async () => {
  const x = tensor(new Scope(), [2], [3, 5]);
  const [g = x] = gradient(add(mul(x, x), mul(x, 7)), [x]);
  expect(await numbersOf(g)).toEqual([13, 17]); // 2 x + 7
});

test("weighted by a seed, stretched to the value", async () => {
  const x = tensor(new Scope(), [2, 2], [1, 2, 3, 4]);
  const [g = x] = gradient(mul(x, x), [x], tensor(x.node.scope, [2], [10, 100]));
  expect(await numbersOf(g)).toEqual([20, 400, 60, 800]);
});

test("with respect to a value in between, what it comes from does not matter", async () => {
  const x = tensor(new Scope(), [], [2]);
  const between = unknown(reshape(x, [1, 1]));
  const [g = x] = gradient(mul(between, 3), [between]);
  expect(await numbersOf(g)).toEqual([3]);
});

test("with respect to a value and what it comes from, each as if it alone were moved", async () => {
  const x = tensor(new Scope(), [], [2]);
  const y = mul(x, 3);
  const gradients = gradient(mul(mul(y, y), x), [x, y]);
  expect(await Promise.all(gradients.map(numbersOf))).toEqual([[108], [24]]); // 9 x^3: 27 x^2; 2 y x
});

test("zeros of the same shape where nothing depends on a value, and through steps", async () => {
  const graph = new Scope();
  const [x, other] = [tensor(graph, [2], [1.5, -2]), tensor(graph, [1, 3], [1, 2, 3])];
  const steps = add(floor(x), cast(cast(greater(x, 0), "int64"), "float32"));
  const [g = x, none = x] = gradient(add(mul(steps, x), unknown(reshape(other, [3, 1]))), [
    x,
    tensor(graph, [1, 4], []),
  ]);
  expect(await numbersOf(g)).toEqual([2, -2]);
  expect(none.shape).toEqual([1, 4]);
  expect(await numbersOf(none)).toEqual([0, 0, 0, 0]);
});

test("an operator without a rule is named, with where it comes from, when a gradient would have to pass it", () => {
  const graph = new Scope();
  graph.origin = "layer 3 (Det)";
  const x = input(graph, "x", { shape: [2, 2] });
  const y = unknown(x);
  graph.origin = "";
  expect(() => gradient(mul(y, 2), [x])).toThrow(
    expect.objectContaining({
      code: "GRAPH_NOT_DIFFERENTIABLE",
      message: expect.stringMatching(/^layer 3 \(Det\): no gradient is known for Det/),
    }),
  );
  expect(gradient(add(y, x), [y])).toHaveLength(1);
  expect(differentiable("Det")).toBe("no gradient is known for Det");
  expect(differentiable("Loop")).toBe("gradients do not pass through loops");
  expect(["Conv", "ArgMax", "Cast"].map(differentiable)).toEqual([true, true, true]);
});

test("a node's second output has a gradient of its own", () => {
  const graph = new Scope();
  const x = input(graph, "x", { shape: [2] });
  const node = emitAll({ op: "MaxPool", inputs: [reshape(x, [1, 1, 2])] }, [x, { dtype: "int64", shape: [2] }]);
  const [, places = x] = node.outputs;
  const [g = x] = gradient(cast(places, "float32"), [x]);
  expect(operators([g])).toEqual(["Expand"]); // of 0: whole numbers do not move
});

test("a chain of 20,000 operations, twice", { timeout: 30_000 }, () => {
  const x = input(new Scope(), "x", { shape: [] });
  let y = x;
  for (let i = 0; i < 20_000; i++) y = tanh(y);
  const [g = x] = gradient(y, [x]);
  const [h = x] = gradient(g, [x]);
  expect(reachable([h]).length).toBeGreaterThan(200_000);
});

test("no node is built that is not needed: a network's step has as many as by hand", () => {
  const graph = new Scope();
  const shapes = [[8, 4], [4, 3], [3], [3, 2], [2]];
  const [x, w, b, v, c] = shapes.map((shape, i) => input(graph, `x${i}`, { shape }));
  if (!x || !w || !b || !v || !c) throw new Error("five inputs");
  const hidden = tanh(add(matmul(x, w), b));
  const loss = mean(exp(add(matmul(hidden, v), c)));
  const before = new Set(reachable([loss]));
  const added = reachable(gradient(loss, [w, b, v, c])).filter((node) => !before.has(node) && node.op !== "Constant");
  expect(added.map(({ op }) => op).toSorted()).toEqual(
    // Of the mean: the weight of each, and its shape. Of exp: Mul. Of c: ReduceSum. Of v: Transpose, MatMul. Of the hidden ones: Transpose, MatMul;
    // of tanh: y y, 1 - y y, times d. Of b: ReduceSum. Of w: Transpose, MatMul.
    ["Mul", "Reshape", "Mul", "ReduceSum", "Transpose", "MatMul", "Transpose", "MatMul"]
      .concat(["Mul", "Sub", "Mul", "ReduceSum", "Transpose", "MatMul"])
      .toSorted(),
  );
});

test("branches that are not taken do no harm where they would be infinite", async () => {
  const x = tensor(new Scope(), [3], [-200, 0.5, 200]);
  expect(await numbersOf(gradient(elu(x), [x])[0] ?? x)).toEqual([0, 1, 1]);
});
