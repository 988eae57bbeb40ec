/** Gradients against finite differences, in both orders, as the engine works them out. */
import type { Constant, Dtype, Shape } from "../dtype.ts";
import { sizeOf } from "../dtype.ts";
import { gradient } from "../gradient.ts";
import { add, mul } from "../ops/elementwise.ts";
import { sum } from "../ops/reduce.ts";
import { encodeModel } from "../protobuf.ts";
import { openSession } from "../session.ts";
import { shuffled, stream } from "../../stats/stream.ts";
import { input, Scope, type Value } from "../value.ts";
import { writeGraph } from "../write.ts";

export interface Case {
  readonly shapes: readonly Shape[];
  readonly build: (...inputs: readonly Value[]) => Value;
  /** single: the engine has this operator in float32 only. Default: double. */
  readonly precision?: "single" | "double";
  /** Where the inputs lie. Default: from -2 to 2. */
  readonly from?: number;
  readonly to?: number;
}

/** Errors of central differences: of the step's square in double precision, of rounding divided by the step in single. */
const allowed = { double: 1e-6, single: 3e-3 };

/** The largest error of directional derivatives, first and second, relative to the size of what they are summed from; as a share of what is allowed. */
export async function derivativeError(
  { shapes, build, precision = "double", from = -2, to = 2 }: Case,
  seed = 1,
): Promise<number> {
  const dtype: Dtype = precision === "double" ? "float64" : "float32";
  const graph = new Scope();
  const xs = shapes.map((shape, i) => input(graph, `x${i}`, { shape, dtype }));
  const y = build(...xs);
  // The weights of the outputs are variables, too: that a gradient depends on them rightly is seen in the second order.
  const weights = input(graph, `x${xs.length}`, { shape: y.shape, dtype });
  const all = [...xs, weights];
  const first = gradient(y, xs, weights);
  const along = xs.map(({ shape }, i) => input(graph, `u${i}`, { shape, dtype }));
  const moved = first.map((g, i) => sum(mul(g, along[i] ?? 1))).reduce((a, b) => add(a, b));
  const second = gradient(moved, all);
  const named = (name: string, values: readonly Value[]) =>
    values.map((value, i): [string, Value] => [name + i, value]);
  const outputs = Object.fromEntries([...named("first", first), ...named("second", second), ["y", y]]);
  const session = await openSession(encodeModel(writeGraph(outputs)));

  const make = (shape: Shape, values: readonly number[]): Constant => ({
    dtype,
    shape,
    data: precision === "double" ? Float64Array.from(values) : Float32Array.from(values),
  });
  const draw = (name: string, shape: Shape, low: number, high: number): readonly number[] => {
    const s = stream(seed, name);
    // Evenly spread and mixed: no two are closer than the steps taken.
    const n = sizeOf(shape);
    return Array.from(shuffled(n, s), (rank) => low + ((rank + 0.25 + s.next() / 2) / n) * (high - low));
  };
  const at = all.map(({ shape }, i) => draw(`x${i}`, shape, i < xs.length ? from : -1, i < xs.length ? to : 1));
  const direction = all.map(({ shape }, i) => draw(`v${i}`, shape, -1, 1));
  const us = along.map(({ shape }, i) => draw(`u${i}`, shape, -1, 1));
  const run = async (step: number) => {
    const feeds: Record<string, Constant> = {};
    all.forEach(({ shape }, i) => {
      feeds[`x${i}`] = make(
        shape,
        (at[i] ?? []).map((value, j) => value + step * (direction[i]?.[j] ?? 0)),
      );
    });
    along.forEach(({ shape }, i) => (feeds[`u${i}`] = make(shape, us[i] ?? [])));
    const needed = session.inputs.flatMap((name) => (feeds[name] ? [[name, feeds[name]] as const] : []));
    return session.run(Object.fromEntries(needed));
  };
  const step = precision === "double" ? 1e-4 : 4e-3;
  const [before, here, after] = [await run(-step), await run(0), await run(step)];
  const shown = here["y"]?.shape.join() ?? "nothing";
  if (shown !== y.shape.join()) throw new Error(`[${shown}] came out where [${y.shape.join()}] was expected`);
  const numbers = (constant: Constant | undefined): readonly number[] =>
    Array.from((constant?.data ?? []) as ArrayLike<number>);
  const slope = (name: string) => {
    const [low, high] = [numbers(before[name]), numbers(after[name])];
    return high.map((value, i) => (value - (low[i] ?? 0)) / (2 * step));
  };
  /** Sum of products, and of their sizes. */
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce(
      ({ sum: s, size }, x, i) => {
        const part = x * (b[i] ?? Number.NaN);
        return { sum: s + part, size: size + Math.abs(part) };
      },
      { sum: 0, size: 0 },
    );
  const totalled = (parts: readonly { sum: number; size: number }[]) => ({
    sum: parts.reduce((s, part) => s + part.sum, 0),
    size: parts.reduce((s, part) => s + part.size, 0),
  });
  const apart = (exact: { sum: number; size: number }, numeric: { sum: number; size: number }): number =>
    Math.abs(exact.sum - numeric.sum) / (1e-3 + Math.max(exact.size, numeric.size));
  // Along the direction, y changes by the gradient's share; the weights stand outside.
  const firstExact = totalled(xs.map((_, i) => dot(numbers(here[`first${i}`]), direction[i] ?? [])));
  const secondExact = totalled(all.map((_, i) => dot(numbers(here[`second${i}`]), direction[i] ?? [])));
  const errors = [
    apart(firstExact, dot(slope("y"), at[xs.length] ?? [])),
    apart(secondExact, totalled(xs.map((_, i) => dot(slope(`first${i}`), us[i] ?? [])))),
  ];
  return errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors) / allowed[precision];
}
