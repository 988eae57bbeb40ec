/** The same numbers in another order or shape. */
import type { Shape } from "../dtype.ts";
import { integers } from "../ops/constants.ts";
import { expand, reshape } from "../ops/layout.ts";
import { axisOf, type Node } from "../value.ts";
import { axisBehind } from "./reduce.ts";
import { again, aligned, alone, fixed, inFront, moved, notStackable, nth, type StackingRule, whole } from "./rule.ts";

const shapeOf = ({ outputs }: Node): Shape => outputs[0]?.shape ?? [];

export const reshaped: StackingRule = (node, inputs, size) => [reshape(nth(inputs, 0).value, [size, ...shapeOf(node)])];

export const stretched: StackingRule = (node, inputs, size) => [
  expand(aligned(nth(inputs, 0), shapeOf(node).length), [size, ...shapeOf(node)]),
];

export const reordered: StackingRule = (node, inputs) => {
  const x = nth(inputs, 0);
  const { perm } = node.attributes;
  const order = perm?.kind === "ints" ? perm.value : alone(x).map((_, i, all) => all.length - 1 - i);
  return [moved(x.value, [0, ...order.map((axis) => axis + 1)])];
};

/** x, starts, ends, axes (default 0, 1, ...), steps. */
export const sliced: StackingRule = (node, inputs, size) => {
  const x = nth(inputs, 0);
  const starts = fixed(node, nth(inputs, 1));
  const given = inputs[3];
  const axes = given ? fixed(node, given) : starts.map((_, i) => i);
  const behind = axes.map((axis) => axisOf(axis, alone(x).length) + 1);
  const [, first, last, , steps] = inputs.map(({ value }) => value);
  if (!x.stacked || !first || !last) throw notStackable(node);
  const places = integers(x.value.node.scope, behind);
  return again(node, [x.value, first, last, places, ...(steps ? [steps] : [])], { shape: inFront(size) });
};

/** x, widths before and after each axis, the number put there. */
export const padded: StackingRule = (node, inputs, size) => {
  const [x, , number, axes] = inputs;
  const widths = fixed(node, nth(inputs, 1));
  if (!x?.stacked || number?.stacked || axes) throw notStackable(node);
  const rank = alone(x).length;
  const behind = integers(x.value.node.scope, [0, ...widths.slice(0, rank), 0, ...widths.slice(rank)]);
  return again(node, [x.value, behind, ...(number ? [number.value] : [])], { shape: inFront(size) });
};

export const joined: StackingRule = (node, inputs, size) =>
  again(
    node,
    inputs.map((input) => whole(input, size)),
    { attributes: axisBehind(node, shapeOf(node).length, 0).attributes, shape: inFront(size) },
  );
