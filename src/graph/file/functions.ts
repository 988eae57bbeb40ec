/** Operators that a model defines itself (ModelProto.functions), put in where they are used: what comes out has standard operators only. */
import type { AttributeMessage, FunctionMessage, GraphMessage, NodeMessage, PortMessage } from "./messages.ts";
import { domainOf } from "./graph.ts";
import { invalid, unsupported } from "./refusals.ts";

/** A function may use another twice, that one a third twice, and so on: a file of a kilobyte then has more nodes than atoms. */
const [most, deepest] = [1_000_000, 50];

type Version = (domain: string) => number | undefined;
export interface Inlined {
  readonly graph: GraphMessage;
  /** Those that were left, because they are made for other versions of the operators than the model. */
  readonly left: readonly FunctionMessage[];
}

/** `version`: of each set of operators that the model uses. Errors: MODEL_INVALID (a function that calls itself), MODEL_UNSUPPORTED (too many nodes). */
export function inlined(graph: GraphMessage, functions: readonly FunctionMessage[], version: Version): Inlined {
  if (functions.length === 0) return { graph, left: [] };
  const fits = (one: FunctionMessage): boolean =>
    (one.opsetImport ?? []).every(({ domain, version: own }) => {
      const other = version(domainOf(domain));
      return other === undefined || (typeof own === "object" ? own.toNumber() : own) === other;
    });
  const known = new Map(functions.filter(fits).map((one) => [keyOf(one.domain, one.name, one.overload), one]));
  let nodes = 0;
  let calls = 0;

  function inGraph(from: GraphMessage, calling: readonly FunctionMessage[]): GraphMessage {
    return { ...from, node: (from.node ?? []).flatMap((node) => inNode(node, calling)) };
  }
  function inNode(node: NodeMessage, calling: readonly FunctionMessage[]): NodeMessage[] {
    if (++nodes > most)
      throw unsupported(
        `The model has more than ${most} nodes once the operators that it defines itself are put in where they are used.`,
        "Export it without functions of its own.",
      );
    const found = known.get(keyOf(node.domain, node.opType, node.overload));
    if (!found)
      return [
        {
          ...node,
          attribute: (node.attribute ?? []).map((one) => (one.g ? { ...one, g: inGraph(one.g, calling) } : one)),
        },
      ];
    if (calling.includes(found) || calling.length >= deepest)
      throw invalid(`The operator "${found.name ?? ""}", which the model defines itself, calls itself.`);
    return bodyOf(found, node, `${node.name || found.name || ""}#${calls++}/`).flatMap((one) =>
      inNode(one, [...calling, found]),
    );
  }
  return { graph: inGraph(graph, []), left: functions.filter((one) => !fits(one)) };
}

const keyOf = (domain: string | undefined, name = "", overload = ""): string =>
  JSON.stringify([domainOf(domain), name, overload]);

/** The nodes of a function as one call has them: with its inputs, outputs and attributes, and names that no other call has. */
function bodyOf(made: FunctionMessage, call: NodeMessage, prefix: string): NodeMessage[] {
  const inputs = made.input ?? [];
  const names = new Map(inputs.map((name, i) => [name, call.input?.[i] ?? ""]));
  const through: NodeMessage[] = [];
  (made.output ?? []).forEach((name, i) => {
    const outside = call.output?.[i];
    if (!outside) return;
    if (inputs.includes(name)) through.push({ opType: "Identity", input: [names.get(name) ?? ""], output: [outside] });
    else names.set(name, outside);
  });
  const renamed: Renamed = (name) => (name === "" ? "" : (names.get(name) ?? `${prefix}${name}`));
  const given = new Map(
    [...(made.attributeProto ?? []), ...(call.attribute ?? [])].map((one) => [one.name ?? "", one]),
  );
  return [...(made.node ?? []).map((node) => renamedNode(node, renamed, given)), ...through];
}

type Renamed = (name: string) => string;
type Given = ReadonlyMap<string, AttributeMessage>;

function renamedNode(node: NodeMessage, renamed: Renamed, given: Given): NodeMessage {
  return {
    ...node,
    input: (node.input ?? []).map(renamed),
    output: (node.output ?? []).map(renamed),
    ...(node.name && { name: renamed(node.name) }),
    attribute: (node.attribute ?? []).flatMap((attribute): AttributeMessage[] => {
      if (attribute.g) return [{ ...attribute, g: renamedGraph(attribute.g, renamed, given) }];
      if (!attribute.refAttrName) return [attribute];
      // One that the call does not give has its default.
      const found = given.get(attribute.refAttrName);
      return found ? [{ ...found, name: attribute.name ?? "" }] : [];
    }),
  };
}

function renamedGraph(graph: GraphMessage, renamed: Renamed, given: Given): GraphMessage {
  const port = (one: PortMessage): PortMessage => ({ ...one, name: renamed(one.name ?? "") });
  return {
    ...graph,
    node: (graph.node ?? []).map((node) => renamedNode(node, renamed, given)),
    initializer: (graph.initializer ?? []).map((one) => ({ ...one, name: renamed(one.name ?? "") })),
    input: (graph.input ?? []).map(port),
    output: (graph.output ?? []).map(port),
    valueInfo: (graph.valueInfo ?? []).map(port),
  };
}
