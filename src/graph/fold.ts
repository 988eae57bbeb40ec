/** What values of a graph are, where they depend on nothing that is given when it is run: shapes, axes and indices above all. */
import { TelltaleError } from "../error.ts";
import { type Constant, type Dtype, type Shape, sizeOf } from "./dtype.ts";
import { folds } from "./folds.ts";
import type { Node, Value } from "./value.ts";

/** A tensor as plain numbers; an int64 beyond 2^53 is rounded, which is enough for "up to the end". */
export interface Known {
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** More numbers than any shape or mask has: what is larger is left to the engine. */
const most = 2 ** 22;
const found = new WeakMap<Node, Known | null>();

/** undefined: it depends on an input, or on an operator that is not worked out here. */
export function known(value: Value): Known | undefined {
  const waiting = [value.node];
  for (let node = waiting.at(-1); node; node = waiting.at(-1)) {
    if (!found.has(node)) {
      const open = node.inputs.find((input) => !found.has(input.node));
      if (open && node.inputs.every((input) => found.get(input.node) !== null)) {
        waiting.push(open.node);
        continue;
      }
      found.set(node, foldNode(node) ?? null);
    }
    waiting.pop();
  }
  return found.get(value.node) ?? undefined;
}

function foldNode(node: Node): Known | undefined {
  const [form] = node.outputs;
  if (!form || node.outputs.length > 1 || sizeOf(form.shape) > most) return undefined;
  if (node.constant) return readNumbers(node.constant);
  const fold = node.domain === "" ? folds[node.op] : undefined;
  if (!fold) return undefined;
  const inputs: Known[] = [];
  for (const input of node.inputs) {
    const one = found.get(input.node);
    if (!one) return undefined;
    inputs.push(one);
  }
  const data = fold({ inputs, form, attributes: node.attributes });
  // A damaged file may take roots of whole numbers.
  if (form.dtype !== "float32" && form.dtype !== "float64" && !data.every(Number.isInteger)) return undefined;
  return { dtype: form.dtype, shape: form.shape, data: form.dtype === "float32" ? rounded(data) : data };
}

const rounded = (data: Float64Array): Float64Array => Float64Array.from(Float32Array.from(data));

function readNumbers({ dtype, shape, data }: Constant): Known | undefined {
  if (!ArrayBuffer.isView(data) || dtype === "float16" || dtype === "bfloat16") return undefined;
  return { dtype, shape, data: Float64Array.from(data as ArrayLike<number | bigint>, Number) };
}

/** Whole numbers that a shape is made from. `what` is the subject of a sentence. */
export function wholeNumbers(value: Value, what: string): readonly number[] {
  const numbers = known(value);
  if (numbers) return [...numbers.data];
  throw new TelltaleError("GRAPH_SHAPE_UNKNOWN", {
    message: `${what} depends on the data, so that shapes are not known before the model is run.`,
    hint: "Export the model with sizes that only depend on the number of rows.",
  });
}
