/** Gradients of each example's loss, of one network with the weights of several models, told by their lengths. */
import { type Constant, sizeOf } from "../../../graph/dtype.ts";
import { gradient } from "../../../graph/gradient.ts";
import { range, scalar } from "../../../graph/ops/constants.ts";
import { add, cast, equal, mul, sub } from "../../../graph/ops/elementwise.ts";
import { reshape } from "../../../graph/ops/layout.ts";
import { softmax } from "../../../graph/ops/reduce.ts";
import { encodeModel } from "../../../graph/protobuf.ts";
import { openSession, type Session } from "../../../graph/session.ts";
import { stacked } from "../../../graph/stack.ts";
import { input, Scope, type Value } from "../../../graph/value.ts";
import { writeGraph } from "../../../graph/write.ts";
import type { Weights } from "../../../learn/networks/export.ts";
import { countOf, type Network } from "../../../learn/networks/network.ts";
import { dtypeOf, type Examples, rowsOf } from "../../../learn/training/data.ts";
import type { Objective } from "../../../learn/training/objective.ts";
import { layersOf } from "./layers.ts";
import { squaredByOutput, squaredLengths } from "./lengths.ts";

/**
 * Of one model, row by row. The gradient of a loss is its slope by the outputs, times a size of its own that float32 cannot hold where a model is sure
 * (1 - p of the true class); here the slope is a direction of about length 1, and `losses.ts` has the size.
 */
export interface Slopes {
  /** [rows, outputs] */
  readonly logits: Float32Array;
  /** Squared lengths by layer, each [rows]. */
  readonly layers: readonly Float32Array[];
  /** By the example itself; null: it is no number that could be a little larger. */
  readonly input: Float32Array | null;
  /** Of the last weights, by output: [rows, outputs]; null: they are not told apart. */
  readonly outputs: Float32Array | null;
}

export interface Truth {
  readonly objective: Objective;
  /** By row: the place of its class among the network's outputs (one logit: 0 or 1); not read for numbers. */
  readonly codes: Int32Array;
}

/**
 * @param network evaluated, not trained: batch norm by its running statistics, no dropout
 * @param models weights of each, in the network's order
 * @param x row after row
 * @throws TelltaleError TRAINING_SHAPE, GRAPH_NOT_DIFFERENTIABLE, GRAPH_NOT_STACKABLE, ENGINE_*
 */
export async function slopesOf(
  network: Network,
  models: readonly Weights[],
  { x, truth }: { readonly x: Examples; readonly truth: Truth },
): Promise<readonly Slopes[]> {
  const rows = rowsOf(network, x);
  const batch = batchOf(network);
  const asking = await open(network, truth.objective, { batch, x });
  const found: Slopes[] = [];
  for (const model of models) found.push(await ask(asking, network, { model, x, codes: truth.codes, rows, batch }));
  return found;
}

/** Examples at once: gradients that have to be written out (of convolutions, say) take some 32 MB at most. */
function batchOf(network: Network): number {
  const most = Math.min(128, Math.floor(2 ** 23 / Math.max(countOf(network), sizeOf(network.input.shape))));
  return Math.max(2, 2 ** Math.floor(Math.log2(Math.max(2, most))));
}

interface Asking {
  readonly session: Session;
  readonly layers: number;
  readonly kind: Examples;
}

async function open(
  network: Network,
  objective: Objective,
  { batch, x: examples }: { readonly batch: number; readonly x: Examples },
): Promise<Asking> {
  const graph = new Scope();
  const named = (name: string) => (held: Pick<Network["running"][number], "shape">, i: number) =>
    input(graph, `${name}${i}`, { shape: held.shape });
  const parameters = network.parameters.map(named("parameter"));
  const running = network.running.map(named("running"));
  const { shape, dtype } = network.input;
  const given = new Map<Value, Value>();
  const one = (name: string, all: Value): Value => {
    const alone = input(graph, `one ${name}`, { dtype: all.dtype, shape: [1, ...all.shape.slice(1)] });
    given.set(alone, reshape(all, [batch, 1, ...all.shape.slice(1)]));
    return alone;
  };
  const x = one("x", cast(input(graph, "x", { dtype: dtypeOf(examples), shape: [batch, ...shape] }), dtype));
  const y = one("y", input(graph, "y", { dtype: "int32", shape: [batch] }));
  const { logits } = network.build(graph, {
    parameters,
    running,
    x,
    mode: "evaluate",
    mask: () => {
      throw new Error("nothing is dropped when a network is evaluated");
    },
  });
  // Times one, so that outputs that are the input have a gradient, too.
  const answer = mul(logits, scalar(graph, 1));
  const wanted = dtype === "float32" ? [...parameters, x] : parameters;
  const [all, ...slopes] = stacked([answer, ...gradient(answer, wanted, direction(objective, answer, y))], {
    size: batch,
    given,
  });
  if (!all) throw new Error("a network without outputs");
  const layers = layersOf(network);
  const lengths = layers.map((members) =>
    members
      .flatMap((i) => slopes.slice(i, i + 1))
      .map((slope) => squaredLengths(slope))
      .reduce(add),
  );
  const byInput = slopes.slice(parameters.length).map((slope) => squaredLengths(slope));
  const lastWeights = layers.at(-1)?.find((i) => network.parameters[i]?.role === "weight");
  const last = lastWeights === undefined ? undefined : slopes[lastWeights];
  const byOutput = last ? squaredByOutput(last, network.outputs) : null;
  const model = writeGraph({
    logits: all,
    ...Object.fromEntries(lengths.map((length, i) => [`layer${i}`, length])),
    ...Object.fromEntries(byInput.map((length) => ["input", length])),
    ...(byOutput && { outputs: byOutput }),
  });
  return { session: await openSession(encodeModel(model)), layers: layers.length, kind: examples };
}

