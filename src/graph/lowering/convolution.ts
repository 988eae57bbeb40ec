/** Convolutions and pools. */
import { sizeOf } from "../dtype.ts";
import { conv, convTranspose } from "../ops/convolution.ts";
import { averagePool, globalAveragePool, maxPool } from "../ops/pool.ts";
import { largest } from "../ops/reduce.ts";
import type { Sliding } from "../ops/window.ts";
import type { Value } from "../value.ts";
import { given, intAt, intsAt, type Lowerings, refuse, type Site, textAt } from "./site.ts";

/** Strides, dilations and pads of a node whose kernel is given; auto_pad made plain (ONNX, operator Conv). */
function sliding(site: Site, x: Value, kernel: readonly number[]): Required<Sliding> {
  const each = (name: string): readonly number[] => intsAt(site, name) ?? kernel.map(() => 1);
  const [strides, dilations] = [each("strides"), each("dilations")];
  const auto = textAt(site, "auto_pad", "NOTSET");
  const none = [...kernel, ...kernel].map(() => 0);
  if (!auto.startsWith("SAME"))
    return { strides, dilations, pads: (auto === "NOTSET" ? intsAt(site, "pads") : null) ?? none };
  const all = kernel.map((extent, i) => {
    const [input = 0, stride = 1, dilation = 1] = [x.shape[i + 2], strides[i], dilations[i]];
    return Math.max(0, (Math.ceil(input / stride) - 1) * stride + dilation * (extent - 1) + 1 - input);
  });
  const less = all.map((pad) => Math.floor(pad / 2));
  const more = all.map((pad, i) => pad - (less[i] ?? 0));
  return { strides, dilations, pads: auto === "SAME_UPPER" ? [...less, ...more] : [...more, ...less] };
}

const biasOf = ({ inputs: [, , bias] }: Site): { bias?: Value } => (bias ? { bias } : {});
const last = (site: Site): "partial" | "whole" => (intAt(site, "ceil_mode", 0) === 1 ? "partial" : "whole");

function convolve(site: Site): Value {
  const [x, w] = [given(site, 0), given(site, 1)];
  return conv(x, w, { ...sliding(site, x, w.shape.slice(2)), groups: intAt(site, "group", 1), ...biasOf(site) });
}

function convolveBack(site: Site): Value {
  const [x, w] = [given(site, 0), given(site, 1)];
  const kernel = w.shape.slice(2);
  if (textAt(site, "auto_pad", "NOTSET").startsWith("SAME") || intsAt(site, "output_shape"))
    throw refuse(site, "leaves its pads to be worked out (auto_pad or output_shape)");
  const outputPadding = intsAt(site, "output_padding") ?? kernel.map(() => 0);
  const window = sliding(site, x, kernel);
  return convTranspose(x, w, { ...window, groups: intAt(site, "group", 1), outputPadding, ...biasOf(site) });
}

export const convolutions: Lowerings = {
  Conv: convolve,
  ConvTranspose: convolveBack,
  MaxPool: (site) => {
    const x = given(site, 0);
    const kernel = intsAt(site, "kernel_shape") ?? [];
    return maxPool(x, { kernel, ...sliding(site, x, kernel), last: last(site) });
  },
  AveragePool: (site) => {
    const x = given(site, 0);
    const kernel = intsAt(site, "kernel_shape") ?? [];
    const padding = intAt(site, "count_include_pad", 0) === 1 ? "counts" : "does not count";
    return averagePool(x, { kernel, ...sliding(site, x, kernel), last: last(site), padding });
  },
  GlobalAveragePool: (site) => globalAveragePool(given(site, 0)),
  GlobalMaxPool: (site) => {
    const x = given(site, 0);
    if (sizeOf(x.shape.slice(2)) === 0) throw refuse(site, "has nothing to take the largest of");
    return largest(x, { axes: x.shape.map((_, i) => i).slice(2), as: "keep" });
  },
};
