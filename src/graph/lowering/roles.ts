/**
 * Which constants of a file were trained. A file does not say: it is told by where each goes. What feeds a product of matrices, a convolution, a
 * normalisation or an embedding was trained; so was what is added to the result of such a layer, or multiplies it number by number. Scalars,
 * shapes, masks, and what stands before the first layer (the means of a scaler) were not.
 */
import type { Constant, Shape } from "../dtype.ts";
import { sizeOf } from "../dtype.ts";
import type { ModelGraph, ModelNode } from "../model.ts";
import { constantIn, single } from "./constants.ts";
import type { Role, Trained } from "./site.ts";
import { operatorOf } from "./table.ts";

export interface TrainedTensor extends Trained {
  readonly name: string;
  /** In float32. */
  readonly initial: Constant;
  /** How many nodes read it: tied weights, or tensors that an exporter found to be equal. */
  readonly uses: number;
}

/** A trained tensor, or one made of it by turning it. */
interface View {
  readonly name: string;
  readonly shape: Shape;
}
/** What is known of the result of layers. */
interface Layer {
  /** How many features: the last axis of a linear layer, the channels of a convolution; null: unknown. */
  readonly width: number | null;
  readonly fanIn: number;
  /** Its last operation scaled each feature by a trained number: what is added next is a shift. */
  readonly scaled?: boolean;
}

