/** Numbers taken from places, and put into them: indices are int64 or int32; negative ones count from the end. */
import { sizeOf, textOf } from "../dtype.ts";
import { axisOf, emit, misfit, sameShape, type Value } from "../value.ts";
import { int, text } from "./attributes.ts";
import { scalar } from "./constants.ts";
import { cast } from "./elementwise.ts";
import { expand, reshape, transpose } from "./layout.ts";

/** Axis `at` of x makes room for the axes of the indices: rows of an embedding, columns of a table. */
export function gather(x: Value, indices: Value, at = 0): Value {
  const axis = axisOf(at, x.shape.length);
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return emit({ op: "Gather", inputs: [x, indices], attributes: { axis: int(axis) } }, { dtype: x.dtype, shape });
}

/** Of the shape of the indices: each says where along the axis its number stands, its other coordinates are its own. */
export function gatherElements(x: Value, indices: Value, at: number): Value {
  const axis = axisOf(at, x.shape.length);
  fits(x, indices, axis);
  return emit(
    { op: "GatherElements", inputs: [x, indices], attributes: { axis: int(axis) } },
    { dtype: x.dtype, shape: indices.shape },
  );
}

export interface Scatter {
  readonly axis: number;
  /** replace: of several for one place any may win, and no gradient is right then. Default: add. */
  readonly by?: "add" | "replace";
}

/** x, with the updates added (or put) where gatherElements would take them from. */
export function scatterElements(x: Value, indices: Value, updates: Value, { axis: at, by = "add" }: Scatter): Value {
  const axis = axisOf(at, x.shape.length);
  fits(x, indices, axis);
  if (!sameShape(updates.shape, indices.shape))
    throw misfit(`updates of ${textOf(updates.shape)} for indices of ${textOf(indices.shape)}`);
  return emit(
    {
      op: "ScatterElements",
      inputs: [x, indices, updates],
      attributes: { axis: int(axis), reduction: text(by === "add" ? "add" : "none") },
    },
    x,
  );
}

/** What gather took, given back: zeros of extent `extent` along the axis, each update added at its index. Shapes as gather's result. */
export function scatterAdd(updates: Value, indices: Value, { axis, extent }: { axis: number; extent: number }): Value {
  const rank = indices.shape.length;
  const n = sizeOf(indices.shape);
  const before = updates.shape.slice(0, axis);
  const after = updates.shape.slice(axis + rank);
  // Single numbers are scattered twice as fast as rows of one.
  if (sizeOf(updates.shape) === n) {
    const zeros = expand(scalar(updates.node.scope, 0, updates.dtype), [extent]);
    const added = scatterElements(zeros, reshape(indices, [n]), reshape(updates, [n]), { axis: 0 });
    return reshape(added, [...before, extent, ...after]);
  }
  const index = reshape(cast(indices, "int64"), [n, 1]);
  // The engine scatters along the first axis: the indexed axes go there and come back.
  const rows = transpose(reshape(updates, [sizeOf(before), n, sizeOf(after)]), [1, 0, 2]);
  const added = scatterRows(extent, index, reshape(rows, [n, ...before, ...after]));
  const order = Array.from({ length: before.length + 1 + after.length }, (_, i) =>
    i < before.length ? i + 1 : i === before.length ? 0 : i,
  );
  return transpose(added, order);
}

function scatterRows(extent: number, index: Value, updates: Value): Value {
  const zeros = expand(scalar(updates.node.scope, 0, updates.dtype), [extent, ...updates.shape.slice(1)]);
  return emit({ op: "ScatterND", inputs: [zeros, index, updates], attributes: { reduction: text("add") } }, zeros);
}

function fits(x: Value, indices: Value, axis: number): void {
  if (
    indices.shape.length !== x.shape.length ||
    indices.shape.some((extent, i) => i !== axis && extent > (x.shape[i] ?? 0))
  )
    throw misfit(`indices of ${textOf(indices.shape)} into ${textOf(x.shape)} along axis ${axis}`);
}
