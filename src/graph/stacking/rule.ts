/** What a stacking rule is, and what the rules share. */
import { TelltaleError } from "../../error.ts";
import type { Shape } from "../dtype.ts";
import { numbersIn } from "../ops/constants.ts";
import { expand, reshape, transpose, unsqueeze } from "../ops/layout.ts";
import { type Attributes, emitAll, type Node, sameShape, type Value } from "../value.ts";

/** An input of a node as it is now: with the new axis in front (stacked), or as it was, the same for all. */
export interface Given {
  readonly value: Value;
  readonly stacked: boolean;
}
/** The outputs of a node for `size` models at once, all with the new axis in front; at least one input is stacked. */
export type StackingRule = (node: Node, inputs: readonly Given[], size: number) => readonly Value[];

/** A node's shape while one model is meant. */
export const alone = ({ value, stacked }: Given): Shape => (stacked ? value.shape.slice(1) : value.shape);

export function nth(inputs: readonly Given[], place: number): Given {
  const found = inputs[place];
  if (!found) throw new Error(`no input ${place}`);
  return found;
}

/** With the new axis, whether or not it was there. */
export const whole = ({ value, stacked }: Given, size: number): Value =>
  stacked ? value : expand(unsqueeze(value, [0]), [size, ...value.shape]);

/** Axes of extent 1 behind the new one, so that a value meets others of this many axes (without the new one) as numpy stretches them. */
export function aligned({ value, stacked }: Given, rank: number): Value {
  const missing = rank + 1 - value.shape.length;
  const [size, ...rest] = value.shape;
  if (!stacked || missing <= 0 || size === undefined) return value;
  return reshape(value, [size, ...Array.from({ length: missing }, () => 1), ...rest]);
}

/** The node again on other inputs; its outputs have the new axis in front unless `shape` says otherwise. */
export function again(
  node: Node,
  inputs: readonly Value[],
  { attributes = {}, shape }: { readonly attributes?: Attributes; readonly shape: (alone: Shape) => Shape },
): readonly Value[] {
  const { op, domain, outputs } = node;
  return emitAll(
    { op, domain, inputs, attributes: { ...node.attributes, ...attributes } },
    outputs.map((output) => ({ dtype: output.dtype, shape: shape(output.shape) })),
  ).outputs;
}

export const inFront =
  (size: number) =>
  (shape: Shape): Shape => [size, ...shape];

/** transpose, without moving numbers where only axes of extent 1 change places. */
export function moved(x: Value, order: readonly number[]): Value {
  const long = order.filter((axis) => x.shape[axis] !== 1);
  if (
    !sameShape(
      long,
      long.toSorted((a, b) => a - b),
    )
  )
    return transpose(x, order);
  return reshape(
    x,
    order.map((axis) => x.shape[axis] ?? 1),
  );
}

/** The first two axes change places. */
export const swapped = (x: Value): Value => moved(x, [1, 0, ...x.shape.map((_, i) => i).slice(2)]);

/** The first two axes as one. */
export const folded = (x: Value): Value => {
  const [size = 1, extent = 1, ...rest] = x.shape;
  return reshape(x, [size * extent, ...rest]);
};

/** Whole numbers that a node was built with (axes, a shape): the same for all models. */
export function fixed(node: Node, { value, stacked }: Given): readonly number[] {
  const numbers = stacked ? undefined : numbersIn(value);
  if (!numbers) throw notStackable(node);
  return numbers;
}

export function notStackable({ op, domain, origin }: Node): TelltaleError {
  const name = domain ? `${domain}.${op}` : op;
  return new TelltaleError("GRAPH_NOT_STACKABLE", {
    message: `${name}${origin ? ` (of node "${origin}")` : ""} cannot be worked out for several models or examples at once.`,
    hint: "Train one model at a time, or replace the operator by others. Please report the model's operators: a rule for this one may be missing.",
  });
}

/** What `build` makes keeps the words that errors name the node by. */
export function originating<R>({ scope: { root }, origin }: Node, build: () => R): R {
  const before = root.origin;
  root.origin = origin;
  try {
    return build();
  } finally {
    root.origin = before;
  }
}
