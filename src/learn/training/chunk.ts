/** Some steps of several models as one ONNX graph: the step of one, for all models, in a loop. */
import type { Dtype, Shape } from "../../graph/dtype.ts";
import { loop } from "../../graph/loop.ts";
import { cast, mul } from "../../graph/ops/elementwise.ts";
import { gather } from "../../graph/ops/gather.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { encodeModel } from "../../graph/protobuf.ts";
import { openSession, type Session } from "../../graph/session.ts";
import { stacked } from "../../graph/stack.ts";
import { input, Scope, type Value } from "../../graph/value.ts";
import { writeGraph } from "../../graph/write.ts";
import { blocksOf, type Block } from "./layout.ts";
import { examplesIn } from "./data.ts";
import { memories } from "./optimiser.ts";
import { privateStep } from "./private.ts";
import { type State, step, type Step } from "./step.ts";

export interface ChunkOptions extends Omit<Step, "mask" | "pace" | "blocks"> {
  readonly models: number;
  readonly steps: number;
  readonly batch: number;
  /** In x. */
  readonly rows: number;
  /** What x is kept in. */
  readonly kind: Dtype;
  /** Rows of a step, on average: of private training. */
  readonly expected: number;
}
export interface Mask {
  /** Of one model and one step. */
  readonly shape: Shape;
  readonly probability: number;
}
/**
 * Feeds: x, y; rows and weights [steps, models, batch]; rate, floor and keep [steps]; mask0 ... [steps, models, ...shape]; noise0 ... [steps, models, ...block]; state0 ... [models, ...].
 * Answers: "state0 after" ..., losses [steps, models].
 */
export interface ChunkPlan {
  readonly masks: readonly Mask[];
  /** Parameters by block, then what the optimiser remembers of each, then the running numbers; of one model. */
  readonly states: readonly Shape[];
  readonly blocks: readonly Block[];
}
export interface Chunk extends ChunkPlan {
  readonly session: Session;
}

export async function chunk(options: ChunkOptions): Promise<Chunk> {
  const { bytes, ...plan } = chunkGraph(options);
  return { ...plan, session: await openSession(bytes) };
}

export function chunkGraph(options: ChunkOptions): ChunkPlan & { readonly bytes: Uint8Array } {
  const { models, steps, batch, rows, network, objective, recipe } = options;
  const graph = new Scope();
  const each = [steps, models];
  const examplesAt = examplesIn(graph, network, options);
  const y = input(graph, "y", { dtype: objective === "value" ? "float32" : "int32", shape: [rows] });
  const blocks = blocksOf(network, models);
  const states = stateShapes(options, blocks);
  const first = states.map((shape, i) => alone(input(graph, `state${i}`, { shape: [models, ...shape] }), models));
  const masks: Mask[] = [];

  const { state: last, kept } = loop(steps, first, (turn) => {
    const given = new Map<Value, Value>();
    /** Stands for one model's; all models' are what the turn has. */
    const own = (name: string, all: Value): Value => {
      if (models === 1) return all;
      const one = input(turn.scope, `one ${name}`, { dtype: all.dtype, shape: all.shape.slice(1) });
      given.set(one, all);
      return one;
    };
    const ofTurn = (name: string, dtype: Dtype, shape: Shape): Value => {
      const all = gather(input(graph, name, { dtype, shape: [...each, ...shape] }), turn.number);
      return own(name, alone(all, models));
    };
    const pace = (name: string): Value => gather(input(graph, name, { shape: [steps] }), turn.number);
    const mask = (shape: Shape, probability: number): Value => {
      masks.push({ shape, probability });
      return mul(cast(ofTurn(`mask${masks.length - 1}`, "bool", shape), "float32"), 1 / (1 - probability));
    };
    const place = ofTurn("rows", "int32", [batch]);
    const before = turn.state.map((value, i) => own(`state${i}`, value));
    const examples = { x: examplesAt(place), y: gather(y, place), weights: ofTurn("weights", "float32", [batch]) };
    const how = { ...options, blocks, mask, pace: { rate: pace("rate"), floor: pace("floor"), keep: pace("keep") } };
    const state = stateOf(before, options, blocks);
    const after =
      recipe.private === undefined
        ? step(turn.scope, state, examples, how)
        : privateStep(turn.scope, state, examples, {
            ...how,
            noise: recipe.private.noise > 0 ? blocks.map(({ shape }, i) => ofTurn(`noise${i}`, "float32", shape)) : [],
          });
    const results = [...listed(after), after.loss];
    const all = models === 1 ? results : stacked(results, { size: models, given });
    return { state: all.slice(0, -1), kept: all.slice(-1) };
  });
  const outputs = Object.fromEntries(
    last.map((value, i) => [`state${i} after`, reshape(value, [models, ...(states[i] ?? [])])]),
  );
  const [lost] = kept;
  if (!lost) throw new Error("a chunk without losses");
  const model = writeGraph({ ...outputs, losses: reshape(lost, each) });
  return { bytes: encodeModel(model), masks, states, blocks };
}

function stateShapes(
  { network, recipe }: Pick<ChunkOptions, "network" | "recipe">,
  blocks: readonly Block[],
): readonly Shape[] {
  const held = blocks.map(({ shape }) => shape);
  const remembered = held.flatMap((shape) => Array.from({ length: memories(recipe.optimiser) }, () => shape));
  return [...held, ...remembered, ...network.running.map(({ shape }) => shape)];
}
const listed = ({ parameters, memory, running }: State): readonly Value[] => [
  ...parameters,
  ...memory.flat(),
  ...running,
];
function stateOf(list: readonly Value[], { recipe }: Pick<Step, "recipe">, blocks: readonly Block[]): State {
  const each = memories(recipe.optimiser);
  const parameters = list.slice(0, blocks.length);
  const end = blocks.length * (1 + each);
  const memory = parameters.map((_, i) => list.slice(blocks.length + i * each, blocks.length + (i + 1) * each));
  return { parameters, memory, running: list.slice(end) };
}

/** Of one model there is no axis of models: it would be carried through every operation. */
const alone = (all: Value, models: number): Value => (models === 1 ? reshape(all, all.shape.slice(1)) : all);
