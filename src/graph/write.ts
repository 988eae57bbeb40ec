/** From values to an ONNX model. Names are given by order, so that the same graph is the same bytes whoever builds it. */
import type { Constant } from "./dtype.ts";
import type { Model, ModelGraph, ModelNode, Port } from "./model.ts";
import { type Body, type Node, reachable, type Scope, type Value } from "./value.ts";

/** Of the operators we write: Gelu and the like are made of simpler ones, so that any engine of 2023 or later reads it. */
const opset = 18;
const irVersion = 8;

export interface Written {
  readonly producer?: string;
  readonly metadata?: ReadonlyMap<string, string>;
}

/** Outputs by their names; inputs keep theirs. Only what leads to an output is written. */
export function writeGraph(
  outputs: Readonly<Record<string, Value>>,
  { producer = "telltale", metadata }: Written = {},
): Model {
  const ports = reachable(Object.values(outputs)).flatMap(({ name, scope }) =>
    name !== undefined && scope.depth === 0 ? [name] : [],
  );
  const names = new Names(new Set([...ports, ...Object.keys(outputs)]));
  const { graph, domains } = writeScope(null, names, { inputs: null, outputs: Object.entries(outputs) });
  return {
    irVersion,
    producer,
    opsets: new Map([
      ["", opset],
      ...[...domains].map((domain): [string, number] => [domain, domain === "ai.onnx.ml" ? 3 : 1]),
    ]),
    graph,
    functions: [],
    metadata: metadata ?? new Map(),
  };
}

class Names {
  /** Those that somebody reads. */
  readonly read = new Set<string>();
  /** Names of inputs and outputs, which no value within may have. */
  private readonly taken: ReadonlySet<string>;
  private readonly given = new Map<Node, readonly string[]>();
  private readonly claimed = new Map<Value, string>();
  private count = 0;
  constructor(taken: ReadonlySet<string>) {
    this.taken = taken;
  }
  /** An output's name for what is made for it; false where it has another already. */
  claim(value: Value, name: string): boolean {
    if (this.claimed.has(value) || this.given.has(value.node)) return false;
    this.claimed.set(value, name);
    return true;
  }
  of({ node, port }: Value): string {
    const name = this.all(node)[port] ?? "";
    this.read.add(name);
    return name;
  }
  all(node: Node): readonly string[] {
    let names = this.given.get(node);
    if (!names)
      this.given.set(
        node,
        (names =
          node.name !== undefined && node.scope.depth === 0
            ? [node.name]
            : node.outputs.map((value) => this.claimed.get(value) ?? this.next())),
      );
    return names;
  }
  next(): string {
    let name: string;
    do name = `v${this.count++}`;
    while (this.taken.has(name));
    return name;
  }
}

interface Ends {
  /** Null: those that are found, in the order of their creation. */
  readonly inputs: readonly Value[] | null;
  readonly outputs: readonly (readonly [string, Value])[];
}

function writeScope(scope: Scope | null, names: Names, ends: Ends): { graph: ModelGraph; domains: Set<string> } {
  const nodes: ModelNode[] = [];
  const initializers = new Map<string, Constant>();
  const domains = new Set<string>();
  const inputs: Value[] = [...(ends.inputs ?? [])];
  for (const value of inputs) names.all(value.node);
  const here = reachable(ends.outputs.map(([, value]) => value)).filter(
    (node) => scope === null || node.scope === scope,
  );
  const nodesHere = new Set(here.filter(({ op, constant }) => op !== "Input" && !constant));
  const direct = new Set(
    ends.outputs.filter(([name, value]) => nodesHere.has(value.node) && names.claim(value, name)).map(([name]) => name),
  );
  for (const node of here) {
    const [name = ""] = names.all(node);
    if (node.constant) initializers.set(name, node.constant);
    else if (node.op === "Input") {
      if (ends.inputs === null) inputs.push(...node.outputs);
    } else {
      if (node.domain !== "") domains.add(node.domain);
      const body = node.body && writeBody(node.body, names);
      for (const domain of body?.domains ?? []) domains.add(domain);
      nodes.push({
        name: "",
        op: node.op,
        domain: node.domain,
        inputs: node.inputs.map((value) => names.of(value)),
        outputs: names.all(node),
        attributes: body ? { body: { kind: "graph", value: body.graph } } : node.attributes,
      });
    }
  }
  // An output has a name of its own: also where it is an input, a constant, another output, or from around a loop, and is copied
  // (only there: a copy of a loop's state in each turn costs a twentieth of a step of training).
  const outputs = ends.outputs.map(([name, value]): Port => {
    if (!direct.has(name))
      nodes.push({ name: "", op: "Identity", domain: "", inputs: [names.of(value)], outputs: [name], attributes: {} });
    return port(name, value);
  });
  for (const { name } of outputs) names.read.add(name);
  const graph = {
    name: scope ? "body" : "graph",
    // What nobody reads has no name: the engine then does not work it out (the places of a max pool take five times as long). The first output of an operator must have one.
    nodes: nodes.map((node) => {
      if (node.op === "Loop") return node;
      return { ...node, outputs: node.outputs.map((name, port) => (port === 0 || names.read.has(name) ? name : "")) };
    }),
    initializers,
    inputs: inputs.map((value) => port(names.of(value), value)),
    outputs,
    values: [],
  };
  return { graph, domains };
}

const writeBody = ({ scope, inputs, outputs }: Body, names: Names): { graph: ModelGraph; domains: Set<string> } =>
  writeScope(scope, names, { inputs, outputs: outputs.map((value) => [names.next(), value] as const) });

const port = (name: string, { dtype, shape }: Value): Port => ({ name, type: { kind: "tensor", dtype, shape } });
