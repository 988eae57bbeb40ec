/** Steps of SGD, Adam and AdamW as torch.optim takes them, on one tensor of one model; what changes with time comes from outside the graph. */
import { add, div, mul, sqrt, sub } from "../../graph/ops/elementwise.ts";
import type { Value } from "../../graph/value.ts";
import type { Optimiser, Recipe } from "./recipe.ts";

/** Numbers of a step, the same for all models. Which there are is said by `paceNames`. */
export type Pace = Readonly<Record<PaceName, Value>>;
export type PaceName = "rate" | "floor" | "keep";

export interface Stepped {
  readonly parameter: Value;
  readonly memory: readonly Value[];
}

/** Tensors that are remembered for each parameter, zero at first. */
export const memories = (optimiser: Optimiser): number =>
  optimiser.kind === "sgd" ? ((optimiser.momentum ?? 0) > 0 ? 1 : 0) : 2;

/**
 * Adam remembers m / (1 - beta1) and v / (1 - beta2), which saves a pass over the numbers each; `paceOf` makes up for it
 * (Kingma & Ba 2015, the order of operations at the end of section 2).
 */
export function stepped(
  { optimiser, weightDecay = 0 }: Pick<Recipe, "optimiser" | "weightDecay">,
  { parameter, memory, slope: raw }: Stepped & { readonly slope: Value },
  { rate, floor, keep }: Pace,
): Stepped {
  const slope = weightDecay > 0 && optimiser.kind !== "adamw" ? add(raw, mul(parameter, weightDecay)) : raw;
  const [first, second] = memory;
  if (optimiser.kind === "sgd") {
    if (!first) return { parameter: sub(parameter, mul(slope, rate)), memory: [] };
    const { momentum = 0, nesterov = false } = optimiser;
    const speed = add(mul(first, momentum), slope);
    const way = nesterov ? add(slope, mul(speed, momentum)) : speed;
    return { parameter: sub(parameter, mul(way, rate)), memory: [speed] };
  }
  if (!first || !second) throw new Error("Adam remembers two tensors for each parameter");
  const [beta1, beta2] = betasOf(optimiser);
  const m = add(mul(first, beta1), slope);
  const v = add(mul(second, beta2), mul(slope, slope));
  const way = mul(div(m, add(sqrt(v), floor)), rate);
  const kept = weightDecay > 0 && optimiser.kind === "adamw" ? mul(parameter, keep) : parameter;
  return { parameter: sub(kept, way), memory: [m, v] };
}

/** For step t = 1, 2, ... at learning rate `rate`. */
export function paceOf(
  { optimiser, weightDecay = 0 }: Pick<Recipe, "optimiser" | "weightDecay">,
  { rate, t }: { readonly rate: number; readonly t: number },
): Readonly<Record<PaceName, number>> {
  const keep = 1 - rate * weightDecay;
  if (optimiser.kind === "sgd") return { rate, floor: 0, keep };
  const [beta1, beta2] = betasOf(optimiser);
  const unbiased = Math.sqrt((1 - beta2 ** t) / (1 - beta2));
  return {
    rate: (rate * (1 - beta1) * unbiased) / (1 - beta1 ** t),
    floor: (optimiser.eps ?? 1e-8) * unbiased,
    keep,
  };
}

const betasOf = ({ betas = [0.9, 0.999] }: Exclude<Optimiser, { kind: "sgd" }>): readonly [number, number] => betas;
