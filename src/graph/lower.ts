/** A user's model in terms of our own operations, so that it can be differentiated, stacked and trained. */
import { TelltaleError } from "../error.ts";
import { type Constant, type Shape, sizeOf } from "./dtype.ts";
import { known } from "./fold.ts";
import { single } from "./lowering/constants.ts";
import { obstacles } from "./lowering/obstacles.ts";
import { trainedIn, type TrainedTensor } from "./lowering/roles.ts";
import type { Site, Statistic, Trained } from "./lowering/site.ts";
import { narrowed, titleOf } from "./lowering/site.ts";
import { loweringOf, operatorOf } from "./lowering/table.ts";
import type { Model, ModelNode, Port } from "./model.ts";
import { tensor } from "./ops/constants.ts";
import { constant, input, type Scope, type Value } from "./value.ts";

export interface Parameter extends Trained {
  /** As in the file. */
  readonly name: string;
  /** An input of the graph, of the same name, unless it was given. */
  readonly value: Value;
  /** What the file has it as, in float32. */
  readonly initial: Constant;
}
export interface Lowered {
  /** Inputs that the outputs depend on. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
  /** In the order of their first use. */
  readonly parameters: readonly Parameter[];
  /** Running statistics of batch normalisation. */
  readonly running: readonly Statistic[];
}

export interface Lowering {
  /** Names of any values in the model's graph. Default: its outputs. */
  readonly outputs?: readonly string[];
  /**
   * What stands in for inputs, by their names; or for any values in between: then the network begins there, and what is before is not looked at.
   * Inputs that are missing are made, of these sizes.
   */
  readonly inputs?: ReadonlyMap<string, Value>;
  /** By the names of parameters and running statistics: what stands in for them, such as what a loop carries. */
  readonly given?: ReadonlyMap<string, Value>;
  /** How many examples, where the first axis of an input is left open. Default: 1. */
  readonly batch?: number;
  /** Extents of other axes that are left open, by their names. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** train: batch normalisation uses the batch, and dropout drops. */
  readonly mode: "evaluate" | "train";
  /** Masks of 0 and 1 / (1 - ratio). */
  readonly dropout?: (shape: Shape, ratio: number) => Value;
}

/**
 * Everything is computed in float32, whatever the file has.
 * Errors: GRAPH_OPERATOR_UNKNOWN, GRAPH_NOT_DIFFERENTIABLE (an operator that is known, but cannot be), GRAPH_SHAPE, GRAPH_SHAPE_UNKNOWN,
 * GRAPH_VALUE_MISSING (an output that the model does not have), MODEL_INVALID.
 */
export function lower(model: Model, scope: Scope, options: Lowering): Lowered {
  const { graph } = model;
  const trained = new Map(trainedIn(graph));
  const values = new Map<string, Value | undefined>(options.inputs);
  const inputs = new Map<string, Value>(options.inputs);
  const parameters = new Map<string, Parameter>();
  const running = new Map<string, Statistic>();
  const wanted = options.outputs ?? graph.outputs.map(({ name }) => name);

  function learn({ name, initial, role, fanIn }: Omit<TrainedTensor, "uses">): Value {
    const before = parameters.get(name)?.value;
    if (before) return before;
    const value = options.given?.get(name) ?? input(scope, name, initial);
    parameters.set(name, { name, value, initial, role, fanIn });
    return value;
  }
  function source(name: string): Value | undefined {
    if (values.has(name)) return values.get(name);
    const value = made(name);
    values.set(name, value);
    return value;
  }
  function made(name: string): Value | undefined {
    const parameter = trained.get(name);
    if (parameter) return learn(parameter);
    const initializer = graph.initializers.get(name);
    if (initializer) return constant(scope, single(initializer));
    const port = graph.inputs.find((one) => one.name === name);
    if (!port) return undefined;
    const value = placeholder(port, scope, options);
    inputs.set(name, value);
    return value;
  }
  const siteOf = (node: ModelNode): Site => ({
    node,
    opset: model.opsets.get(node.domain) ?? 1,
    scope,
    inputs: node.inputs.map((name) => (name === "" ? undefined : source(name))),
    mode: options.mode,
    dropout: options.dropout,
    learn: (name, initial, { role, fanIn }) => learn({ name, initial, role, fanIn }),
    statistic(index, next) {
      const name = node.inputs[index] ?? "";
      const initial = graph.initializers.get(name);
      if (!initial) {
        const found = source(name);
        if (found) return found;
        throw missing(node, name);
      }
      const before = running.get(name)?.value ?? options.given?.get(name) ?? input(scope, name, single(initial));
      running.set(name, { name, value: before, initial: single(initial), next: next(before) });
      return before;
    },
  });

  for (const node of needed(graph.nodes, wanted, inputs)) {
    if (node.outputs.some((name) => trained.has(name))) continue; // a Constant node
    scope.root.origin = titleOf(node);
    const site = siteOf(node);
    const lacks = node.inputs.find((name, i) => name !== "" && !site.inputs[i]);
    if (lacks !== undefined) throw missing(node, lacks);
    const result = lowerNode(site);
    result.forEach((value, i) => {
      const name = node.outputs[i] ?? "";
      if (!values.has(name)) values.set(name, value && settled(value));
    });
  }
  scope.root.origin = "";
  const outputs = wanted.map((name): [string, Value] => {
    const value = source(name);
    if (value) return [name, value];
    throw new TelltaleError("GRAPH_VALUE_MISSING", {
      message: `The model has no value "${name}" that can be computed from numbers.`,
      hint: `Its outputs are ${graph.outputs.map((port) => port.name).join(", ")}.`,
    });
  });
  return { inputs, outputs: new Map(outputs), parameters: [...parameters.values()], running: [...running.values()] };
}