const recurrent = new Set(["LSTM", "GRU", "RNN"]);
const normalising = new Set([
  "BatchNormalization",
  "LayerNormalization",
  "InstanceNormalization",
  "GroupNormalization",
  "RMSNormalization",
]);
const turning = new Set(["Identity", "Cast", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Expand"]);

/** In the order of their first use. */
export function trainedIn(graph: ModelGraph): ReadonlyMap<string, TrainedTensor> {
  const found = new Map<string, TrainedTensor>();
  const constants = new Map(graph.initializers);
  const views = new Map<string, View>();
  const layers = new Map<string, Layer>();
  for (const [name, { shape, dtype }] of constants) if (isFloat(dtype)) views.set(name, { name, shape });

  /** Marks it; false: it is no constant. */
  function mark(input: string | undefined, role: Role, fanIn: number): boolean {
    const view = input === undefined ? undefined : views.get(input);
    const initial = view && constants.get(view.name);
    if (!view || !initial) return false;
    const before = found.get(view.name);
    found.set(
      view.name,
      before
        ? { ...before, uses: before.uses + 1 }
        : { name: view.name, initial: single(initial), role, fanIn, uses: 1 },
    );
    return true;
  }
  const shapeOf = (input: string | undefined): Shape | undefined =>
    input === undefined ? undefined : views.get(input)?.shape;

  const all = (input: string | undefined, value: number): boolean => {
    const data = constants.get(views.get(input ?? "")?.name ?? "")?.data ?? [];
    return Array.prototype.every.call(data, (one) => Number(one) === value);
  };

  for (const node of graph.nodes) {
    const op = operatorOf(node);
    const [first, second, third] = node.inputs;
    const [output = ""] = node.outputs;
    let layer = node.inputs.map((name) => layers.get(name)).find((one) => one !== undefined);
    if (op === "Constant") {
      const value = constantIn({ node });
      if (value && isFloat(value.dtype)) {
        constants.set(output, value);
        views.set(output, { name: output, shape: value.shape });
      }
      continue;
    }
    if (turning.has(op)) {
      const view = first === undefined ? undefined : views.get(first);
      if (view) {
        views.set(output, { name: view.name, shape: turned(node, view.shape) });
        continue;
      }
    }
    if (op === "MatMul" || op === "Gemm") {
      const [a, b] = [shapeOf(first), shapeOf(second)];
      if (b && b.length > 1 && !a) {
        const swapped = node.attributes["transB"]?.value === 1;
        const [rows = 1, columns = 1] = b.slice(-2);
        const fanIn = swapped ? columns : rows;
        layer = { width: swapped ? rows : columns, fanIn };
        mark(second, "weight", fanIn);
        if (op === "Gemm") mark(third, "bias", fanIn);
      } else if (a && a.length > 1 && !b) {
        const fanIn = a.at(node.attributes["transA"]?.value === 1 ? -2 : -1) ?? 1;
        layer = { width: null, fanIn };
        mark(first, "weight", fanIn);
        if (op === "Gemm") mark(third, "bias", fanIn);
      }
    } else if (op === "Conv" || op === "ConvTranspose") {
      const w = shapeOf(second);
      if (w) {
        const fanIn = sizeOf(w.slice(1));
        layer = { width: (op === "Conv" ? w[0] : w[1]) ?? null, fanIn };
        mark(second, "weight", fanIn);
        mark(third, "bias", fanIn);
      }
    } else if (op === "Einsum") {
      for (const input of node.inputs) {
        const w = shapeOf(input);
        if (w && w.length > 1 && mark(input, "weight", w[0] ?? 1)) layer = { width: null, fanIn: w[0] ?? 1 };
      }
    } else if (recurrent.has(op)) {
      const fanIn = shapeOf(second)?.at(-1) ?? 1;
      mark(second, "weight", fanIn);
      mark(third, "weight", shapeOf(third)?.at(-1) ?? fanIn);
      mark(node.inputs[3], "bias", fanIn);
      layer = { width: null, fanIn };
    } else if (normalising.has(op)) {
      layer = { width: shapeOf(second)?.at(-1) ?? null, fanIn: layer?.fanIn ?? 1 };
      // PyTorch's group normalisation is exported as one of instances that does not scale, and a scale after it.
      const bare = op === "InstanceNormalization" && all(second, 1) && all(third, 0);
      if (!bare) {
        mark(second, "scale", 1);
        mark(third, "shift", 1);
      }
    } else if (op === "Gather") {
      const w = shapeOf(first);
      if (w && w.length > 1 && (node.attributes["axis"]?.value ?? 0) === 0) {
        mark(first, "embedding", w.at(-1) ?? 1);
        layer = { width: w.at(-1) ?? null, fanIn: w.at(-1) ?? 1 };
      }
    } else if (op === "PRelu" && layer) {
      mark(second, "other", 1);
    } else if ((op === "Add" || op === "Mul") && layer) {
      const input = [first, second].find((name) => name !== undefined && views.has(name) && !layers.has(name));
      const view = input === undefined ? undefined : views.get(input);
      const value = view && constants.get(view.name);
      if (value && looksTrained(value, op === "Add" ? layer.width : null)) {
        const wide = value.shape.filter((extent) => extent > 1).length > 1;
        if (op === "Mul") mark(input, "scale", 1);
        else if (layer.scaled) mark(input, "shift", 1);
        else mark(input, wide ? "embedding" : "bias", wide ? (value.shape.at(-1) ?? 1) : layer.fanIn);
        layer = { ...layer, scaled: op === "Mul" };
      }
    }
    if (layer) for (const name of node.outputs) layers.set(name, layer);
  }
  return found;
}

const isFloat = (dtype: Constant["dtype"]): boolean => dtype.startsWith("float") || dtype === "bfloat16";

/** A bias of one number only where the layer has one; no mask of attention, which holds huge numbers. */
function looksTrained({ data, shape }: Constant, width: number | null): boolean {
  if (sizeOf(shape) === 1 ? width !== 1 || shape.length === 0 : shape.length === 0) return false;
  return !ArrayBuffer.isView(data) || Array.prototype.every.call(data, (x) => Math.abs(Number(x)) < 1e4);
}

/** Reshaped ones only as far as it matters: the extents that are not 1, in their order. */
function turned({ op, attributes }: ModelNode, shape: Shape): Shape {
  const order = attributes["perm"];
  if (op !== "Transpose") return shape;
  if (order?.kind !== "ints") return shape.toReversed();
  return order.value.map((axis) => shape[axis] ?? 1);
}
