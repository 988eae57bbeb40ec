/** The scores that probabilities are made from, in a graph of ours: before the last softmax or sigmoid. */
import type { Value } from "./value.ts";

export interface Link {
  /** sigmoid: one score for each probability. two-sided: one score, for both of [1 - p, p]. none: the value is its own score. */
  readonly link: "softmax" | "log-softmax" | "sigmoid" | "two-sided" | "none";
  readonly scores: Value;
}

export function linkOf(value: Value): Link {
  const { node } = value;
  const [first, second] = node.inputs;
  if (first && node.op === "Softmax") return { link: "softmax", scores: first };
  if (first && node.op === "LogSoftmax") return { link: "log-softmax", scores: first };
  if (first && node.op === "Sigmoid") return { link: "sigmoid", scores: first };
  if (first && (node.op === "Reshape" || node.op === "Cast")) {
    const inner = linkOf(first);
    // Only where nothing but an axis of extent 1 changes: otherwise a softmax would be over another axis.
    if (inner.link !== "none" && first.shape.at(-1) === value.shape.at(-1)) return inner;
  }
  if (first && second && node.op === "Concat" && node.inputs.length === 2 && second.node.op === "Sigmoid") {
    const [one, p] = first.node.op === "Sub" ? first.node.inputs : [];
    const [scores] = second.node.inputs;
    if (scores && p === second && one?.node.constant?.data[0] === 1) return { link: "two-sided", scores };
  }
  return { link: "none", scores: value };
}
