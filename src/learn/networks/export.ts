/** A trained network as an ONNX model, for any number of rows at once, with the encoding of a table before it and the names of classes after. */
import { TelltaleError } from "../../error.ts";
import type { Constant, Shape } from "../../graph/dtype.ts";
import type { Model, ModelGraph, ModelNode, Port } from "../../graph/model.ts";
import { sigmoid } from "../../graph/ops/elementwise.ts";
import { softmax } from "../../graph/ops/reduce.ts";
import { constant, input, Scope } from "../../graph/value.ts";
import { writeGraph } from "../../graph/write.ts";
import { answerNodes } from "../encoding/answers.ts";
import type { Encoding } from "../encoding/encoding.ts";
import type { Label } from "../encoding/label.ts";
import { encodingNodes, encodingOpsets } from "../encoding/nodes.ts";
import type { Network } from "./network.ts";

export interface Exported {
  /** Raw columns go in, by their names. Without it: "x", float32 [n, ...]. */
  readonly encoding?: Encoding;
  /** Names of classes, or the scale of a number, come out ("label" and "probabilities", or "value"). Without it: "logits", and "probabilities" of what is not a value. */
  readonly label?: Label;
  /** Without a label: what the logits are of. Default: classes. */
  readonly answers?: "classes" | "value";
  readonly metadata?: ReadonlyMap<string, string>;
}
export interface Weights {
  readonly parameters: readonly Float32Array[];
  readonly running: readonly Float32Array[];
}

/** @throws TelltaleError EXPORT_BATCH, for a network that only works on a fixed number of rows */
export function exportModel(network: Network, weights: Weights, options: Exported = {}): Model {
  const { encoding, label, metadata } = options;
  const model = open(network, weights, options);
  const before = encoding && encodingNodes(encoding);
  const graph = before ? fedWith(model.graph, before.output) : model.graph;
  const after =
    label &&
    answerNodes(label, "logits", {
      outputs: network.outputs,
      taken: new Set(before?.inputs.map(({ name }) => name)),
    });
  return {
    ...model,
    ...(metadata ? { metadata } : {}),
    opsets: before ? new Map([...encodingOpsets, ...model.opsets]) : model.opsets,
    graph: {
      ...graph,
      name: "model",
      nodes: [...(before?.nodes ?? []), ...graph.nodes, ...(after?.nodes ?? [])],
      initializers: new Map([...(before?.initializers ?? []), ...graph.initializers, ...(after?.initializers ?? [])]),
      inputs: before?.inputs ?? graph.inputs,
      outputs: after?.outputs ?? graph.outputs,
    },
  };
}

/** Two numbers of rows that no extent of a network is likely to be. */
const batches = [9967, 9973];

/** The network alone, its batch left open: what differs between graphs for two numbers of rows is how many there are. */
function open(network: Network, weights: Weights, options: Exported): Model {
  const [one, two] = batches.map((batch) => written(network, weights, { batch, ...options }));
  if (!one || !two) throw new Error("no model");
  const initializers = new Map<string, Constant>();
  for (const [name, value] of one.graph.initializers) {
    const other = two.graph.initializers.get(name);
    initializers.set(name, other ? opened(value, other, { name, nodes: one.graph.nodes }) : value);
  }
  const rows = ({ name, type }: Port): Port =>
    type.kind === "tensor" && type.shape
      ? { name, type: { ...type, shape: ["n", ...type.shape.slice(1)] } }
      : { name, type };
  const { graph } = one;
  return {
    ...one,
    graph: { ...graph, initializers, inputs: graph.inputs.map(rows), outputs: graph.outputs.map(rows) },
  };
}

/** A shape to read numbers in: -1 where it follows the rows. */
function opened(
  a: Constant,
  b: Constant,
  { name, nodes }: { readonly name: string; readonly nodes: readonly ModelNode[] },
): Constant {
  if (!(a.data instanceof BigInt64Array) || !(b.data instanceof BigInt64Array)) return a;
  const [mine, other] = [a.data, b.data];
  const places = [...mine.keys()].filter((i) => mine[i] !== other[i]);
  if (places.length === 0 && mine.length === other.length) return a;
  const shapes = nodes.every(({ op, inputs }) => !inputs.includes(name) || (op === "Reshape" && inputs[1] === name));
  if (places.length !== 1 || !shapes)
    throw new TelltaleError("EXPORT_BATCH", {
      message: "The network works on a fixed number of rows at once, so that no file can be written for any number",
      hint: "Please report which network it is.",
    });
  return { ...a, data: mine.map((extent, i) => (i === places[0] ? -1n : extent)) };
}

function written(
  network: Network,
  { parameters, running }: Weights,
  { batch, label, answers = "classes", encoding }: Exported & { readonly batch: number },
): Model {
  const scope = new Scope();
  const { shape, dtype } = network.input;
  const held = (data: Float32Array, own: { readonly name: string; readonly shape: Shape } | undefined) =>
    constant(scope, { dtype: "float32", shape: own?.shape ?? [], data }, own?.name);
  const { logits } = network.build(scope, {
    x: input(scope, encoding ? "network/x" : "x", { dtype, shape: [batch, ...shape] }),
    parameters: parameters.map((data, i) => held(data, network.parameters[i])),
    running: running.map((data, i) => held(data, network.running[i])),
    mode: "evaluate",
    mask: () => {
      throw new Error("nothing is dropped in a trained model");
    },
  });
  const asked = label !== undefined || answers === "value";
  const probabilities = network.outputs === 1 ? sigmoid(logits) : softmax(logits);
  return writeGraph(asked ? { logits } : { logits, probabilities });
}

/** The graph, with what nodes before it make in the place of its input. */
function fedWith(graph: ModelGraph, output: string): ModelGraph {
  const renamed = (name: string): string => (name === "network/x" ? output : name);
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(renamed) })) };
}
