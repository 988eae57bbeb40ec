/** PyTorch's steps on given weights and batches (validate/training-steps.py), and ours on the same. */
import { type Constant, type Shape, sizeOf } from "../../../graph/dtype.ts";
import type { Goal } from "../../goal.ts";
import * as layers from "../../networks/layers.ts";
import type { Network } from "../../networks/network.ts";
import { chunk } from "../chunk.ts";
import { exampleWeights } from "../class-weights.ts";
import { feedOf, truths } from "../data.ts";
import { blocksOf } from "../layout.ts";
import { objectiveOf } from "../objective.ts";
import { memories, paceOf } from "../optimiser.ts";
import { rateAt } from "../rates.ts";
import type { Optimiser, Recipe, Schedule } from "../recipe.ts";
import { floatsOf, type Numbers, packed, unpacked } from "../state.ts";

export interface Tensor {
  readonly shape: Shape;
  readonly values: readonly number[];
}
interface Layer {
  readonly kind: string;
  readonly in?: number;
  readonly out?: number;
  readonly bias?: boolean;
  readonly features?: number;
  readonly kernel?: number;
  readonly padding?: number;
  readonly size?: number;
}
export interface Case {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly loss: "cross-entropy" | "binary" | "squared";
  readonly optimiser: {
    readonly kind: Optimiser["kind"];
    readonly rate: number;
    readonly decay: number;
    readonly momentum?: number;
    readonly betas?: readonly [number, number];
    readonly epsilon?: number;
  };
  readonly schedule: {
    readonly kind: Schedule["kind"];
    readonly steps?: number;
    readonly every?: number;
    readonly factor?: number;
    readonly start?: number;
  };
  readonly weights?: readonly number[];
  readonly clip?: number;
  readonly batches: readonly (readonly number[])[];
  readonly x: Tensor;
  readonly y: readonly number[];
  readonly before: Readonly<Record<string, Tensor>>;
  readonly after: Readonly<Record<string, Tensor>>;
  readonly losses: readonly number[];
  readonly rates: readonly number[];
}
export interface Ours {
  /** By PyTorch's names, in its shapes. */
  readonly after: Readonly<Record<string, readonly number[]>>;
  readonly losses: readonly number[];
  readonly rates: readonly number[];
}

/** Our name ends in what PyTorch calls it otherwise. */
const torchNames: Readonly<Record<string, string>> = {
  scale: "weight",
  shift: "bias",
  mean: "running_mean",
  variance: "running_var",
};
const torchName = (name: string): string => name.replace(/\w+$/, (part) => torchNames[part] ?? part);

function layerOf({ kind, in: from = 0, out: to = 0, bias, features = 0, ...more }: Layer, i: number): layers.Layer {
  const biased = bias === false ? "unbiased" : "biased";
  const name = String(i);
  switch (kind) {
    case "linear":
      return layers.dense(name, from, to, biased);
    case "conv":
      return layers.convolved(name, { from, to, kernel: more.kernel ?? 1, pad: more.padding ?? 0, stride: 1 }, biased);
    case "batchnorm":
    case "batchnorm2d":
      return layers.normalised(name, features);
    case "layernorm":
      return layers.layerNormalised(name, features);
    case "maxpool":
      return layers.pooled("max", more.size ?? 1);
    case "flatten":
      return layers.flattened;
    case "relu":
    case "tanh":
      return layers.activated(kind);
    default:
      throw new Error(`no layer ${kind}`);
  }
}

function recipeOf({ optimiser: o, schedule: s, clip, weights, batches }: Case): Recipe {
  const { rate } = o;
  const optimiser: Optimiser =
    o.kind === "sgd"
      ? { kind: "sgd", rate, momentum: o.momentum ?? 0 }
      : { kind: o.kind, rate, betas: o.betas ?? [0.9, 0.999], eps: o.epsilon ?? 1e-8 };
  const schedules: Readonly<Record<Schedule["kind"], Schedule>> = {
    constant: { kind: "constant" },
    cosine: { kind: "cosine" },
    step: { kind: "step", every: s.every ?? 1, factor: s.factor ?? 1 },
    warmup: { kind: "warmup", steps: s.steps ?? 1, start: s.start ?? 1 },
  };
  return {
    // An epoch of one step: the schedules of the cases count steps.
    epochs: batches.length,
    batch: 4,
    optimiser,
    weightDecay: o.decay,
    schedule: schedules[s.kind],
    ...(clip === undefined ? {} : { clip }),
    ...(weights ? { classWeights: weights } : {}),
  };
}

/** Dense weights are [out, in] there. */
function turned({ shape, values }: Tensor): Float32Array {
  const [rows = 1, columns = 1] = shape;
  if (shape.length !== 2) return Float32Array.from(values);
  return Float32Array.from(
    { length: values.length },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] ?? 0,
  );
}

