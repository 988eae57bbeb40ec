/** What a rule of differentiation is, and what rules have in common. */
import type { Shape } from "../dtype.ts";
import { numbersIn } from "../ops/constants.ts";
import { mul } from "../ops/elementwise.ts";
import { expand, reshape } from "../ops/layout.ts";
import { sum } from "../ops/reduce.ts";
import { type Node, sameShape, type Value } from "../value.ts";

/**
 * From d, the gradients of the node's outputs (null: nothing depends on that one), the gradient of each input, built only when it is asked for (null: there is none).
 * A gradient may have extent 1 where its value has n: it is the same along that axis, and stretching it is left to whoever needs it.
 */
export type Rule = (node: Node, d: readonly (Value | null)[]) => readonly ((() => Value) | null)[];
export type Rules = Readonly<Record<string, Rule>>;

/** A rule for nodes with one output; b and c are a where there are no such inputs. */
export type Gradient = (parts: {
  readonly d: Value;
  readonly y: Value;
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  readonly node: Node;
}) => Value;
export const each =
  (...gradients: readonly (Gradient | null)[]): Rule =>
  (node, [d]) => {
    const [y] = node.outputs;
    const [a, b = a, c = b] = node.inputs;
    if (!d || !y || !a || !b || !c) return [];
    return gradients.map((gradient) => gradient && (() => gradient({ d, y, a, b, c, node })));
  };

/** Of a number by itself: its gradient is summed over where it was stretched. */
export const stretched = (...gradients: readonly (Gradient | null)[]): Rule =>
  each(
    ...gradients.map(
      (gradient, i): Gradient | null =>
        gradient && ((parts) => fitted(gradient(parts), parts.y.shape, [parts.a, parts.b, parts.c][i]?.shape ?? [])),
    ),
  );

/** Sums over axes, which stay with extent 1; `shape` is what d is the gradient of. */
export function total(d: Value, axes: readonly number[], shape: Shape): Value {
  const over = axes.filter((axis) => d.shape[axis] !== 1);
  const same = axes.reduce((product, axis) => (d.shape[axis] === 1 ? product * (shape[axis] ?? 1) : product), 1);
  const summed = sum(d, { axes: over, as: "keep" });
  return same === 1 ? summed : mul(summed, same);
}

/** The gradient of what had shape `to` before it was stretched to `from`. */
export function fitted(d: Value, from: Shape, to: Shape): Value {
  if (sameShape(from, to)) return d;
  const more = from.length - to.length;
  const axes = from.flatMap((extent, i) => (i < more || (to[i - more] === 1 && extent !== 1) ? [i] : []));
  // New axes alone: they can be dropped where they are summed.
  if (axes.length === more && axes.every((axis) => d.shape[axis] === from[axis])) return sum(d, { axes });
  const summed = total(d, axes, from);
  return reshape(summed, summed.shape.slice(more));
}

/** Is d the same along an axis of its value? */
export const isSame = (d: Value, value: Value, axis: number): boolean => d.shape[axis] === 1 && value.shape[axis] !== 1;
/** d, stretched along these axes (default: all) to the shape of its value. */
export const full = (d: Value, { shape }: { readonly shape: Shape }, axes?: readonly number[]): Value =>
  expand(d, axes ? d.shape.map((extent, i) => (axes.includes(i) ? (shape[i] ?? 1) : extent)) : shape);

/** The whole numbers of a constant input. */
export function wholeNumbers(value: Value | undefined): readonly number[] {
  const numbers = value && numbersIn(value);
  if (!numbers) throw new Error("a constant was expected");
  return numbers;
}
