/** Several models, or several examples, worked out at once: graphs of one with an axis more (what JAX calls vmap). */
import { textOf } from "./dtype.ts";
import { reshape, unsqueeze } from "./ops/layout.ts";
import { dependents } from "./stacking/dependents.ts";
import { inFront, notStackable, originating, whole } from "./stacking/rule.ts";
import { rules } from "./stacking/rules.ts";
import { substituted } from "./stacking/substitute.ts";
import { misfit, sameShape, type Value } from "./value.ts";

export interface Stacking {
  /** How many; at least 1. */
  readonly size: number;
  /** Values of the graph of one, [...shape], and what stands for them for all, [size, ...shape]. */
  readonly given: ReadonlyMap<Value, Value>;
}

/**
 * The outputs for all, [size, ...shape]. What depends on none of the given values is shared; a random operation that depends on none is too.
 * Errors: GRAPH_NOT_STACKABLE (an operator without a rule), GRAPH_SHAPE (a given value of another shape).
 */
export function stacked(outputs: readonly Value[], stacking: Stacking): readonly Value[] {
  const { size, given } = check(stacking);
  // One alone: the graph itself.
  if (size === 1) {
    const alone = [...given].map(([value, all]) => [value, reshape(all, value.shape)] as const);
    return substituted(outputs, new Map(alone)).map((value) => unsqueeze(value, [0]));
  }
  const now = new Map(given);
  for (const node of dependents(outputs, given)) {
    const rule = node.domain === "" ? rules.get(node.op) : undefined;
    if (!rule) throw notStackable(node);
    const inputs = node.inputs.map((value) => {
      const found = now.get(value);
      return { value: found ?? value, stacked: found !== undefined };
    });
    for (const [port, value] of originating(node, () => rule(node, inputs, size)).entries()) {
      const old = node.outputs[port];
      if (old && !now.has(old)) now.set(old, value);
    }
  }
  return outputs.map((value) => now.get(value) ?? whole({ value, stacked: false }, size));
}

function check(stacking: Stacking): Stacking {
  const { size, given } = stacking;
  if (!Number.isInteger(size) || size < 1) throw misfit(`a stack of ${size}`);
  for (const [{ shape }, all] of given)
    if (!sameShape(all.shape, inFront(size)(shape)))
      throw misfit(`${textOf(all.shape)} does not stand for ${size} of ${textOf(shape)}`);
  return stacking;
}
