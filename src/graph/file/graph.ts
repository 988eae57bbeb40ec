/** GraphProto and its nodes to a graph and back. */
import type { Constant } from "../dtype.ts";
import type { Attribute, ModelGraph, ModelNode } from "../model.ts";
import { readAttribute, writeAttribute } from "./attribute.ts";
import type { GraphMessage, NodeMessage } from "./messages.ts";
import { invalid, unsupported } from "./refusals.ts";
import { readTensor, writeTensor } from "./tensor.ts";
import { readPort, writePort } from "./types.ts";

/** "ai.onnx" is another way to write the standard set. */
export const domainOf = (domain: string | undefined): string =>
  domain === undefined || domain === "ai.onnx" ? "" : domain;

export function readGraph(message: GraphMessage): ModelGraph {
  if (message.sparseInitializer?.length) {
    const name = message.sparseInitializer[0]?.values?.name ?? "";
    throw unsupported(`The model keeps sparse weights ("${name}").`, "Export it with dense weights.");
  }
  const initializers = new Map<string, Constant>();
  for (const tensor of message.initializer ?? []) {
    const name = tensor.name ?? "";
    if (initializers.has(name)) throw invalid(`Two initializers are named "${name}".`);
    initializers.set(name, readTensor(tensor, `The initializer "${name}"`));
  }
  return {
    name: message.name ?? "",
    nodes: (message.node ?? []).map(readNode),
    initializers,
    inputs: (message.input ?? []).map(readPort).filter(({ name }) => !initializers.has(name)),
    outputs: (message.output ?? []).map(readPort),
    values: (message.valueInfo ?? []).map(readPort),
  };
}

function readNode(message: NodeMessage, index: number): ModelNode {
  const name = message.name ?? "";
  const op = message.opType ?? "";
  const node = name ? `"${name}" (${op})` : `${index} (${op})`;
  if (op === "") throw invalid(`Node ${node} has no operator.`);
  const attributes = (message.attribute ?? []).map((attribute): [string, Attribute] => {
    const key = attribute.name ?? "";
    return [key, readAttribute(attribute, `The attribute "${key}" of node ${node}`, readGraph)];
  });
  return {
    name,
    op,
    domain: domainOf(message.domain),
    inputs: [...(message.input ?? [])],
    outputs: [...(message.output ?? [])],
    attributes: Object.fromEntries(attributes),
  };
}

export function writeGraph(graph: ModelGraph): GraphMessage {
  return {
    name: graph.name,
    node: graph.nodes.map(writeNode),
    initializer: [...graph.initializers].map(([name, constant]) => writeTensor(constant, name)),
    input: graph.inputs.map(writePort),
    output: graph.outputs.map(writePort),
    valueInfo: graph.values.map(writePort),
  };
}

const writeNode = ({ name, op, domain, inputs, outputs, attributes }: ModelNode): NodeMessage => ({
  input: inputs,
  output: outputs,
  opType: op,
  attribute: Object.entries(attributes).map(([key, attribute]) => writeAttribute(key, attribute, writeGraph)),
  // Left out where they say nothing, so that a file written is as short as one exported.
  ...(name && { name }),
  ...(domain && { domain }),
});
