/** Windows that slide over the axes after the first two (examples and channels): of convolutions and pools. */
import { textOf } from "../dtype.ts";
import { misfit, type Node, type Value } from "../value.ts";
import { ints, intsOf } from "./attributes.ts";

export interface Sliding {
  /** One for each sliding axis. Default: 1. */
  readonly strides?: readonly number[];
  /** Default: 1. */
  readonly dilations?: readonly number[];
  /** Zeros (for maxima: nothing) around: all the begins, then all the ends. Default: 0. */
  readonly pads?: readonly number[];
}
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** Everything said, and as long as the kernel has axes. */
export function windowOf(kernel: readonly number[], { strides, dilations, pads }: Sliding): Window {
  const n = kernel.length;
  const given = (name: string, list: readonly number[] | undefined, length: number, otherwise: number) => {
    if (list && list.length !== length) throw misfit(`${list.length} ${name} for ${n} sliding axes`);
    return list ?? Array.from({ length }, () => otherwise);
  };
  return {
    kernel,
    strides: given("strides", strides, n, 1),
    dilations: given("dilations", dilations, n, 1),
    pads: given("pads", pads, 2 * n, 0),
  };
}

/** How a node says it. */
export const windowAttributes = ({ kernel, strides, dilations, pads }: Window) => ({
  kernel_shape: ints(kernel),
  strides: ints(strides),
  dilations: ints(dilations),
  pads: ints(pads),
});
/** Of a node that was built with them; the operator may have no dilations. */
export const windowOfNode = ({ attributes }: Node): Window =>
  windowOf(intsOf(attributes, "kernel_shape"), {
    strides: intsOf(attributes, "strides"),
    pads: intsOf(attributes, "pads"),
    ...(attributes["dilations"] && { dilations: intsOf(attributes, "dilations") }),
  });

/** One sliding axis of a window. */
export interface Sweep {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  /** From the first to the last place that the kernel touches. */
  readonly reach: number;
}
export const sweeps = ({ kernel, strides, dilations, pads }: Window): readonly Sweep[] =>
  kernel.map((extent, i) => {
    const dilation = dilations[i] ?? 1;
    return {
      kernel: extent,
      stride: strides[i] ?? 1,
      dilation,
      before: pads[i] ?? 0,
      after: pads[i + kernel.length] ?? 0,
      reach: dilation * (extent - 1) + 1,
    };
  });

/** How many places the window takes along an axis. */
export function places(extent: number, { stride, before, after, reach }: Sweep): number {
  const room = extent + before + after - reach;
  if (room < 0) throw misfit(`a window of ${reach} does not fit into ${extent} with ${before} and ${after} around it`);
  return Math.floor(room / stride) + 1;
}

/** How many places at the end, padding included, no window reaches. */
export const unread = (extent: number, { stride, before, after, reach }: Sweep): number =>
  (extent + before + after - reach) % stride;

/** The extents of the axes that the window slides over. */
export function slidingExtents(x: Value, n: number): readonly number[] {
  if (x.shape.length !== n + 2)
    throw misfit(`a window over ${n} axes needs examples, channels and ${n} axes, not ${textOf(x.shape)}`);
  return x.shape.slice(2);
}