/** Nodes that the values depend on, as far as those are not given, in the order of the file (which ONNX requires to be one of dependence). */
export function needed(
  nodes: readonly ModelNode[],
  wanted: readonly string[],
  given: { has(name: string): boolean } = new Set<string>(),
): readonly ModelNode[] {
  const names = new Set(wanted);
  const found: ModelNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => name !== "" && names.has(name) && !given.has(name))) continue;
    found.push(node);
    for (const name of node.inputs) names.add(name);
  }
  return found.toReversed();
}

/** Why there is no way to understand an operator, or no gradient through it; undefined: there is one. */
export function obstacleOf(node: ModelNode): TelltaleError | undefined {
  const why = obstacles[operatorOf(node)];
  if (why !== undefined) {
    const message = `${titleOf(node)} has no gradient: it ${why}.`;
    return new TelltaleError("GRAPH_NOT_DIFFERENTIABLE", { message, hint: outputsOnly });
  }
  if (loweringOf(node)) return undefined;
  const message = `${titleOf(node)} is of an operator that telltale has no gradient of.`;
  return new TelltaleError("GRAPH_OPERATOR_UNKNOWN", {
    message: node.domain.startsWith("com.microsoft")
      ? `${message} It was made by onnxruntime's optimisation: give the model as it was exported.`
      : message,
    hint: outputsOnly,
  });
}
const outputsOnly =
  "The model can still be audited by its outputs; only what needs its gradient, or to train it anew, cannot be done.";

function lowerNode(site: Site): readonly (Value | undefined)[] {
  const { node } = site;
  const obstacle = obstacleOf(node);
  const lowering = loweringOf(node);
  if (obstacle || !lowering) throw obstacle ?? new Error(`no way to lower ${titleOf(node)}`);
  if (site.inputs.some((value) => value?.dtype === "string"))
    throw new TelltaleError("GRAPH_NOT_DIFFERENTIABLE", {
      message: `${titleOf(node)} has no gradient: it works on text.`,
      hint: "Encode text as numbers before the model, or audit it by its outputs.",
    });
  try {
    const result = lowering(site);
    return "node" in result ? [result] : result;
  } catch (error) {
    if (error instanceof TelltaleError && error.message.includes(titleOf(node))) throw error;
    const message = `${titleOf(node)}: ${error instanceof Error ? error.message : String(error)}`;
    const { code, hint } =
      error instanceof TelltaleError ? error : { code: "GRAPH_OPERATOR_UNKNOWN", hint: outputsOnly };
    throw new TelltaleError(code, { message, hint, cause: error });
  }
}

/** What is small and known is a constant from here on: shapes, axes, roots of sizes. */
function settled(value: Value): Value {
  if (value.node.op === "Constant" || sizeOf(value.shape) > 1024) return value;
  const numbers = known(value);
  // "Up to the end" is written as 2^63 - 1, which is no number here.
  const exact = numbers?.dtype === "float32" || numbers?.data.every(Number.isSafeInteger);
  return numbers && exact ? tensor(value.node.scope, numbers.shape, [...numbers.data], numbers.dtype) : value;
}

const missing = (node: ModelNode, name: string): TelltaleError =>
  new TelltaleError("MODEL_INVALID", {
    message: `${titleOf(node)} reads "${name}", which nothing before it makes${loweringOf(node) ? " of numbers" : ""}.`,
    hint: "The file is damaged, or what wrote it has a fault: `onnx.checker.check_model(path)` in Python says more.",
  });

/** An input of the graph, where nothing was given in its place. */
function placeholder({ name, type }: Port, scope: Scope, { batch = 1, sizes }: Lowering): Value {
  if (type.kind !== "tensor" || type.shape === null)
    throw new TelltaleError("GRAPH_SHAPE_UNKNOWN", {
      message: `The model does not say the shape of its input "${name}"${type.kind === "tensor" ? "" : `, a ${type.is}`}.`,
      hint: "Export it with an example, so that the number of axes is known.",
    });
  const shape = type.shape.map((extent, i) => {
    if (typeof extent === "number") return extent;
    const size = (extent === null ? undefined : sizes?.get(extent)) ?? (i === 0 ? batch : undefined);
    if (size !== undefined) return size;
    throw new TelltaleError("GRAPH_SHAPE_UNKNOWN", {
      message: `Axis ${i} of the input "${name}" is left open${extent === null ? "" : ` (${extent})`}.`,
      hint: "Say how long it is, or export the model with that axis fixed.",
    });
  });
  return input(scope, name, { dtype: narrowed(type.dtype), shape });
}
