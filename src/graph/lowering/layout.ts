/** Operators that move numbers. */
import { type Shape, sizeOf } from "../dtype.ts";
import { wholeNumbers } from "../fold.ts";
import { integers } from "../ops/constants.ts";
import { add, less, mul, where } from "../ops/elementwise.ts";
import { gather, gatherElements } from "../ops/gather.ts";
import * as ops from "../ops/layout.ts";
import { axisOf, broadcast, type Value } from "../value.ts";
import { axesAt, given, intAt, intsAt, type Lowerings, numbersAt, refuse, type Site, titleOf } from "./site.ts";
import { pad } from "./pad.ts";

/** 0 stands for the extent that is there (unless allowzero), -1 for what is left. */
function reshape(site: Site): Value {
  const x = given(site, 0);
  const asked = numbersAt(site, "shape", 1) ?? [];
  const copied = asked.map((extent, i) =>
    extent === 0 && intAt(site, "allowzero", 0) === 0 ? (x.shape[i] ?? 0) : extent,
  );
  const rest = copied.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  return ops.reshape(
    x,
    copied.map((extent) => (extent === -1 ? (rest === 0 ? 0 : sizeOf(x.shape) / rest) : extent)),
  );
}

function flatten(site: Site): Value {
  const x = given(site, 0);
  const axis = intAt(site, "axis", 1);
  const at = axis < 0 ? axis + x.shape.length : axis;
  return ops.reshape(x, [sizeOf(x.shape.slice(0, at)), sizeOf(x.shape.slice(at))]);
}

function squeeze(site: Site): Value {
  const x = given(site, 0);
  return ops.squeeze(x, axesAt(site, 1, x.shape.length) ?? x.shape.flatMap((extent, i) => (extent === 1 ? [i] : [])));
}

function expand(site: Site): Value {
  const x = given(site, 0);
  return ops.expand(x, broadcast(x.shape, wholeNumbers(given(site, 1), `The shape of ${titleOf(site.node)}`)));
}

function slice(site: Site): Value {
  const x = given(site, 0);
  const rank = x.shape.length;
  const starts = numbersAt(site, "starts", 1) ?? [];
  const ends = numbersAt(site, "ends", 2) ?? [];
  const axes = axesAt(site, 3, rank) ?? starts.map((_, i) => i);
  const steps = site.inputs[4] ? wholeNumbers(site.inputs[4], `The steps of ${titleOf(site.node)}`) : [];
  return axes.reduce((part, axis, i) => {
    const [start = 0, end = 0, step = 1] = [starts[i], ends[i], steps[i]];
    return sliceOne(part, axis, { start, end, step });
  }, x);
}

/** As numpy does: negative places count from the end, and what lies beyond is not there. */
function sliceOne(x: Value, axis: number, { start, end, step }: { start: number; end: number; step: number }): Value {
  const extent = x.shape[axis] ?? 0;
  const place = (at: number, least: number, most: number): number =>
    Math.min(most, Math.max(least, at < 0 ? at + extent : at));
  if (step > 0) {
    const from = place(start, 0, extent);
    return ops.slice(x, axis, { start: from, end: Math.max(from, place(end, 0, extent)), step });
  }
  const [from, to] = [place(start, 0, extent - 1), place(end, -1, extent - 1)];
  const n = Math.max(0, Math.ceil((from - to) / -step));
  return gather(
    x,
    integers(
      x.node.scope,
      Array.from({ length: n }, (_, i) => from + i * step),
    ),
    axis,
  );
}

function split(site: Site): readonly Value[] {
  const x = given(site, 0);
  const axis = axisOf(intAt(site, "axis", 0), x.shape.length);
  const extent = x.shape[axis] ?? 0;
  const parts = intAt(site, "num_outputs", site.node.outputs.length);
  const each = Math.ceil(extent / parts);
  const equal = Array.from({ length: parts }, (_, i) => Math.min(each, extent - i * each));
  return ops.split(x, axis, numbersAt(site, "split", 1) ?? equal);
}

function transpose(site: Site): Value {
  const x = given(site, 0);
  return ops.transpose(x, intsAt(site, "perm") ?? x.shape.map((_, i) => i).toReversed());
}

/** Repeats: each axis is put beside a new one, stretched, and the two are read as one. */
function tile(site: Site): Value {
  const x = given(site, 0);
  const repeats = wholeNumbers(given(site, 1), `The repeats of ${titleOf(site.node)}`);
  const apart = ops.reshape(
    x,
    x.shape.flatMap((extent) => [1, extent]),
  );
  const wide = ops.expand(
    apart,
    x.shape.flatMap((extent, i) => [repeats[i] ?? 1, extent]),
  );
  return ops.reshape(
    wide,
    x.shape.map((extent, i) => extent * (repeats[i] ?? 1)),
  );
}

function concat(site: Site): Value {
  const parts = site.node.inputs.map((_, i) => given(site, i));
  return ops.concat(parts, intAt(site, "axis", 1));
}

/** Blocks of channels become squares of pixels (PixelShuffle). */
function depthToSpace(site: Site): Value {
  const x = given(site, 0);
  const [n = 0, c = 0, h = 0, w = 0] = x.shape;
  const b = intAt(site, "blocksize", 1);
  const columns = site.node.attributes["mode"]?.value === "CRD";
  const [apart, order]: [Shape, Shape] = columns
    ? [
        [n, c / (b * b), b, b, h, w],
        [0, 1, 4, 2, 5, 3],
      ]
    : [
        [n, b, b, c / (b * b), h, w],
        [0, 3, 4, 1, 5, 2],
      ];
  return ops.reshape(ops.transpose(ops.reshape(x, apart), order), [n, c / (b * b), h * b, w * b]);
}

/** Indices [..., k] into the first k axes, which are read as one. */
function gatherNd(site: Site): Value {
  const [x, indices] = [given(site, 0), given(site, 1)];
  if (intAt(site, "batch_dims", 0) !== 0) throw refuse(site, "takes from each example other places (batch_dims)");
  const k = indices.shape.at(-1) ?? 0;
  const flat = Array.from({ length: k }, (_, i) => {
    const extent = x.shape[i] ?? 1;
    const at = ops.squeeze(ops.slice(indices, -1, { start: i, end: i + 1 }), [-1]);
    return mul(where(less(at, 0), add(at, extent), at), sizeOf(x.shape.slice(i + 1, k)));
  });
  const joined = ops.reshape(x, [sizeOf(x.shape.slice(0, k)), ...x.shape.slice(k)]);
  const [first, ...others] = flat;
  if (!first) throw refuse(site, "takes nothing");
  return gather(
    joined,
    others.reduce((sum, one) => add(sum, one), first),
    0,
  );
}

export const layout: Lowerings = {
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: (site) => ops.unsqueeze(given(site, 0), numbersAt(site, "axes", 1) ?? []),
  Expand: expand,
  Transpose: transpose,
  Slice: slice,
  Split: split,
  Concat: concat,
  Tile: tile,
  Pad: pad,
  DepthToSpace: depthToSpace,
  Gather: (site) => gather(given(site, 0), given(site, 1), intAt(site, "axis", 0)),
  GatherND: gatherNd,
  GatherElements: (site) => gatherElements(given(site, 0), given(site, 1), intAt(site, "axis", 0)),
  Resize: (site) => {
    throw refuse(site, "makes images larger or smaller, which is not differentiated here");
  },
};