function networkOf({ layers: given, x, loss }: Case): Network {
  const outputs = loss === "cross-entropy" ? 3 : 1;
  return layers.inSequence({ shape: x.shape.slice(1), dtype: "float32" }, outputs, given.map(layerOf));
}

/** The steps of a case, for some models of it at once; the first one's numbers. */
export async function stepsOf(given: Case, models = 1): Promise<Ours> {
  const network = networkOf(given);
  const recipe = recipeOf(given);
  const goal: Goal =
    given.loss === "squared"
      ? { kind: "number", values: Float64Array.from(given.y) }
      : { kind: "class", codes: Int32Array.from(given.y), classes: given.loss === "binary" ? 2 : 3 };
  const objective = objectiveOf(network, goal);
  const blocks = blocksOf(network, models);
  const begin = (name: string): Float32Array => turned(given.before[torchName(name)] ?? { shape: [], values: [] });
  const start: Numbers = {
    parameters: network.parameters.map(({ name }) => begin(name)),
    running: network.running.map(({ name }) => begin(name)),
  };
  const first = packed(
    Array.from({ length: models }, () => start),
    blocks,
    network,
  );
  const memory = first.slice(0, blocks.length).flatMap((block) =>
    Array.from({ length: memories(recipe.optimiser) }, () => ({
      ...block,
      data: new Float32Array(sizeOf(block.shape)),
    })),
  );
  let state: readonly Constant[] = [...first.slice(0, blocks.length), ...memory, ...first.slice(blocks.length)];
  const x = Float32Array.from(given.x.values);
  const rows = given.x.shape[0] ?? 0;
  const counts = exampleWeights(
    goal,
    Uint32Array.from({ length: rows }, (_, i) => i),
    recipe.classWeights,
  );
  const [losses, rates]: [number[], number[]] = [[], []];
  const runs = network.running.length > 0 ? given.batches.map((batch) => [batch]) : [given.batches];
  let done = 0;
  for (const run of runs) {
    const batch = network.running.length > 0 ? (run[0]?.length ?? 0) : 4;
    const steps = run.length;
    const made = await chunk({ network, objective, recipe, models, steps, batch, rows, kind: "float32", expected: 4 });
    const places = new Int32Array(steps * models * batch);
    const weights = new Float32Array(steps * models * batch);
    run.forEach((list, step) => {
      const total = list.reduce((sum, row) => sum + (counts?.[row] ?? 1), 0);
      for (let k = 0; k < models; k++) {
        places.set(list, (step * models + k) * batch);
        weights.set(
          list.map((row) => (counts?.[row] ?? 1) / total),
          (step * models + k) * batch,
        );
      }
    });
    const pace = run.map((_, i) => {
      const rate = rateAt(recipe, done + i, { perEpoch: 1, epochs: given.batches.length });
      rates.push(rate);
      return paceOf(recipe, { rate, t: done + i + 1 });
    });
    done += steps;
    const floats = (name: "rate" | "floor" | "keep") =>
      ({ dtype: "float32", shape: [steps], data: Float32Array.from(pace, (one) => one[name]) }) as const;
    const found = await made.session.run({
      x: feedOf(network, x),
      y: truths(goal, objective),
      rows: { dtype: "int32", shape: [steps, models, batch], data: places },
      weights: { dtype: "float32", shape: [steps, models, batch], data: weights },
      rate: floats("rate"),
      floor: floats("floor"),
      keep: floats("keep"),
      ...Object.fromEntries(state.map((one, i) => [`state${i}`, one])),
    });
    state = state.map((before, i) => found[`state${i} after`] ?? before);
    const all = found["losses"] ? floatsOf(found["losses"]) : new Float32Array();
    for (let step = 0; step < steps; step++) losses.push(all[step * models] ?? NaN);
  }
  const held = {
    blocks: state.slice(0, blocks.length).map(floatsOf),
    running: state.slice(blocks.length + memory.length).map(floatsOf),
  };
  const { parameters, running } = unpacked(held, blocks, { network, k: models - 1 });
  const named = [...network.parameters, ...network.running].map(({ name, shape }, i): [string, readonly number[]] => {
    const numbers = i < parameters.length ? parameters[i] : running[i - parameters.length];
    return [torchName(name), Array.from(turned({ shape, values: Array.from(numbers ?? []) }))];
  });
  return { after: Object.fromEntries(named), losses, rates };
}

/** The largest difference of a parameter, of a running number, or of a loss. */
export function farthest(given: Case, ours: Ours): number {
  const pairs = Object.entries(given.after).map(([name, { values }]) => [values, ours.after[name] ?? []] as const);
  const differences = [...pairs, [given.losses, ours.losses] as const, [given.rates, ours.rates] as const].map(
    ([theirs, mine]) =>
      theirs.length === mine.length ? Math.max(...theirs.map((value, i) => Math.abs(value - (mine[i] ?? NaN)))) : NaN,
  );
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences);
}