/**
 * The slope of the loss by the logits, divided by its size. Cross-entropy: p - 1 at the true class and p elsewhere is (1 - p_true) times -1 and the shares that the others have
 * of the rest, which is exact however sure the model is. Of one logit (1 - 2 y) times the chance of the other class; of a squared error 1 times twice the error.
 */
function direction(objective: Objective, logits: Value, y: Value): Value {
  const { scope } = y.node;
  if (objective === "value") return scalar(scope, 1);
  if (objective === "chance") return sub(1, mul(cast(reshape(y, [1, 1]), "float32"), 2));
  const right = cast(equal(reshape(y, [1, 1]), range(scope, logits.shape[1] ?? 1, "int32")), "float32");
  return sub(softmax(add(logits, mul(right, -1e30))), right);
}

async function ask(
  { session, layers, kind }: Asking,
  network: Network,
  {
    model,
    x,
    codes,
    rows,
    batch,
  }: {
    readonly model: Weights;
    readonly x: Examples;
    readonly codes: Int32Array;
    readonly rows: number;
    readonly batch: number;
  },
): Promise<Slopes> {
  const { shape } = network.input;
  const width = sizeOf(shape);
  const held = (data: Float32Array, own: { readonly shape: readonly number[] } | undefined): Constant => ({
    dtype: "float32",
    shape: own?.shape ?? [],
    data,
  });
  const weights = Object.fromEntries([
    ...model.parameters.map((data, i) => [`parameter${i}`, held(data, network.parameters[i])] as const),
    ...model.running.map((data, i) => [`running${i}`, held(data, network.running[i])] as const),
  ]);
  const feeds = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => names.includes(name)));
  const fixed = feeds(session.inputs);
  const found = {
    logits: new Float32Array(rows * network.outputs),
    layers: Array.from({ length: layers }, () => new Float32Array(rows)),
    input: session.outputs.includes("input") ? new Float32Array(rows) : null,
    outputs: session.outputs.includes("outputs") ? new Float32Array(rows * network.outputs) : null,
  };
  const places: readonly (readonly [string, Float32Array | null])[] = [
    ["logits", found.logits],
    ...found.layers.map((to, i) => [`layer${i}`, to] as const),
    ["input", found.input],
    ["outputs", found.outputs],
  ];
  for (let start = 0; start < rows; start += batch) {
    const end = Math.min(rows, start + batch);
    // Rows that fill up the last batch are examples of zeros, and are thrown away.
    const part = kind instanceof Int32Array ? new Int32Array(batch * width) : new Float32Array(batch * width);
    part.set(x.subarray(start * width, end * width));
    const y = new Int32Array(batch);
    y.set(codes.subarray(start, end));
    const feed: Record<string, Constant> = {
      ...fixed,
      x: { dtype: dtypeOf(x), shape: [batch, ...shape], data: part },
      ...(session.inputs.includes("y") && { y: { dtype: "int32", shape: [batch], data: y } }),
    };
    const said = await session.run(feed);
    for (const [name, to] of places) {
      const data = said[name]?.data;
      if (to && !(data instanceof Float32Array)) throw new Error(`the engine gave no ${name}`);
      if (to && data instanceof Float32Array) {
        const each = to.length / rows;
        to.set(data.subarray(0, (end - start) * each), start * each);
      }
    }
  }
  return found;
}
