/** One node as a file has it: what the engine makes of it, and what the engine makes of it in our terms. */
import type { Constant, Shape } from "../../dtype.ts";
import { lower } from "../../lower.ts";
import type { Attribute, Model, Port } from "../../model.ts";
import { encodeModel } from "../../protobuf.ts";
import { openSession } from "../../session.ts";
import { stream } from "../../../stats/stream.ts";
import { Scope, type Value } from "../../value.ts";
import { writeGraph } from "../../write.ts";
import { sizeOf } from "../../dtype.ts";

export interface Case {
  readonly op: string;
  readonly domain?: string;
  readonly opset: number;
  readonly attributes?: { readonly [name: string]: Attribute };
  /** Shapes: inputs of the model, float32, drawn. Constants: initializers. null: left out. */
  readonly inputs: readonly (Shape | Constant | null)[];
  /** How many outputs the node has, and which of them are compared. Default: the first of one. */
  readonly outputs?: readonly ("compared" | "ignored")[];
  /** Drawn inputs lie from here to 2. Default: -2. */
  readonly from?: number;
}

export const whole = (...values: readonly number[]): Constant => ({
  dtype: "int64",
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
export const number = (value: number): Constant => ({ dtype: "float32", shape: [], data: Float32Array.of(value) });
export const floats = (shape: Shape, seed = "constant"): Constant => {
  const s = stream(7, seed);
  return { dtype: "float32", shape, data: Float32Array.from({ length: sizeOf(shape) }, () => s.next() * 2 + 0.1) };
};

const isShape = (input: Shape | Constant | null): input is Shape => Array.isArray(input);

export function modelOf({ op, domain = "", opset, attributes = {}, inputs, outputs = ["compared"] }: Case): Model {
  const names = inputs.map((input, i) => (input === null ? "" : `x${i}`));
  const drawn = inputs.flatMap((input, i): readonly Port[] =>
    input && isShape(input) ? [{ name: `x${i}`, type: { kind: "tensor", dtype: "float32", shape: input } }] : [],
  );
  const kept = inputs.flatMap((input, i): readonly (readonly [string, Constant])[] =>
    input && !isShape(input) ? [[`x${i}`, input]] : [],
  );
  const made = outputs.map((_, i) => `y${i}`);
  return {
    irVersion: 8,
    producer: "",
    opsets: new Map(
      domain === ""
        ? [["", opset]]
        : [
            ["", 17],
            [domain, opset],
          ],
    ),
    functions: [],
    metadata: new Map(),
    graph: {
      name: "test",
      nodes: [{ name: "node", op, domain, inputs: names, outputs: made, attributes }],
      initializers: new Map(kept),
      inputs: drawn,
      outputs: made
        .filter((_, i) => outputs[i] === "compared")
        .map((name) => ({ name, type: { kind: "tensor", dtype: "float32", shape: null } })),
      values: [],
    },
  };
}

/** The largest difference relative to 1 + |value|; Infinity where shapes differ. */
export async function difference(tried: Case): Promise<number> {
  const model = modelOf(tried);
  const s = stream(3, tried.op);
  const low = tried.from ?? -2;
  const feeds = Object.fromEntries(
    model.graph.inputs.map(({ name }, i): [string, Constant] => {
      const shape = tried.inputs.filter((input) => input && isShape(input))[i] as Shape; // in the same order
      const data = Float32Array.from({ length: sizeOf(shape) }, () => low + s.next() * (2 - low));
      return [name, { dtype: "float32", shape, data }];
    }),
  );
  const want = await (await openSession(encodeModel(model))).run(feeds);
  const { outputs, parameters, running } = lower(model, new Scope(), { mode: "evaluate" });
  const renamed = Object.fromEntries([...outputs].map(([name, value]): [string, Value] => [`our ${name}`, value]));
  const session = await openSession(encodeModel(writeGraph(renamed)));
  const all = {
    ...feeds,
    ...Object.fromEntries([...parameters, ...running].map(({ name, initial }) => [name, initial])),
  };
  const needed = session.inputs.flatMap((name) => (all[name] ? [[name, all[name]] as const] : []));
  const got = await session.run(Object.fromEntries(needed));
  const apartness = Object.entries(want).map(([name, value]) => apart(got[`our ${name}`], value));
  return apartness.length > 0 ? Math.max(...apartness) : Infinity;
}

function apart(got: Constant | undefined, want: Constant): number {
  if (got?.shape.join() !== want.shape.join()) return Infinity;
  const [a, b] = [Array.from(got.data, Number), Array.from(want.data, Number)];
  return b.reduce((worst, value, i) => {
    const d = Math.abs((a[i] ?? Number.NaN) - value) / (1 + Math.abs(value));
    return Number.isNaN(d) && !Number.isNaN(value) ? Infinity : Math.max(worst, d || 0);
  }, 0);
}
