/** Some steps of several models as one ONNX graph: the step of one, for all models, in a loop. */
import { type Constant, type Dtype, type Shape, sizeOf } from "../../graph/dtype.ts";
import { loop } from "../../graph/loop.ts";
import { mul, cast } from "../../graph/ops/elementwise.ts";
import { gather } from "../../graph/ops/gather.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { encodeModel } from "../../graph/protobuf.ts";
import { openSession, type Session } from "../../graph/session.ts";
import { stacked } from "../../graph/stack.ts";
import { input, type Scope, Scope as Graph, type Value } from "../../graph/value.ts";
import { writeGraph } from "../../graph/write.ts";
import { countOf } from "../networks/network.ts";
import { memoryCount, type State, step, type Step } from "./step.ts";

export interface ChunkOptions extends Omit<Step, "mask" | "pace"> {
  readonly models: number;
  readonly steps: number;
  readonly batch: number;
  /** In x. */
  readonly rows: number;
}
export interface Mask {
  /** Of one model and one step. */
  readonly shape: Shape;
  readonly probability: number;
}
/** Feeds: x, y, rows and weights [steps, models, batch], rate, floor and keep [steps], mask0 ... [steps, models, ...shape]; state0 ... [models, ...]. Answers: state0 ..., losses [steps, models]. */
export interface Chunk {
  readonly session: Session;
  readonly masks: readonly Mask[];
  readonly states: readonly Shape[];
}

export async function chunk(options: ChunkOptions): Promise<Chunk> {
  const { bytes, ...rest } = chunkGraph(options);
  return { ...rest, session: await openSession(bytes) };
}

/** Of one model. */
export const stateShapes = ({ network, recipe }: Pick<Step, "network" | "recipe">): readonly Shape[] => [
  ...Array.from({ length: 1 + memoryCount(recipe) }, () => [countOf(network)]),
  ...network.running.map(({ shape }) => shape),
];

export function chunkGraph(options: ChunkOptions): {
  bytes: Uint8Array;
  masks: readonly Mask[];
  states: readonly Shape[];
} {
  const { models, steps, batch, rows, network, objective, recipe } = options;
  const graph = new Graph();
  const each = [steps, models];
  const x = input(graph, "x", { dtype: network.input.dtype, shape: [rows, ...network.input.shape] });
  const y = input(graph, "y", { dtype: objective === "value" ? "float32" : "int32", shape: [rows] });
  const states = stateShapes(options);
  const first = states.map((shape, i) => input(graph, `state${i}`, { shape: [models, ...shape] }));
  const masks: Mask[] = [];

  const { state, kept } = loop(steps, first, (turn) => {
    const given = new Map<Value, Value>();
    const now = (value: Value): Value => gather(value, turn.number);
    /** Stands for one model's; all models' are what the turn has. */
    const own = (name: string, dtype: Dtype, shape: Shape, all: Value): Value => {
      if (models === 1) return reshape(all, shape);
      const value = input(turn.scope, name, { dtype, shape });
      given.set(value, all);
      return value;
    };
    const ofTurn = (name: string, dtype: Dtype, shape: Shape): Value =>
      own(`one ${name}`, dtype, shape, now(input(graph, name, { dtype, shape: [...each, ...shape] })));
    const pace = (name: string): Value => now(input(graph, name, { shape: [steps] }));
    const mask = (shape: Shape, probability: number): Value => {
      masks.push({ shape, probability });
      const kept = ofTurn(`mask${masks.length - 1}`, "bool", shape);
      return mul(cast(kept, "float32"), 1 / (1 - probability));
    };
    const ones = states.map((shape, i) => own(`one state${i}`, "float32", shape, at(turn.state, i)));
    const place = ofTurn("rows", "int32", [batch]);
    const after = step(
      turn.scope,
      stateOf(ones, recipe),
      { x: gather(x, place), y: gather(y, place), weights: ofTurn("weights", "float32", [batch]) },
      { ...options, mask, pace: { rate: pace("rate"), floor: pace("floor"), keep: pace("keep") } },
    );
    const results = [...listed(after), after.loss];
    const all =
      models === 1
        ? results.map((value) => reshape(value, [1, ...value.shape]))
        : stacked(results, { size: models, given });
    return { state: all.slice(0, -1), kept: all.slice(-1) };
  });
  const outputs = Object.fromEntries(state.map((value, i) => [`state${i} after`, value]));
  return { bytes: encodeModel(writeGraph({ ...outputs, losses: at(kept, 0) })), masks, states };
}

const listed = ({ parameters, memory, running }: State): readonly Value[] => [parameters, ...memory, ...running];
function stateOf(list: readonly Value[], recipe: Step["recipe"]): State {
  const memory = memoryCount(recipe);
  return { parameters: at(list, 0), memory: list.slice(1, 1 + memory), running: list.slice(1 + memory) };
}
function at(list: readonly Value[], place: number): Value {
  const found = list[place];
  if (!found) throw new Error(`nothing at ${place}`);
  return found;
}
