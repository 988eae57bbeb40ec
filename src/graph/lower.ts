/** A user's model in terms of our own operations, so that it can be differentiated, stacked and trained. */
import { TelltaleError } from "../error.ts";
import { type Constant, type Shape, sizeOf } from "./dtype.ts";
import { known } from "./fold.ts";
import { single } from "./lowering/constants.ts";
import { obstacleOf, outputsOnly } from "./lowering/obstacles.ts";
import { trainedIn, type TrainedTensor } from "./lowering/roles.ts";
import type { Site, Statistic, Trained } from "./lowering/site.ts";
import { narrowed, titleOf } from "./lowering/site.ts";
import { loweringOf } from "./lowering/table.ts";
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
  const { nodes, outputs: ports } = model.graph;
  const wanted = options.outputs ?? ports.map(({ name }) => name);
  const translation = new Translation(model, scope, options);
  try {
    for (const node of needed(nodes, wanted, translation.inputs)) translation.add(node);
  } finally {
    scope.root.origin = "";
  }
  const outputs = wanted.map((name): [string, Value] => {
    const value = translation.valueOf(name);
    if (value) return [name, value];
    throw new TelltaleError("GRAPH_VALUE_MISSING", {
      message: `The model has no value "${name}" that can be computed from numbers.`,
      hint: `Its outputs are ${ports.map((port) => port.name).join(", ")}.`,
    });
  });
  const { inputs, parameters, running } = translation;
  return { inputs, outputs: new Map(outputs), parameters: [...parameters.values()], running: [...running.values()] };
}

/** What stands for the values of a file so far. */
class Translation {
  readonly inputs: Map<string, Value>;
  readonly parameters = new Map<string, Parameter>();
  readonly running = new Map<string, Statistic>();
  private readonly model: Model;
  private readonly scope: Scope;
  private readonly options: Lowering;
  private readonly trained: ReadonlyMap<string, TrainedTensor>;
  private readonly values: Map<string, Value | undefined>;

  constructor(model: Model, scope: Scope, options: Lowering) {
    [this.model, this.scope, this.options] = [model, scope, options];
    this.trained = trainedIn(model.graph);
    this.inputs = new Map(options.inputs);
    this.values = new Map(options.inputs);
  }

  /** Inputs, parameters and constants are made when they are first asked for. */
  valueOf(name: string): Value | undefined {
    if (this.values.has(name)) return this.values.get(name);
    const value = this.made(name);
    this.values.set(name, value);
    return value;
  }
  private made(name: string): Value | undefined {
    const { scope, options } = this;
    const { initializers, inputs } = this.model.graph;
    const parameter = this.trained.get(name);
    if (parameter) return this.learn(parameter);
    const initializer = initializers.get(name);
    if (initializer) return constant(scope, single(initializer));
    const port = inputs.find((one) => one.name === name);
    if (!port) return undefined;
    const value = placeholder(port, scope, options);
    this.inputs.set(name, value);
    return value;
  }

  add(node: ModelNode): void {
    if (node.outputs.some((name) => this.trained.has(name))) return; // a Constant node
    this.scope.root.origin = titleOf(node);
    const site = this.siteOf(node);
    const lacks = node.inputs.find((name, i) => name !== "" && !site.inputs[i]);
    if (lacks !== undefined) throw missing(node, lacks);
    lowerNode(site).forEach((value, i) => {
      const name = node.outputs[i] ?? "";
      if (!this.values.has(name)) this.values.set(name, value && settled(value));
    });
  }

  private siteOf(node: ModelNode): Site {
    return {
      node,
      opset: this.model.opsets.get(node.domain) ?? 1,
      scope: this.scope,
      inputs: node.inputs.map((name) => (name === "" ? undefined : this.valueOf(name))),
      mode: this.options.mode,
      dropout: this.options.dropout,
      learn: (name, initial, { role, fanIn }) => this.learn({ name, initial, role, fanIn }),
      statistic: (is, next) => this.statistic(node, is, next),
    };
  }

  private learn({ name, initial, role, fanIn }: Omit<TrainedTensor, "uses">): Value {
    const before = this.parameters.get(name)?.value;
    if (before) return before;
    const value = this.options.given?.get(name) ?? input(this.scope, name, initial);
    this.parameters.set(name, { name, value, initial, role, fanIn });
    return value;
  }

  private statistic(node: ModelNode, is: Statistic["is"], next: (before: Value) => Value | null): Value {
    const name = node.inputs[is === "mean" ? 3 : 4] ?? "";
    const initializer = this.model.graph.initializers.get(name);
    if (!initializer) {
      const found = this.valueOf(name);
      if (found) return found;
      throw missing(node, name);
    }
    const initial = single(initializer);
    const value = this.running.get(name)?.value ?? this.options.given?.get(name) ?? input(this.scope, name, initial);
    this.running.set(name, { name, is, value, initial, next: next(value) });
    return value;
  }
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
