/** The same numbers in another order or shape, or some of them. */
import { type Shape, sizeOf, textOf } from "../dtype.ts";
import { axisOf, broadcast, emit, misfit, sameShape, type Value } from "../value.ts";
import { int, ints } from "./attributes.ts";
import { integers } from "./constants.ts";

export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(shape) !== sizeOf(x.shape)) throw misfit(`${textOf(x.shape)} cannot be read as ${textOf(shape)}`);
  // Of two in a row only the last counts.
  const [source] = x.node.op === "Reshape" ? x.node.inputs : [];
  if (source) return reshape(source, shape);
  return emit(
    { op: "Reshape", inputs: [x, integers(x.node.scope, shape)], attributes: { allowzero: int(1) } },
    { dtype: x.dtype, shape },
  );
}

/** Axis i of the result is axis `order[i]` of x. */
export function transpose(x: Value, order: readonly number[]): Value {
  if (order.every((axis, i) => axis === i)) return x;
  return emit(
    { op: "Transpose", inputs: [x], attributes: { perm: ints(order) } },
    { dtype: x.dtype, shape: order.map((axis) => x.shape[axis] ?? 1) },
  );
}

/** Of matrices: the last two axes change places. */
export function transposed(x: Value): Value {
  const order = x.shape.map((_, i) => i);
  const n = order.length;
  return transpose(x, [...order.slice(0, n - 2), n - 1, n - 2]);
}

export function expand(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcast(x.shape, shape), shape))
    throw misfit(`${textOf(x.shape)} cannot be stretched to ${textOf(shape)}`);
  return emit({ op: "Expand", inputs: [x, integers(x.node.scope, shape)] }, { dtype: x.dtype, shape });
}

/** New axes of extent 1, at these places of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  const rank = x.shape.length + axes.length;
  const places = new Set(axes.map((axis) => axisOf(axis, rank)));
  const rest = [...x.shape];
  return reshape(
    x,
    Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : (rest.shift() ?? 1))),
  );
}

export function squeeze(x: Value, axes: readonly number[]): Value {
  const places = new Set(axes.map((axis) => axisOf(axis, x.shape.length)));
  return reshape(
    x,
    x.shape.filter((_, i) => !places.has(i)),
  );
}

/** From `start` up to, not including, `end`, every `step`-th; 0 <= start <= end <= extent, step > 0. */
export function slice(
  x: Value,
  at: number,
  { start, end, step = 1 }: { start: number; end: number; step?: number },
): Value {
  const axis = axisOf(at, x.shape.length);
  const extent = x.shape[axis] ?? 0;
  if (start < 0 || end > extent || step < 1) throw misfit(`no part ${start} to ${end} by ${step} of ${extent}`);
  if (start === 0 && end === extent && step === 1) return x;
  const shape = x.shape.with(axis, Math.max(0, Math.ceil((end - start) / step)));
  const one = (value: number): Value => integers(x.node.scope, [value]);
  return emit(
    {
      op: "Slice",
      inputs: [x, one(start), one(end), one(axis), one(step)],
      attributes: {},
    },
    { dtype: x.dtype, shape },
  );
}

/** Zeros before and after, along one axis. */
export function pad(x: Value, at: number, { before, after }: { before: number; after: number }): Value {
  if (before === 0 && after === 0) return x;
  const rank = x.shape.length;
  const axis = axisOf(at, rank);
  const pads = Array.from({ length: 2 * rank }, () => 0);
  pads[axis] = before;
  pads[axis + rank] = after;
  const shape = x.shape.with(axis, (x.shape[axis] ?? 0) + before + after);
  return emit({ op: "Pad", inputs: [x, integers(x.node.scope, pads)] }, { dtype: x.dtype, shape });
}

export function concat(parts: readonly Value[], at: number): Value {
  const [first, ...others] = parts;
  if (!first) throw misfit("nothing to join");
  if (others.length === 0) return first;
  const axis = axisOf(at, first.shape.length);
  const shape = first.shape.with(
    axis,
    parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0),
  );
  for (const part of others)
    if (!sameShape(part.shape.with(axis, 0), first.shape.with(axis, 0)))
      throw misfit(`${textOf(first.shape)} and ${textOf(part.shape)} cannot be joined along axis ${axis}`);
  return emit({ op: "Concat", inputs: parts, attributes: { axis: int(axis) } }, { dtype: first.dtype, shape });
}

/** Parts of these extents along an axis. */
export function split(x: Value, axis: number, extents: readonly number[]): readonly Value[] {
  let start = 0;
  return extents.map((extent) => slice(x, axis, { start, end: (start += extent) }));
}
