/** One node of a file while it is put into the terms of our own operations, and how its inputs and attributes are read. */
import { TelltaleError } from "../../error.ts";
import type { Constant, Dtype, Shape } from "../dtype.ts";
import { known, type Known, wholeNumbers } from "../fold.ts";
import type { Attribute, ModelNode } from "../model.ts";
import { axisOf, type Scope, type Value } from "../value.ts";

/** What a trained number is for: decides what it is drawn from when the network is trained anew. */
export type Role = "weight" | "bias" | "scale" | "shift" | "embedding" | "other";
export interface Trained {
  readonly role: Role;
  /** How many numbers one number of the layer's result is made from, as PyTorch counts (torch.nn.init); of a bias: of its layer. */
  readonly fanIn: number;
}
export interface Statistic {
  readonly name: string;
  readonly is: "mean" | "variance";
  /** What the layer normalises with when it does not learn. */
  readonly value: Value;
  readonly initial: Constant;
  /** In mode "train": what it is after this batch. */
  readonly next: Value | null;
}

export interface Site {
  readonly node: ModelNode;
  /** The version of the set of operators that the node's own belongs to. */
  readonly opset: number;
  readonly scope: Scope;
  /** undefined: an optional input that is left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly mode: "evaluate" | "train";
  readonly dropout: ((shape: Shape, ratio: number) => Value) | undefined;
  /** A trained tensor that the file keeps in an attribute. */
  readonly learn: (name: string, initial: Constant, trained: Trained) => Value;
  /** The running statistic of batch normalisation. */
  readonly statistic: (is: Statistic["is"], next: (before: Value) => Value | null) => Value;
}
/** The outputs, in the order of the file; undefined where one is not made. */
export type Lowering = (site: Site) => Value | readonly (Value | undefined)[];
export type Lowerings = { readonly [op: string]: Lowering | undefined };

/** "Gemm "/0/Gemm"": for messages. */
export const titleOf = ({ op, name, outputs, domain }: ModelNode): string =>
  `${domain === "" ? "" : `${domain}.`}${op} "${name || (outputs[0] ?? "")}"`;

export function given({ inputs, node }: Site, index: number): Value {
  const found = inputs[index];
  if (found) return found;
  throw new TelltaleError("MODEL_INVALID", {
    message: `${titleOf(node)} lacks its input ${index}.`,
    hint: "The file is damaged, or what wrote it has a fault. Copy or export it again.",
  });
}

/** It is understood, but what it asks for is not done. */
export const refuse = (site: Site, what: string): TelltaleError =>
  new TelltaleError("GRAPH_OPERATOR_UNKNOWN", {
    message: `${titleOf(site.node)} ${what}.`,
    hint: "The model can be audited by its outputs; what needs its gradient, or to train it anew, cannot be done.",
  });

/** All that reading attributes takes. */
export type OfNode = Pick<Site, "node">;
type Values = { readonly [A in Attribute as A["kind"]]: A["value"] };
function valueOf<K extends keyof Values>({ node }: OfNode, name: string, kind: K): Values[K] | undefined {
  const attribute = node.attributes[name];
  // The kind decides the value's type.
  return attribute?.kind === kind ? (attribute.value as Values[K]) : undefined;
}
export const intAt = (site: OfNode, name: string, unset: number): number => valueOf(site, name, "int") ?? unset;
export const floatAt = (site: OfNode, name: string, unset: number): number => valueOf(site, name, "float") ?? unset;
export const textAt = (site: OfNode, name: string, unset: string): string => valueOf(site, name, "string") ?? unset;
export const intsAt = (site: OfNode, name: string): readonly number[] | undefined => valueOf(site, name, "ints");
export const floatsAt = (site: OfNode, name: string): readonly number[] | undefined => valueOf(site, name, "floats");
export const textsAt = (site: OfNode, name: string): readonly string[] | undefined => valueOf(site, name, "strings");
export const tensorAt = (site: OfNode, name: string): Constant | undefined => valueOf(site, name, "tensor");

/** Whole numbers of an attribute that became an input in a later version; undefined: neither is there. */
export function numbersAt(site: Site, name: string, index: number): readonly number[] | undefined {
  const value = site.inputs[index];
  return value ? wholeNumbers(value, `Input ${index} of ${titleOf(site.node)}`) : intsAt(site, name);
}
export const axesAt = (site: Site, index: number, rank: number): readonly number[] | undefined =>
  numbersAt(site, "axes", index)?.map((axis) => axisOf(axis, rank));

/** A number that is an attribute in old files and an input in new ones; undefined: neither, or it depends on the data. */
export function numberAt(site: Site, name: string, index: number): number | undefined {
  const value = site.inputs[index];
  return value ? single(known(value)) : valueOf(site, name, "float");
}
const single = (numbers: Known | undefined): number | undefined =>
  numbers?.data.length === 1 ? numbers.data[0] : undefined;

/** Everything that is no whole number is computed in float32. */
export const narrowed = (dtype: Dtype): Dtype =>
  dtype === "float64" || dtype === "float16" || dtype === "bfloat16" ? "float32" : dtype;
