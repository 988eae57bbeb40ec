/** Is a stacked graph, for each model, what the graph of one gives alone? */
import { expect } from "vitest";
import { type Constant, type Dtype, type Shape, sizeOf } from "../../dtype.ts";
import { encodeModel } from "../../protobuf.ts";
import { openSession } from "../../session.ts";
import type { Stacking } from "../../stack.ts";
import { input, Scope, type Value } from "../../value.ts";
import { writeGraph } from "../../write.ts";

/** Numbers between -1 and 1, or whole ones from 0 up to `below`; `from`: the smallest. */
export interface Kind {
  readonly shape: Shape;
  readonly dtype?: Dtype;
  readonly below?: number;
  readonly from?: number;
}
export type Build = (inputs: readonly Value[], scope: Scope) => readonly Value[];
export type Stack = (outputs: readonly Value[], stacking: Stacking) => readonly Value[];

export interface Question {
  readonly kinds: readonly Kind[];
  readonly build: Build;
  readonly stack: Stack;
  readonly size: number;
  readonly random: () => number;
  /** Which inputs differ between models. Default: every choice of at least one. */
  readonly choices?: readonly (readonly number[])[];
}

export async function runGraph(
  outputs: Readonly<Record<string, Value>>,
  feeds: Readonly<Record<string, Constant>>,
): Promise<Readonly<Record<string, Constant>>> {
  const session = await openSession(encodeModel(writeGraph(outputs)));
  return session.run(Object.fromEntries(session.inputs.map((name) => [name, feeds[name] ?? missing(name)])));
}

/** For each choice of inputs that differ between models (at least one does), in one graph. */
/**
 * The largest difference, over all models and all choices of inputs that differ between models (at least one does), in one graph.
 * Relative to the largest number of an output where that is above 1; NaN meets NaN only.
 */
export async function worstDifference(question: Question): Promise<number> {
  const { kinds, build, stack, size, random, choices = choicesOf(kinds.length) } = question;
  const scope = new Scope();
  const single = kinds.map((kind, i) => input(scope, `one${i}`, formOf(kind, kind.shape)));
  const several = kinds.map((kind, i) => input(scope, `all${i}`, formOf(kind, [size, ...kind.shape])));
  const outputs = build(single, scope);
  const ways = choices.map((choice) => {
    const given = new Map(choice.flatMap((i) => pairs(single[i], several[i])));
    return { choice, values: stack(outputs, { size, given }) };
  });
  for (const { values } of ways)
    expect(values.map(({ shape }) => shape)).toEqual(outputs.map(({ shape }) => [size, ...shape]));

  const shared = kinds.map((kind) => randomOf(kind, kind.shape, random));
  const own = kinds.map((kind) => randomOf(kind, [size, ...kind.shape], random));
  const name = (choice: readonly number[], i: number): string => `y${i}of${choice.join("and")}`;
  const found = await runGraph(
    Object.fromEntries(ways.flatMap(({ choice, values }) => values.map((value, i) => [name(choice, i), value]))),
    Object.fromEntries([...shared.map((data, i) => [`one${i}`, data]), ...own.map((data, i) => [`all${i}`, data])]),
  );
  const alone = Object.fromEntries(outputs.map((value, i) => [`y${i}`, value]));
  let worst = 0;
  for (const { choice } of ways)
    for (let k = 0; k < size; k++) {
      const feeds = shared.map((data, i) => [`one${i}`, choice.includes(i) ? part(own[i] ?? data, k) : data]);
      const expected = await runGraph(alone, Object.fromEntries(feeds));
      for (const i of outputs.keys())
        worst = Math.max(
          worst,
          difference(
            part(found[name(choice, i)] ?? missing(name(choice, i)), k),
            expected[`y${i}`] ?? missing(`y${i}`),
          ),
        );
    }
  return worst;
}

const pairs = (a: Value | undefined, b: Value | undefined): readonly (readonly [Value, Value])[] =>
  a && b ? [[a, b]] : [];

export function difference(found: Constant, expected: Constant): number {
  expect([found.dtype, found.shape]).toEqual([expected.dtype, expected.shape]);
  const [a, b] = [numbers(found), numbers(expected)];
  const scale = Math.max(1, ...b.map((x) => (Number.isFinite(x) ? Math.abs(x) : 0)));
  return a.reduce((worst, x, i) => {
    const y = b[i] ?? Number.NaN;
    if (Object.is(x, y) || x === y) return worst;
    return Number.isNaN(x - y) ? Infinity : Math.max(worst, Math.abs(x - y) / scale);
  }, 0);
}

export const numbers = ({ data }: Constant): readonly number[] => Array.from<unknown, number>(data, Number);

/** The k-th of several. */
export function part({ dtype, shape, data }: Constant, k: number): Constant {
  const n = sizeOf(shape.slice(1));
  return { dtype, shape: shape.slice(1), data: data.slice(k * n, (k + 1) * n) };
}

export function randomOf({ dtype = "float32", below, from }: Kind, shape: Shape, random: () => number): Constant {
  const n = sizeOf(shape);
  const whole = Array.from({ length: n }, () => (from ?? 0) + Math.floor(random() * ((below ?? 2) - (from ?? 0))));
  if (dtype === "int64") return { dtype, shape, data: BigInt64Array.from(whole, BigInt) };
  if (dtype === "int32") return { dtype, shape, data: Int32Array.from(whole) };
  if (dtype === "bool") return { dtype, shape, data: Uint8Array.from(whole) };
  const low = from ?? -1;
  return { dtype, shape, data: Float32Array.from({ length: n }, () => low + random() * (1 - low)) };
}

const formOf = ({ dtype = "float32" }: Kind, shape: Shape) => ({ dtype, shape });

/** All but the empty one. */
const choicesOf = (n: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** n - 1 }, (_, bits) =>
    Array.from({ length: n }, (__, i) => i).filter((i) => ((bits + 1) >> i) & 1),
  );

function missing(name: string): never {
  throw new Error(`no ${name}`);
}
