/** The largest or the mean of the numbers in a sliding window. */
import { type Shape, sizeOf } from "../dtype.ts";
import { emit, emitAll, only, type Value } from "../value.ts";
import { int } from "./attributes.ts";
import { scalar, tensor } from "./constants.ts";
import { conv } from "./convolution.ts";
import { mul } from "./elementwise.ts";
import { concat, expand, reshape } from "./layout.ts";
import { mean } from "./reduce.ts";
import {
  places,
  type Sliding,
  slidingExtents,
  type Sweep,
  sweeps,
  type Window,
  windowAttributes,
  windowOf,
} from "./window.ts";

export interface Pool extends Sliding {
  readonly kernel: readonly number[];
  /** partial: a last window that reaches beyond the end counts too ("ceil mode"). Default: whole. */
  readonly last?: "whole" | "partial";
}

/** x [N, C, ...]. Its node has a second output: where each maximum stands in the whole of x, flat. */
export function maxPool(x: Value, { kernel, last = "whole", ...sliding }: Pool): Value {
  const extents = slidingExtents(x, kernel.length);
  const asked = windowOf(kernel, sliding);
  const [room, window] = roomy(x, widened(asked, extents, last));
  const shape = pooled(room, window);
  const node = emitAll({ op: "MaxPool", inputs: [room], attributes: windowAttributes(window) }, [
    { dtype: x.dtype, shape },
    { dtype: "int64", shape },
  ]);
  return only(node);
}

/** The engine pads by less than the kernel only, though one with gaps reaches farther: such ends are filled here. */
function roomy(x: Value, window: Window): readonly [Value, Window] {
  const n = window.kernel.length;
  let filled = x;
  const pads = window.pads.map((width, i) => {
    if (i < n || width < (window.kernel[i - n] ?? 0)) return width;
    const axis = i - n + 2;
    const lowest = scalar(x.node.scope, -3.4028234663852886e38, x.dtype);
    filled = concat([filled, expand(lowest, filled.shape.with(axis, width))], axis);
    return 0;
  });
  return [filled, { ...window, pads }];
}

export interface MeanPool extends Pool {
  /** Are the zeros around x among those that a mean is of? Default: no. */
  readonly padding?: "counts" | "does not count";
}

/** x [N, C, ...]. */
export function averagePool(
  x: Value,
  { kernel, last = "whole", padding = "does not count", ...sliding }: MeanPool,
): Value {
  const extents = slidingExtents(x, kernel.length);
  const asked = windowOf(kernel, sliding);
  const window = widened(asked, extents, last);
  const shape = pooled(x, window);
  const y = window.dilations.every((dilation) => dilation === 1)
    ? sideBySide(x, window, shape)
    : spread(x, window, shape);
  const axes = sweeps(asked);
  const shares = axes.map((sweep, i) => shareOfCounted(sweep, extents[i] ?? 0, shape[i + 2] ?? 0, padding));
  if (shares.every((axis) => axis.every((share) => share === 1))) return y;
  return shares.reduce((scaled, axis, i) => {
    if (axis.every((share) => share === 1)) return scaled;
    const stretched = axes.map((_, j) => (i === j ? axis.length : 1));
    const factors = axis.map((share) => 1 / share);
    return mul(scaled, tensor(x.node.scope, stretched, factors, x.dtype));
  }, y);
}

/** All places count, so that the gradient is simple; what does not is made good afterwards. */
function sideBySide(x: Value, window: Window, shape: Shape): Value {
  const { dilations: _, ...attributes } = windowAttributes(window);
  return emit(
    { op: "AveragePool", inputs: [x], attributes: { ...attributes, count_include_pad: int(1) } },
    { dtype: x.dtype, shape },
  );
}

/** With gaps between its places (which the engine's operator has had only since opset 19), a mean is a convolution. */
function spread(x: Value, window: Window, shape: Shape): Value {
  const [examples = 0, channels = 0, ...extents] = x.shape;
  const size = sizeOf(window.kernel);
  const kernel = tensor(
    x.node.scope,
    [1, 1, ...window.kernel],
    Array.from({ length: size }, () => 1 / size),
    x.dtype,
  );
  return reshape(conv(reshape(x, [examples * channels, 1, ...extents]), kernel, window), shape);
}

/** x [N, C, ...] to [N, C, 1, ...]. */
export const globalAveragePool = (x: Value): Value => mean(x, { axes: x.shape.map((_, i) => i).slice(2), as: "keep" });

/** Along an axis: which share of each window's places count. */
function shareOfCounted(
  { kernel, stride, dilation, before, after }: Sweep,
  extent: number,
  windows: number,
  padding: "counts" | "does not count",
): readonly number[] {
  const [first, end] = padding === "counts" ? [-before, extent + after] : [0, extent];
  return Array.from({ length: windows }, (_, at) => {
    const start = at * stride - before;
    let counted = 0;
    for (let i = 0; i < kernel; i++) {
      const place = start + i * dilation;
      if (place >= first && place < end) counted++;
    }
    return counted / kernel;
  });
}

/** With ends padded so that a partial last window is a whole one; none starts beyond x and what is before it. */
function widened(window: Window, extents: readonly number[], last: "whole" | "partial"): Window {
  if (last === "whole") return window;
  const axes = sweeps(window);
  const ends = axes.map(({ stride, before, after, reach }, i) => {
    const extent = extents[i] ?? 0;
    let windows = Math.ceil(Math.max(0, extent + before + after - reach) / stride) + 1;
    if ((windows - 1) * stride >= extent + before) windows--;
    return Math.max(after, (windows - 1) * stride + reach - extent - before);
  });
  return { ...window, pads: [...window.pads.slice(0, axes.length), ...ends] };
}

const pooled = (x: Value, window: Window): Shape => [
  ...x.shape.slice(0, 2),
  ...sweeps(window).map((sweep, i) => places(x.shape[i + 2] ?? 0, sweep)),
];
