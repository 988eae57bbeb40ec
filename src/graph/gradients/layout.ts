/** Gradients of the operations that put numbers into another order or shape. */
import { type Shape, sizeOf } from "../dtype.ts";
import { intOf, intsOf } from "../ops/attributes.ts";
import { pad, reshape, slice, transpose } from "../ops/layout.ts";
import type { Value } from "../value.ts";
import { each, fitted, full, type Gradient, isSame, type Rules, wholeNumbers } from "./rule.ts";

export const layout: Rules = {
  Reshape: each(({ d, y, a }) => reshaped(d, y.shape, a.shape)),
  Transpose: each(({ d, node }) => {
    const order = intsOf(node.attributes, "perm");
    return transpose(
      d,
      order.map((_, i) => order.indexOf(i)),
    );
  }),
  Expand: each(({ d, y, a }) => fitted(d, y.shape, a.shape)),
  Slice: each(ofSlice),
  Pad: each(ofPad),
  Concat: (node, [d]) => {
    const [y] = node.outputs;
    if (!d || !y) return [];
    const axis = intOf(node.attributes, "axis");
    let start = 0;
    return node.inputs.map((part) => {
      const from = start;
      const end = (start += part.shape[axis] ?? 0);
      return () => (isSame(d, y, axis) ? d : slice(d, axis, { start: from, end }));
    });
  },
};

/** What is the same along some axes stays so where only axes of extent 1 come and go. */
function reshaped(d: Value, from: Shape, to: Shape): Value {
  if (sizeOf(d.shape) === 1)
    return reshape(
      d,
      to.map(() => 1),
    );
  const wide = (shape: Shape) => shape.flatMap((extent, i) => (extent === 1 ? [] : [i]));
  const [before, after] = [wide(from), wide(to)];
  if (before.length === after.length && before.every((axis, i) => from[axis] === to[after[i] ?? -1])) {
    const extents = new Map(after.map((axis, i) => [axis, d.shape[before[i] ?? -1] ?? 1]));
    return reshape(
      d,
      to.map((_, i) => extents.get(i) ?? 1),
    );
  }
  return reshape(full(d, { shape: from }), to);
}

/** Zeros where nothing was taken: between, when every other number was skipped, and around. */
function ofSlice({ d, y, a, node }: Parameters<Gradient>[0]): Value {
  const [starts, , axes, steps] = node.inputs.slice(1).map(wholeNumbers);
  return (axes ?? []).reduce((x, axis, i) => {
    const [start = 0, step = 1] = [starts?.[i], steps?.[i]];
    const whole = full(x, y, [axis]);
    const spread = step === 1 ? whole : spaced(whole, axis, step);
    // The zeros after the last number may reach beyond the end.
    const extent = a.shape[axis] ?? 0;
    const end = Math.min(spread.shape[axis] ?? 0, extent - start);
    const cut = slice(spread, axis, { start: 0, end });
    return pad(cut, axis, { before: start, after: extent - start - end });
  }, d);
}

/** step - 1 zeros after each number. */
function spaced(x: Value, axis: number, step: number): Value {
  const { shape } = x;
  const apart = reshape(x, [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)]);
  return reshape(pad(apart, axis + 1, { before: 0, after: step - 1 }), shape.with(axis, (shape[axis] ?? 0) * step));
}

function ofPad({ d, y, a, node }: Parameters<Gradient>[0]): Value {
  const pads = wholeNumbers(node.inputs[1]);
  return a.shape.reduce((x, extent, axis) => {
    const start = pads[axis] ?? 0;
    return isSame(x, y, axis) ? x : slice(x, axis, { start, end: start + extent });
  }, d);
}
