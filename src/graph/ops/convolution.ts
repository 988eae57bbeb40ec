/** Convolutions (cross-correlations, as everybody calls them) over one, two or three axes, and their transposes. */
import { textOf } from "../dtype.ts";
import { emit, misfit, type Value } from "../value.ts";
import { int, ints } from "./attributes.ts";
import { add } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { places, type Sliding, slidingExtents, sweeps, type Window, windowAttributes, windowOf } from "./window.ts";

export interface Convolution extends Sliding {
  /** Channels fall into so many groups, each with kernels of its own. Default: 1. */
  readonly groups?: number;
  /** One number for each channel of the result. */
  readonly bias?: Value;
}

/** x [N, C, ...], kernels [M, C / groups, ...]; the result is [N, M, ...]. */
export function conv(x: Value, w: Value, { groups = 1, bias, ...sliding }: Convolution = {}): Value {
  const [examples = 0, channels = 0] = x.shape;
  const [made = 0, read = 0, ...kernel] = w.shape;
  if (channels !== read * groups || made % groups !== 0) throw unfit("convolved", x, w, groups);
  const window = windowOf(kernel, sliding);
  const extents = slidingExtents(x, kernel.length);
  const shape = [examples, made, ...sweeps(window).map((sweep, i) => places(extents[i] ?? 0, sweep))];
  const y = emit({ op: "Conv", inputs: [x, w], attributes: attributes(window, groups) }, { dtype: x.dtype, shape });
  return bias ? add(y, channelwise(bias, kernel.length)) : y;
}

export interface TransposedConvolution extends Convolution {
  /** What the result has more at the ends: a stride wider than one leaves open how long it was. Default: 0. */
  readonly outputPadding?: readonly number[];
}

/** x [N, C, ...], kernels [C, M / groups, ...]; the result is [N, M, ...]: what conv with these kernels and this window takes to the shape of x. */
export function convTranspose(
  x: Value,
  w: Value,
  { groups = 1, bias, outputPadding, ...sliding }: TransposedConvolution = {},
): Value {
  const [examples = 0, channels = 0] = x.shape;
  const [read = 0, made = 0, ...kernel] = w.shape;
  if (channels !== read || channels % groups !== 0) throw unfit("convolved back", x, w, groups);
  const window = windowOf(kernel, sliding);
  const extents = slidingExtents(x, kernel.length);
  const more = outputPadding ?? kernel.map(() => 0);
  const grown = sweeps(window).map(({ stride, before, after, reach }, i) => {
    const extent = stride * ((extents[i] ?? 0) - 1) + reach - before - after + (more[i] ?? 0);
    if (extent < 1) throw misfit(`pads of ${before} and ${after} leave nothing of a transposed convolution`);
    return extent;
  });
  const y = emit(
    {
      op: "ConvTranspose",
      inputs: [x, w],
      attributes: { ...attributes(window, groups), output_padding: ints(more) },
    },
    { dtype: x.dtype, shape: [examples, made * groups, ...grown] },
  );
  return bias ? add(y, channelwise(bias, kernel.length)) : y;
}

/** One number for each channel, in a shape that stretches over [N, C, ...] with n axes after the channels. */
export const channelwise = (numbers: Value, n: number): Value =>
  reshape(numbers, [...numbers.shape, ...Array.from({ length: n }, () => 1)]);

const attributes = (window: Window, groups: number) => ({ ...windowAttributes(window), group: int(groups) });
const unfit = (done: string, x: Value, w: Value, groups: number) =>
  misfit(`${textOf(x.shape)} cannot be ${done} with kernels ${textOf(w.shape)} in ${groups} groups`);
