/** Operations along axes: the same axes, one further back. */
import type { Attributes, Node, Value } from "../value.ts";
import { axisOf } from "../value.ts";
import { int } from "../ops/attributes.ts";
import { integers, scalar } from "../ops/constants.ts";
import { again, alone, fixed, inFront, notStackable, nth, type StackingRule } from "./rule.ts";

/** An attribute `axis`, which counts the axes of the first input unless `rank` says otherwise. */
export const axisBehind = (
  node: Node,
  rank: number,
  otherwise: number,
): { readonly axis: number; readonly attributes: Attributes } => {
  const { axis: given } = node.attributes;
  const axis = axisOf(given?.kind === "int" ? given.value : otherwise, rank);
  return { axis, attributes: { axis: int(axis + 1) } };
};

/** Sums, largest and smallest: axes as the second input; without it, all axes of one model. */
export const reduced: StackingRule = (node, inputs, size) => {
  const x = nth(inputs, 0);
  const given = inputs[1];
  const rank = alone(x).length;
  if (!x.stacked) throw notStackable(node);
  const axes = given ? fixed(node, given) : alone(x).map((_, i) => i);
  const behind = axes.map((axis) => axisOf(axis, rank) + 1);
  return again(node, [x.value, integers(x.value.node.scope, behind)], { shape: inFront(size) });
};

/** Softmax and its logarithm (axis -1 unless given), the place of the largest (0). */
export const along =
  (otherwise: number): StackingRule =>
  (node, inputs, size) => {
    const [x, ...others] = inputs;
    if (!x?.stacked || others.some(({ stacked }) => stacked)) throw notStackable(node);
    const { attributes } = axisBehind(node, alone(x).length, otherwise);
    const rest: readonly Value[] = others.map(({ value }) => value);
    return again(node, [x.value, ...rest], { attributes, shape: inFront(size) });
  };

/** The axis is the second input. */
export const cumulated: StackingRule = (node, inputs, size) => {
  const x = nth(inputs, 0);
  const [axis = 0] = fixed(node, nth(inputs, 1));
  const { scope } = x.value.node;
  return again(node, [x.value, scalar(scope, axisOf(axis, alone(x).length) + 1, "int64")], { shape: inFront(size) });
};
