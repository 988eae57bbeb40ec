/** One number for many: sums, means, largest; and softmax, which is made of them. */
import { sizeOf } from "../dtype.ts";
import { axisOf, emit, type Value } from "../value.ts";
import { int } from "./attributes.ts";
import { integers } from "./constants.ts";
import { mul } from "./elementwise.ts";

export interface Over {
  /** Default: all. */
  readonly axes?: readonly number[];
  /** keep: the axes stay, with extent 1. Default: drop. */
  readonly as?: "keep" | "drop";
}

function reduce(op: string, x: Value, { axes: given, as = "drop" }: Over): Value {
  const rank = x.shape.length;
  const axes = (given ?? x.shape.map((_, i) => i)).map((axis) => axisOf(axis, rank)).toSorted((a, b) => a - b);
  if (axes.length === 0) return x;
  const kept = x.shape.map((extent, i) => (axes.includes(i) ? 1 : extent));
  const shape = as === "keep" ? kept : x.shape.filter((_, i) => !axes.includes(i));
  return emit(
    { op, inputs: [x, integers(x.node.scope, axes)], attributes: { keepdims: int(as === "keep" ? 1 : 0) } },
    { dtype: x.dtype, shape },
  );
}

export const sum = (x: Value, over: Over = {}): Value => reduce("ReduceSum", x, over);
export const largest = (x: Value, over: Over = {}): Value => reduce("ReduceMax", x, over);
export const smallest = (x: Value, over: Over = {}): Value => reduce("ReduceMin", x, over);
export function mean(x: Value, over: Over = {}): Value {
  const total = sum(x, over);
  return mul(total, sizeOf(total.shape) / sizeOf(x.shape));
}

export const softmax = (x: Value, axis = -1): Value =>
  emit({ op: "Softmax", inputs: [x], attributes: { axis: int(axisOf(axis, x.shape.length)) } }, x);
export const logSoftmax = (x: Value, axis = -1): Value =>
  emit({ op: "LogSoftmax", inputs: [x], attributes: { axis: int(axisOf(axis, x.shape.length)) } }, x);
