/** A network, written for one model and one batch; graphs of many models and many steps are made of it. */
import { type Dtype, type Shape, sizeOf } from "../../graph/dtype.ts";
import type { Trained } from "../../graph/lowering/site.ts";
import type { Scope, Value } from "../../graph/value.ts";

export interface Parameter extends Trained {
  readonly name: string;
  readonly shape: Shape;
  /** Of an "other": what it begins with; without it, a quarter (PyTorch's PReLU). */
  readonly initial?: Float32Array;
}
/** A number that follows the batches without being trained: the mean or the variance of a batch norm. */
export interface Running {
  readonly name: string;
  readonly shape: Shape;
  readonly initial: Float32Array;
}
export interface Network {
  readonly parameters: readonly Parameter[];
  readonly running: readonly Running[];
  /** Of one example, without the batch. */
  readonly input: { readonly shape: Shape; readonly dtype: Dtype };
  /** Numbers for each example: logits of classes, one logit of two classes, or one value. */
  readonly outputs: number;
  build(scope: Scope, given: Given): Built;
}
export interface Given {
  /** In the order of the network's parameters. */
  readonly parameters: readonly Value[];
  readonly running: readonly Value[];
  /** [batch, ...shape]. */
  readonly x: Value;
  /** train: batch norm goes by the batch, and dropout drops. */
  readonly mode: "train" | "evaluate";
  /** Masks of 0 and 1 / (1 - probability). */
  readonly mask: (shape: Shape, probability: number) => Value;
}
export interface Built {
  /** [batch, outputs]. */
  readonly logits: Value;
  /** After this batch, in the order of the network's. */
  readonly running: readonly Value[];
}

/** Numbers that are trained. */
export const countOf = ({ parameters }: Pick<Network, "parameters">): number =>
  parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
