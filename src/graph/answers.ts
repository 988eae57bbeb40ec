/** What a model answers with: which output holds probabilities, logits, a label or a number; told by operators first, then names, then shapes. */
import type { Model, ModelGraph, ModelNode, Port } from "./model.ts";

export type Class = string | number;
/** probability: one number, that of the second class. maps: a list of maps from class to probability (zipmap). */
export type Kind = "probabilities" | "probability" | "maps" | "logits" | "logit" | "label" | "value" | "unknown";
export interface Answer {
  /** Of the output. */
  readonly name: string;
  readonly is: Kind;
  /** How it is known: by what makes it, by its name, or guessed from its shape. */
  readonly by: "operator" | "name" | "shape";
  /** The tensor that holds the same: of maps, what they are made of. */
  readonly tensor: string;
  /** Of probabilities: the value before the last softmax or sigmoid, where the file has one. */
  readonly logits: string | null;
}
export interface Answers {
  readonly task: "classification" | "regression" | "unknown";
  /** In the order of the file. */
  readonly outputs: readonly Answer[];
  /** The one that says most: probabilities before logits before a label, what is known before what is guessed. */
  readonly best: Answer | null;
  readonly label: string | null;
  /** In the order of the probabilities; null where the file does not say. */
  readonly classes: readonly Class[] | null;
}

export function answersOf({ graph }: Pick<Model, "graph">): Answers {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name): [string, ModelNode] => [name, node])));
  const outputs = graph.outputs.map((port) => answerOf(port, makers));
  const scored = outputs.filter(({ is }) => ranks.includes(is));
  const best = scored.toSorted((a, b) => order(a) - order(b))[0] ?? null;
  const classes = classesOf(graph);
  const label = outputs.find(({ is }) => is === "label")?.name ?? null;
  const regression = best?.is === "value" && label === null && classes === null;
  const task = regression ? "regression" : best === null ? "unknown" : "classification";
  return { task, outputs, best, label, classes };
}

const ranks: readonly Kind[] = ["probabilities", "probability", "maps", "logits", "logit", "value", "label"];
const trust = { operator: 0, name: 1, shape: 2 } as const;
const order = ({ is, by }: Answer): number => (is === "label" ? 100 : trust[by] * 10 + ranks.indexOf(is) / 10);

/** Operators that change neither the numbers nor their order. */
const plain = new Set(["Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "ai.onnx.ml.Normalizer"]);
type Makers = ReadonlyMap<string, ModelNode>;

/** A file may be damaged so that it goes in circles. */
const farthest = 1000;

interface Made {
  readonly op: string;
  readonly node: ModelNode;
  /** Which of its outputs. */
  readonly port: number;
  /** Between it and the value, rows were divided by their sums. */
  readonly normalised: boolean;
}
function madeBy(name: string, makers: Makers): Made | null {
  let at = name;
  let normalised = false;
  for (let steps = 0; steps < farthest; steps++) {
    const node = makers.get(at);
    if (!node) return null;
    const op = node.domain === "" ? node.op : `${node.domain}.${node.op}`;
    if (!plain.has(op) || node.inputs[0] === undefined) return { op, node, port: node.outputs.indexOf(at), normalised };
    normalised ||= op === "ai.onnx.ml.Normalizer";
    at = node.inputs[0];
  }
  return null;
}

function answerOf(port: Port, makers: Makers): Answer {
  const { name, type } = port;
  if (type.kind === "other") {
    const [tensor = name] = makers.get(name)?.inputs ?? [];
    const is = type.is.startsWith("seq(map(") ? "maps" : "unknown";
    return { name, is, by: "operator", tensor, logits: is === "maps" ? logitsBefore(tensor, makers) : null };
  }
  const made = (is: Kind, by: Answer["by"], logits: string | null = null): Answer => ({
    name,
    is,
    by,
    tensor: name,
    logits,
  });
  const width = widthOf(port);
  if (!type.dtype.startsWith("float") && type.dtype !== "bfloat16")
    return made(width === 1 ? "label" : "unknown", "shape");
  const maker = madeBy(name, makers);
  const logits = logitsBefore(name, makers);
  switch (maker?.op) {
    case "Softmax":
      return made("probabilities", "operator", logits);
    case "Sigmoid":
      return made(width === 1 ? "probability" : "probabilities", "operator", logits);
    case "LogSoftmax":
      return made("logits", "operator");
    case "Concat":
      if (logits !== null) return made("probabilities", "operator", logits);
      break;
    case "ai.onnx.ml.TreeEnsembleClassifier":
    case "ai.onnx.ml.LinearClassifier":
    case "ai.onnx.ml.SVMClassifier":
      if (maker.port === 1) return made(givesScores(maker) ? "logits" : "probabilities", "operator");
      break;
    case "ai.onnx.ml.TreeEnsembleRegressor":
    case "ai.onnx.ml.LinearRegressor":
    case "ai.onnx.ml.SVMRegressor":
      return made("value", "operator");
  }
  if (/prob|softmax|sigmoid/i.test(name)) return made(width === 1 ? "probability" : "probabilities", "name");
  if (/logit/i.test(name)) return made(width === 1 ? "logit" : "logits", "name");
  if (width === 1) return made("value", /variable|predict|regress|target/i.test(name) ? "name" : "shape");
  return made("logits", "shape");
}

/** Classifiers that end without a link function: scores, unless they vote with shares, as forests do. */
function givesScores({ op, node: { attributes }, normalised }: Made): boolean {
  const transform = attributes["post_transform"];
  if (normalised || (transform !== undefined && transform.value !== "NONE")) return false;
  if (op === "ai.onnx.ml.SVMClassifier") return attributes["prob_a"] === undefined;
  const votes = attributes["class_weights"];
  return op === "ai.onnx.ml.LinearClassifier" || (votes?.kind === "floats" && votes.value.some((vote) => vote < 0));
}

/** Through a softmax, a sigmoid, or [1 - p, p] of a sigmoid. */
function logitsBefore(name: string, makers: Makers): string | null {
  const maker = madeBy(name, makers);
  if (maker?.op === "Softmax" || maker?.op === "Sigmoid") return maker.node.inputs[0] ?? null;
  const [rest, p] = maker?.op === "Concat" && maker.node.inputs.length === 2 ? maker.node.inputs : [];
  if (rest === undefined || p === undefined) return null;
  const difference = madeBy(rest, makers);
  if (difference?.op !== "Sub" || difference.node.inputs[1] !== p) return null;
  return madeBy(p, makers)?.op === "Sigmoid" ? logitsBefore(p, makers) : null;
}

/** How many numbers an example gets; null: unknown. */
function widthOf({ type }: Port): number | null {
  if (type.kind === "other" || type.shape === null) return null;
  if (type.shape.length < 2) return 1;
  const last = type.shape.at(-1);
  return typeof last === "number" ? last : null;
}

/** By the last node that knows them. */
function classesOf({ nodes, initializers }: ModelGraph): readonly Class[] | null {
  for (const { op, inputs, attributes } of nodes.toReversed()) {
    for (const name of ["classlabels_strings", "classlabels_int64s", "classlabels_ints"]) {
      const found = attributes[name];
      if ((found?.kind === "strings" || found?.kind === "ints") && found.value.length > 0) return found.value;
    }
    // Scikit-learn's networks look the label up in a list of classes.
    const list = op === "ArrayFeatureExtractor" ? initializers.get(inputs[0] ?? "") : undefined;
    if (list?.dtype === "string") return Array.from(list.data, String);
    if (list?.dtype === "int64") return Array.from(list.data, Number);
  }
  return null;
}
