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
  const reading = new Reading(graph);
  for (const node of graph.nodes) reading.read(node);
  return reading.found;
}

/** What is known of a graph while its nodes are read, in their order. */
class Reading {
  readonly found = new Map<string, TrainedTensor>();
  private readonly constants: Map<string, Constant>;
  private readonly views = new Map<string, View>();
  private readonly layers = new Map<string, Layer>();

  constructor({ initializers }: ModelGraph) {
    this.constants = new Map(initializers);
    for (const [name, constant] of initializers) this.see(name, constant);
  }

  read(node: ModelNode): void {
    const op = operatorOf(node);
    const [first = "", ...others] = node.inputs;
    const [output = ""] = node.outputs;
    if (op === "Constant") {
      const value = constantIn({ node });
      if (value && isFloat(value.dtype)) {
        this.constants.set(output, value);
        this.see(output, value);
      }
      return;
    }
    const view = turning.has(op) ? this.views.get(first) : undefined;
    if (view) {
      this.views.set(output, { name: view.name, shape: turned(node, view.shape) });
      return;
    }
    const before = [first, ...others].map((name) => this.layers.get(name)).find((layer) => layer !== undefined);
    const layer = this.layerOf(op, node, before) ?? before;
    if (layer) for (const name of node.outputs) this.layers.set(name, layer);
  }

  private see(name: string, { dtype, shape }: Constant): void {
    if (isFloat(dtype)) this.views.set(name, { name, shape });
  }
  private shapeOf(input: string | undefined): Shape | undefined {
    return this.views.get(input ?? "")?.shape;
  }
  private constantOf(input: string | undefined): Constant | undefined {
    return this.constants.get(this.views.get(input ?? "")?.name ?? "");
  }

  /** Nothing is marked where the input is no constant. */
  private mark(input: string | undefined, role: Role, fanIn: number): void {
    const view = this.views.get(input ?? "");
    const constant = view && this.constants.get(view.name);
    if (!view || !constant) return;
    const { name } = view;
    const before = this.found.get(name) ?? { name, initial: single(constant), role, fanIn, uses: 0 };
    this.found.set(name, { ...before, uses: before.uses + 1 });
  }

  /** Marks what was trained in a node; undefined: what is known of its inputs is known of its result. */
  private layerOf(op: string, node: ModelNode, before: Layer | undefined): Layer | undefined {
    if (recurrent.has(op)) return this.recurrent(node);
    if (normalising.has(op)) return this.normalising(op, node, before);
    switch (op) {
      case "MatMul":
      case "Gemm":
        return this.product(op, node);
      case "Conv":
      case "ConvTranspose":
        return this.convolution(op, node);
      case "Einsum":
        return this.einsum(node);
      case "Gather":
        return this.embedding(node);
      case "PRelu":
        if (before) this.mark(node.inputs[1], "other", 1);
        return undefined;
      case "Add":
      case "Mul":
        return before && this.affine(op, node, before);
    }
    return undefined;
  }

  /** Where one of the two is constant. */
  private product(op: "MatMul" | "Gemm", { inputs: [first, second, third], attributes }: ModelNode): Layer | undefined {
    const [a, b] = [this.shapeOf(first), this.shapeOf(second)];
    const w = a ?? b ?? [];
    if ((a && b) || w.length < 2) return undefined;
    const written = w.slice(-2);
    const [rows = 1, columns = 1] = attributes[a ? "transA" : "transB"]?.value === 1 ? written.toReversed() : written;
    const fanIn = a ? columns : rows;
    this.mark(a ? first : second, "weight", fanIn);
    if (op === "Gemm") this.mark(third, "bias", fanIn);
    return { width: a ? null : columns, fanIn };
  }

  private convolution(op: "Conv" | "ConvTranspose", { inputs: [, second, third] }: ModelNode): Layer | undefined {
    const w = this.shapeOf(second);
    if (!w) return undefined;
    const fanIn = sizeOf(w.slice(1));
    this.mark(second, "weight", fanIn);
    this.mark(third, "bias", fanIn);
    return { width: (op === "Conv" ? w[0] : w[1]) ?? null, fanIn };
  }

  private einsum({ inputs }: ModelNode): Layer | undefined {
    let layer: Layer | undefined;
    for (const input of inputs) {
      const [fanIn, ...more] = this.shapeOf(input) ?? [];
      if (fanIn === undefined || more.length === 0) continue;
      this.mark(input, "weight", fanIn);
      layer = { width: null, fanIn };
    }
    return layer;
  }

  private recurrent({ inputs: [, second, third, fourth] }: ModelNode): Layer {
    const fanIn = this.shapeOf(second)?.at(-1) ?? 1;
    this.mark(second, "weight", fanIn);
    this.mark(third, "weight", this.shapeOf(third)?.at(-1) ?? fanIn);
    this.mark(fourth, "bias", fanIn);
    return { width: null, fanIn };
  }

  private normalising(op: string, { inputs: [, second, third] }: ModelNode, before: Layer | undefined): Layer {
    // PyTorch's group normalisation is exported as one of instances that does not scale, and a scale after it.
    const bare = op === "InstanceNormalization" && this.all(second, 1) && this.all(third, 0);
    if (!bare) {
      this.mark(second, "scale", 1);
      this.mark(third, "shift", 1);
    }
    return { width: this.shapeOf(second)?.at(-1) ?? null, fanIn: before?.fanIn ?? 1 };
  }
  private all(input: string | undefined, value: number): boolean {
    return Array.prototype.every.call(this.constantOf(input)?.data ?? [], (one) => Number(one) === value);
  }

  private embedding({ inputs: [first], attributes }: ModelNode): Layer | undefined {
    const w = this.shapeOf(first);
    if (!w || w.length < 2 || (attributes["axis"]?.value ?? 0) !== 0) return undefined;
    const width = w.at(-1) ?? 1;
    this.mark(first, "embedding", width);
    return { width, fanIn: width };
  }

  /** A bias, a scale, a shift after a scale, or places of words. */
  private affine(op: "Add" | "Mul", { inputs }: ModelNode, before: Layer): Layer {
    const input = inputs.slice(0, 2).find((name) => this.views.has(name) && !this.layers.has(name));
    const value = this.constantOf(input);
    if (!value || !looksTrained(value, op === "Add" ? before.width : null)) return before;
    const wide = value.shape.filter((extent) => extent > 1).length > 1;
    if (op === "Mul") this.mark(input, "scale", 1);
    else if (before.scaled) this.mark(input, "shift", 1);
    else if (wide) this.mark(input, "embedding", value.shape.at(-1) ?? 1);
    else this.mark(input, "bias", before.fanIn);
    return { ...before, scaled: op === "Mul" };
  }
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
