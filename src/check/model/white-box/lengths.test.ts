import { expect, test } from "vitest";
import type { Constant } from "../../../graph/dtype.ts";
import { gradient } from "../../../graph/gradient.ts";
import { square, tanh } from "../../../graph/ops/elementwise.ts";
import { reshape, transposed } from "../../../graph/ops/layout.ts";
import { matmul } from "../../../graph/ops/matrix.ts";
import { sum } from "../../../graph/ops/reduce.ts";
import { encodeModel } from "../../../graph/protobuf.ts";
import { openSession } from "../../../graph/session.ts";
import { stacked } from "../../../graph/stack.ts";
import { input, Scope, type Value } from "../../../graph/value.ts";
import { writeGraph } from "../../../graph/write.ts";
import { stream } from "../../../stats/stream.ts";
import { squaredByOutput, squaredLengths } from "./lengths.ts";

const examples = 5;
const [inner, outputs] = [4, 3];

/** A dense layer whose weights are [in, out], or as PyTorch has them, [out, in]. */
function layer(turned: boolean): { readonly slopes: Value; readonly feeds: Readonly<Record<string, Constant>> } {
  const graph = new Scope();
  const s = stream(1, "testing", "lengths");
  const feed = (shape: readonly number[]): Constant => ({
    dtype: "float32",
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => s.normal()),
  });
  const shape = turned ? [outputs, inner] : [inner, outputs];
  const weights = input(graph, "w", { shape });
  const all = input(graph, "x", { shape: [examples, inner] });
  const x = input(graph, "one", { shape: [1, inner] });
  const loss = sum(square(tanh(matmul(x, turned ? transposed(weights) : weights))));
  const given = new Map([[x, reshape(all, [examples, 1, inner])]]);
  const [slopes] = stacked(gradient(loss, [weights]), { size: examples, given });
  return { slopes: slopes!, feeds: { w: feed(shape), x: feed([examples, inner]) } };
}

test.each([false, true])(
  "the short cut for dense layers gives what the gradient written out gives (weights turned: %s)",
  async (turned) => {
    const { slopes, feeds } = layer(turned);
    const out = (axes: readonly number[]): Value => sum(square(slopes), { axes });
    const both = {
      length: squaredLengths(slopes),
      outputs: squaredByOutput(slopes, outputs)!,
      "length written out": out([1, 2]),
      "outputs written out": out([turned ? 2 : 1]),
    };
    const session = await openSession(encodeModel(writeGraph(both)));
    const found = await session.run(feeds);
    const numbers = (name: string): number[] => Array.from(found[name]?.data as Float32Array);
    for (const name of ["length", "outputs"])
      numbers(name).forEach((value, i) => expect(value).toBeCloseTo(numbers(`${name} written out`)[i] ?? NaN, 4));
    expect(numbers("outputs")).toHaveLength(examples * outputs);
  },
);
