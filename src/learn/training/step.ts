/** One step of one model: forward, loss, gradient, update. Everything else is made of this. */
import { gradient } from "../../graph/gradient.ts";
import { add, div, min, mul, sqrt, square } from "../../graph/ops/elementwise.ts";
import { sum } from "../../graph/ops/reduce.ts";
import type { Scope, Value } from "../../graph/value.ts";
import type { Given, Network } from "../networks/network.ts";
import { type Block, joined, parted } from "./layout.ts";
import { losses, type Objective } from "./objective.ts";
import { type Pace, stepped } from "./optimiser.ts";
import type { Recipe } from "./recipe.ts";

/** What a step changes. */
export interface State {
  /** Of each block. */
  readonly parameters: readonly Value[];
  /** Of the optimiser, for each block. */
  readonly memory: readonly (readonly Value[])[];
  readonly running: readonly Value[];
}
export interface Examples {
  /** [batch, ...shape] */
  readonly x: Value;
  /** [batch] */
  readonly y: Value;
  /** [batch]; the loss of the batch is the sum of each example's times its weight. */
  readonly weights: Value;
}
export interface Step {
  readonly network: Network;
  readonly objective: Objective;
  readonly recipe: Pick<Recipe, "optimiser" | "weightDecay" | "clip" | "private">;
  readonly blocks: readonly Block[];
  readonly mask: Given["mask"];
  readonly pace: Pace;
}

export function step(
  scope: Scope,
  state: State,
  { x, y, weights }: Examples,
  how: Step,
): State & { readonly loss: Value } {
  const { network, objective, recipe, blocks } = how;
  const parameters = parted(state.parameters, blocks, network);
  const built = network.build(scope, { parameters, running: state.running, x, mode: "train", mask: how.mask });
  const loss = sum(mul(losses(objective, built.logits, y), weights));
  const raw = joined(gradient(loss, parameters), blocks);
  const slopes = recipe.clip === undefined ? raw : clipped(raw, recipe.clip);
  return { ...updated(state, slopes, how), running: built.running, loss };
}

export function updated(
  { parameters, memory }: Pick<State, "parameters" | "memory">,
  slopes: readonly Value[],
  { recipe, pace }: Pick<Step, "recipe" | "pace">,
): Pick<State, "parameters" | "memory"> {
  const next = parameters.map((parameter, i) => {
    const slope = slopes[i];
    if (!slope) throw new Error(`no gradient ${i}`);
    return stepped(recipe, { parameter, memory: memory[i] ?? [], slope }, pace);
  });
  return { parameters: next.map(({ parameter }) => parameter), memory: next.map((one) => one.memory) };
}

/** All together not longer than `most` (torch.nn.utils.clip_grad_norm_). */
export function clipped(slopes: readonly Value[], most: number): readonly Value[] {
  const length = sqrt(slopes.map((slope) => sum(square(slope))).reduce(add));
  const share = min(div(most, add(length, 1e-6)), 1);
  return slopes.map((slope) => mul(slope, share));
}
