/** What a model is, as plain data: made without running it. */
import type { Constant } from "./dtype.ts";
import { sizeOf } from "./dtype.ts";
import { type Answer, answersOf, type Class } from "./answers.ts";
import { versionNotes } from "./file/versions.ts";
import { trainedIn, type TrainedTensor } from "./lowering/roles.ts";
import type { Role } from "./lowering/site.ts";
import { type Learnable, learnable } from "./learnable.ts";
import type { Model, ModelGraph, ModelNode, Port } from "./model.ts";

export interface Description {
  readonly producer: string;
  /** The standard set is "ai.onnx". */
  readonly opsets: Readonly<Record<string, number>>;
  readonly inputs: readonly DescribedPort[];
  readonly outputs: readonly (DescribedPort & { readonly is: Answer["is"]; readonly by: Answer["by"] })[];
  readonly task: "classification" | "regression" | "unknown";
  /** The output that an audit would use. */
  readonly answer: string | null;
  /** The value before the last softmax or sigmoid. */
  readonly logits: string | null;
  readonly classes: readonly Class[] | null;
  readonly parameters: { readonly count: number; readonly tensors: readonly DescribedTensor[] };
  readonly trees: { readonly count: number; readonly nodes: number } | null;
  /** How often each occurs, within control flow too; "domain:Name" where it is not a standard one. */
  readonly operators: Readonly<Record<string, number>>;
  readonly differentiable: Learnable["differentiable"];
  readonly retrainable: Learnable["retrainable"];
  /** Bytes of the tensors that it keeps; trees are not among them. */
  readonly size: number;
  readonly notes: readonly string[];
}
export interface DescribedPort {
  readonly name: string;
  /** A type of tensors, or what else it is, as ONNX writes it. */
  readonly type: string;
  /** A name: as the data say; null: not known. null for all: not even how many axes. */
  readonly shape: readonly (number | string | null)[] | null;
}
export interface DescribedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
}

export function describe(model: Model): Description {
  const { graph, opsets, producer } = model;
  const answers = answersOf(model);
  const trained = [...trainedIn(graph).values()];
  const can = learnable(model, answers);
  const tensors = [
    ...trained.map(({ name, initial: { shape }, role }): DescribedTensor => ({ name, shape, role })),
    // What the file keeps in attributes: known only where the model was put into our terms.
    ...can.parameters.filter(({ name }) => !trained.some((one) => one.name === name)),
  ];
  return {
    producer,
    opsets: Object.fromEntries([...opsets].map(([domain, version]) => [domain || "ai.onnx", version])),
    inputs: graph.inputs.map(describePort),
    outputs: graph.outputs.map((port, i) => ({
      ...describePort(port),
      is: answers.outputs[i]?.is ?? "unknown",
      by: answers.outputs[i]?.by ?? "shape",
    })),
    task: answers.task,
    answer: answers.best?.name ?? null,
    logits: answers.best?.logits ?? null,
    classes: answers.classes,
    parameters: { count: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0), tensors },
    trees: treesIn(graph),
    operators: operatorsIn(graph),
    differentiable: can.differentiable,
    retrainable: can.retrainable,
    size: [...graph.initializers.values()].reduce((sum, constant) => sum + bytesOf(constant), 0),
    notes: [...versionNotes(model), ...notesOn(model), ...tiedNote(trained)],
  };
}

function tiedNote(trained: readonly TrainedTensor[]): readonly string[] {
  const tied = trained.filter(({ uses }) => uses > 1).map(({ name }) => `"${name}"`);
  if (tied.length === 0) return [];
  return [`Several layers share ${tied.join(", ")}, which stays one tensor when the network is trained anew.`];
}

const describePort = ({ name, type }: Port): DescribedPort =>
  type.kind === "tensor" ? { name, type: type.dtype, shape: type.shape } : { name, type: type.is, shape: null };

const bytesOf = ({ data }: Constant): number =>
  ArrayBuffer.isView(data) ? data.byteLength : data.reduce((sum, text) => sum + text.length, 0);

/** Those within If and Loop, too. */
function* everyNode(graph: ModelGraph): Iterable<ModelNode> {
  for (const node of graph.nodes) {
    yield node;
    for (const attribute of Object.values(node.attributes))
      if (attribute.kind === "graph") yield* everyNode(attribute.value);
  }
}

function operatorsIn(graph: ModelGraph): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { op, domain } of everyNode(graph)) {
    const name = domain === "" ? op : `${domain}:${op}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function treesIn(graph: ModelGraph): Description["trees"] {
  let [count, nodes] = [0, 0];
  for (const { op, attributes } of everyNode(graph)) {
    if (!op.startsWith("TreeEnsemble")) continue;
    const [ids, roots] = [attributes["nodes_treeids"], attributes["tree_roots"]];
    if (ids?.kind === "ints") {
      count += new Set(ids.value).size;
      nodes += ids.value.length;
    } else if (roots?.kind === "ints") {
      // Version 5 of ai.onnx.ml lists inner nodes only.
      count += roots.value.length;
      const inner = attributes["nodes_featureids"];
      nodes += inner?.kind === "ints" ? inner.value.length : 0;
    }
  }
  return count > 0 ? { count, nodes } : null;
}

function* notesOn({ graph, functions }: Model): Iterable<string> {
  const types = new Set([...graph.initializers.values()].map(({ dtype }) => dtype));
  if (types.has("bfloat16"))
    yield "Its weights are bfloat16, which the engine has few operators for: if it does not open, export it in float32.";
  if (types.has("float16"))
    yield "Its weights are float16: gradients and training are in float32, and answers may differ in the third digit.";
  if (types.has("float64")) yield "Its weights are float64: gradients and training are in float32.";
  for (const { op, attributes } of everyNode(graph))
    if (op === "BatchNormalization" && attributes["training_mode"]?.value === 1) {
      yield "It was exported while it trains (batch normalisation by the batch): its answers depend on the other rows. Export it with model.eval().";
      break;
    }
  if (functions.length > 0)
    yield `It defines operators itself (${functions.join(", ")}), for other versions of the operators than its own; onnx.inliner.inline_local_functions(model) in Python puts them in where they are used.`;
  const fixed = graph.inputs.find(({ type }) => type.kind === "tensor" && typeof type.shape?.[0] === "number");
  if (fixed?.type.kind === "tensor")
    yield `Its input "${fixed.name}" has a fixed number of rows (${String(fixed.type.shape?.[0])}): it is asked so many at a time, which is slow. Export it with a dynamic first axis.`;
}
