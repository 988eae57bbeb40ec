/** One step of one model: forward, loss, gradient, update. Everything else is made of this. */
import { sizeOf } from "../../graph/dtype.ts";
import { gradient } from "../../graph/gradient.ts";
import { add, div, min, mul, sqrt, square } from "../../graph/ops/elementwise.ts";
import { concat, reshape, slice } from "../../graph/ops/layout.ts";
import { sum } from "../../graph/ops/reduce.ts";
import type { Scope, Value } from "../../graph/value.ts";
import type { Given, Network } from "../networks/network.ts";
import { losses, type Objective } from "./objective.ts";
import { memories, type Pace, stepped } from "./optimiser.ts";
import type { Recipe } from "./recipe.ts";

/** What a step changes. */
export interface State {
  /** All parameters one after the other, [count]. */
  readonly parameters: Value;
  /** Of the optimiser, each [count]. */
  readonly memory: readonly Value[];
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
  readonly mask: Given["mask"];
  readonly pace: Pace;
}

export const memoryCount = ({ optimiser }: Pick<Recipe, "optimiser">): number => memories(optimiser);

/** Each parameter's own numbers, of those of all. */
export function parted(all: Value, { parameters }: Network): readonly Value[] {
  let start = 0;
  return parameters.map(({ shape }) => {
    const end = start + sizeOf(shape);
    const part = reshape(slice(all, 0, { start, end }), shape);
    start = end;
    return part;
  });
}
export const joined = (parts: readonly Value[]): Value =>
  concat(
    parts.map((part) => reshape(part, [sizeOf(part.shape)])),
    0,
  );

export function step(
  scope: Scope,
  state: State,
  { x, y, weights }: Examples,
  how: Step,
): State & { readonly loss: Value } {
  const { network, objective, recipe } = how;
  const parameters = parted(state.parameters, network);
  const built = network.build(scope, { parameters, running: state.running, x, mode: "train", mask: how.mask });
  const loss = sum(mul(losses(objective, built.logits, y), weights));
  const slope = joined(gradient(loss, parameters));
  const next = stepped(
    recipe,
    {
      parameter: state.parameters,
      memory: state.memory,
      slope: recipe.clip === undefined ? slope : clipped(slope, recipe.clip),
    },
    how.pace,
  );
  return { parameters: next.parameter, memory: next.memory, running: built.running, loss };
}

/** Not longer than `most` (torch.nn.utils.clip_grad_norm_). */
export const clipped = (slope: Value, most: number): Value =>
  mul(slope, min(div(most, add(sqrt(sum(square(slope))), 1e-6)), 1));
