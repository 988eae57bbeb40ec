/** An ONNX model as data: what a file says, before anything is made of it. */
import type { Constant, Dtype } from "./dtype.ts";

export interface Model {
  readonly irVersion: number;
  readonly producer: string;
  /** Version of each set of operators; the standard one is "" ("ai.onnx" is read as "" everywhere). */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: ModelGraph;
  /** Operators that the model defines itself (ModelProto.functions) and that were not put in where they are used, because they are made for other versions of the operators: domain and name of each. */
  readonly functions: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}
export interface ModelGraph {
  readonly name: string;
  readonly nodes: readonly ModelNode[];
  readonly initializers: ReadonlyMap<string, Constant>;
  /** Without the initializers that old files list among them. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Shapes that the file gives of values in between. */
  readonly values: readonly Port[];
}
export interface ModelNode {
  /** As in the file; may be "". */
  readonly name: string;
  readonly op: string;
  /** "" is the standard set. */
  readonly domain: string;
  /** "" stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: { readonly [name: string]: Attribute };
}
/** ints as numbers: what is beyond 2^53 (the end of an axis, in old files) is read as 2^53 - 1. A string that is no UTF-8 has a character a byte. */
export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: Constant }
  | { readonly kind: "graph"; readonly value: ModelGraph }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] };

/** An input or output. */
export interface Port {
  readonly name: string;
  readonly type:
    | {
        readonly kind: "tensor";
        readonly dtype: Dtype;
        /** A name: fixed when it is run; null: not known at all; null for all: not even how many. */ readonly shape:
          | readonly (number | string | null)[]
          | null;
      }
    /** zipmap of scikit-learn's exports: a sequence of maps from class to probability. */
    | { readonly kind: "other"; readonly is: string };
}
