/** What a model answers, as ONNX nodes after those of its network: probabilities and a label, or a value. */
import type { Port } from "../../graph/model.ts";
import { int } from "../../graph/ops/attributes.ts";
import type { Label } from "./label.ts";
import { type Graph, type Nodes, open } from "./nodes.ts";

export interface AnswerNodes extends Nodes {
  /** "label" [n] and "probabilities" [n, classes] in the order of the classes; for a number "value" [n, 1]. An underscore is added where a name is taken. */
  readonly outputs: readonly Port[];
}

export interface AnswerOptions {
  /** Numbers that the network gives: one for each class, or for two classes also a single one, the logit of the second. */
  readonly outputs?: number;
  /** Names that the model has for something else, such as its columns. */
  readonly taken?: ReadonlySet<string>;
}

/** `logits`: the name of float32 [n, outputs]; of a number, as `standardised` gives it. */
export function answerNodes(
  label: Label,
  logits: string,
  { outputs, taken = new Set() }: AnswerOptions = {},
): AnswerNodes {
  const graph = open("answer/");
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  const ports =
    label.kind === "number"
      ? valueNodes(label, logits, graph, free)
      : classNodes(label, { logits, single: outputs === 1 }, graph, free);
  return { nodes: graph.nodes, initializers: graph.initializers, outputs: ports };
}

type Free = (name: string) => string;

function valueNodes(
  { mean, deviation }: Extract<Label, { kind: "number" }>,
  logits: string,
  graph: Graph,
  free: Free,
): Port[] {
  const scalar = (name: string, value: number): string =>
    graph.constant(name, { dtype: "float32", shape: [1], data: Float32Array.of(value) });
  const wide = graph.add("Mul", [logits, scalar("deviation", deviation)], "wide");
  const value = graph.named("Add", [wide, scalar("mean", mean)], free("value"));
  return [port(value, "float32", ["n", 1])];
}

function classNodes(
  { classes, answers }: Extract<Label, { kind: "class" }>,
  { logits, single }: { readonly logits: string; readonly single: boolean },
  graph: Graph,
  free: Free,
): Port[] {
  const across = { axis: int(1) };
  const chances = free("probabilities");
  if (single) {
    // Of the logit and of its opposite: neither loses its digits when the other is near 1.
    const second = graph.add("Sigmoid", [logits], "second");
    const first = graph.add("Sigmoid", [graph.add("Neg", [logits], "opposite")], "first");
    graph.named("Concat", [first, second], chances, across);
  } else graph.named("Softmax", [logits], chances, across);
  const best = graph.add("ArgMax", [chances], "best", { ...across, keepdims: int(0) });
  const names = graph.constant("classes", {
    dtype: answers,
    shape: [classes.length],
    data: answers === "int64" ? BigInt64Array.from(classes, BigInt) : classes,
  });
  const answer = graph.named("Gather", [names, best], free("label"), { axis: int(0) });
  return [port(answer, answers, ["n"]), port(chances, "float32", ["n", classes.length])];
}

const port = (name: string, dtype: "float32" | "int64" | "string", shape: readonly (number | string)[]): Port => ({
  name,
  type: { kind: "tensor", dtype, shape },
});
