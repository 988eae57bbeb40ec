/** What trained models say of rows: many models at once, rows in portions. */
import { type Constant, type Dtype, sizeOf } from "../../graph/dtype.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { encodeModel } from "../../graph/protobuf.ts";
import { openSession, type Session } from "../../graph/session.ts";
import { stacked } from "../../graph/stack.ts";
import { input, Scope, type Value } from "../../graph/value.ts";
import { writeGraph } from "../../graph/write.ts";
import type { Network } from "../networks/network.ts";
import { dtypeOf, type Examples, examplesIn, feedOf, rowsOf } from "./data.ts";
import { groupSize } from "./group-size.ts";
import { type Block, blocksOf, parted } from "./layout.ts";
import { floatsOf, type Numbers, packed } from "./state.ts";

export interface ScoreOptions {
  readonly network: Network;
  readonly models: number;
  /** Of a portion. */
  readonly batch: number;
  /** In x. */
  readonly rows: number;
  readonly kind: Dtype;
  /** Whether all models are asked about the same rows, or each about its own. */
  readonly asked: "same" | "own";
}
/** Feeds: x; rows [batch] or [models, batch]; state0 ... as `packed` gives them. Answer: logits [models, batch, outputs]. */
export interface Scoring extends ScoreOptions {
  readonly session: Session;
  readonly blocks: readonly Block[];
}

export async function scoring(options: ScoreOptions): Promise<Scoring> {
  const { network, models, batch, asked } = options;
  const graph = new Scope();
  const blocks = blocksOf(network, models);
  const given = new Map<Value, Value>();
  const own = (name: string, all: Value): Value => {
    const one = input(graph, `one ${name}`, { dtype: all.dtype, shape: all.shape.slice(1) });
    given.set(one, all);
    return one;
  };
  const examplesAt = examplesIn(graph, network, options);
  const places = input(graph, "rows", { dtype: "int32", shape: asked === "own" ? [models, batch] : [batch] });
  const shapes = [...blocks.map(({ shape }) => shape), ...network.running.map(({ shape }) => shape)];
  const states = shapes.map((shape, i) => own(`state${i}`, input(graph, `state${i}`, { shape: [models, ...shape] })));
  const { logits } = network.build(graph, {
    parameters: parted(states.slice(0, blocks.length), blocks, network),
    running: states.slice(blocks.length),
    x: examplesAt(asked === "own" ? own("rows", places) : places),
    mode: "evaluate",
    mask: () => {
      throw new Error("nothing is dropped when a network is evaluated");
    },
  });
  const all = stacked([reshape(logits, [batch, network.outputs])], { size: models, given });
  const model = writeGraph(Object.fromEntries(all.map((value) => ["logits", value])));
  return { ...options, blocks, session: await openSession(encodeModel(model)) };
}

/** Logits of the rows of each model, [rows, outputs]; `rows` one list for all, or one for each model (as long as the longest; others end in NaN). */
export async function scored(
  { session, network, models, batch, asked }: Scoring,
  {
    x,
    state,
    rows,
  }: { readonly x: Constant; readonly state: readonly Constant[]; readonly rows: readonly Uint32Array[] },
): Promise<Float32Array[]> {
  const { outputs } = network;
  const most = Math.max(...rows.map(({ length }) => length));
  const found = Array.from({ length: models }, () => new Float32Array(most * outputs).fill(NaN));
  const states = Object.fromEntries(state.map((one, i) => [`state${i}`, one]));
  for (let start = 0; start < most; start += batch) {
    const lists = asked === "own" ? models : 1;
    const places = new Int32Array(lists * batch);
    for (let k = 0; k < lists; k++)
      places.set((rows[k] ?? new Uint32Array()).subarray(start, start + batch), k * batch);
    const shape = asked === "own" ? [models, batch] : [batch];
    const { logits } = await session.run({ x, rows: { dtype: "int32", shape, data: places }, ...states });
    if (!logits) throw new Error("the engine gave no logits");
    const numbers = floatsOf(logits);
    found.forEach((mine, k) => {
      const here = Math.min(batch, Math.max(0, (rows[asked === "own" ? k : 0]?.length ?? 0) - start));
      const first = k * batch * outputs;
      mine.set(numbers.subarray(first, first + here * outputs), start * outputs);
    });
  }
  return found;
}

/** Rows of a portion: few sizes, so that few graphs are made. */
export function portion(rows: number, width: number): number {
  const most = Math.max(16, Math.min(1024, Math.floor(2 ** 20 / Math.max(1, width))));
  let size = 16;
  while (size < rows && 2 * size <= most) size *= 2;
  return size;
}

/**
 * Logits of each model for the rows, [rows, outputs]. A row's do not depend on which others are asked about.
 * @throws TelltaleError TRAINING_SHAPE
 */
export async function scoreGroup(
  network: Network,
  models: readonly Numbers[],
  x: Examples,
  rows: Uint32Array,
): Promise<Float32Array[]> {
  const all = rowsOf(network, x);
  const group = groupSize(network);
  const found: Float32Array[] = [];
  const batch = portion(rows.length, sizeOf(network.input.shape));
  const options = { network, batch, rows: all, kind: dtypeOf(x), asked: "same" } as const;
  const feed = feedOf(network, x);
  for (let start = 0; start < models.length; start += group) {
    const some = models.slice(start, start + group);
    const made = await scoring({ ...options, models: some.length });
    found.push(...(await scored(made, { x: feed, state: packed(some, made.blocks, network), rows: [rows] })));
  }
  return found;
}
