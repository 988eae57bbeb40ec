/** Gradients of convolutions, which are convolutions themselves. */
import { intOf } from "../ops/attributes.ts";
import { conv, convTranspose } from "../ops/convolution.ts";
import { reshape, slice, transpose } from "../ops/layout.ts";
import { sweeps, unread, type Window, windowOfNode } from "../ops/window.ts";
import type { Node, Value } from "../value.ts";
import { each, full, type Rules } from "./rule.ts";

export const convolution: Rules = {
  Conv: each(
    ({ d, y, a, b, node }) => {
      const window = windowOfNode(node);
      const outputPadding = sweeps(window).map((sweep, i) => unread(a.shape[i + 2] ?? 0, sweep));
      return convTranspose(full(d, y), b, { ...window, groups: groupsOf(node), outputPadding });
    },
    ({ d, y, a, node }) => kernelGradient(a, full(d, y), windowOfNode(node), groupsOf(node)),
  ),
  ConvTranspose: each(
    ({ d, y, b, node }) => conv(full(d, y), b, { ...windowOfNode(node), groups: groupsOf(node) }),
    // The convolution that it is the transpose of took d to the shape of a.
    ({ d, y, a, node }) => kernelGradient(full(d, y), a, windowOfNode(node), groupsOf(node)),
  ),
};

const groupsOf = ({ attributes }: Node): number => intOf(attributes, "group");

/**
 * Of the kernels [M, C / groups, ...] of the convolution that takes x [N, C, ...] to y, whose gradient is d [N, M, ...].
 * It is x convolved with d: strides and dilations change places, examples are what is summed over. To keep groups apart,
 * x is read as [C / groups, groups N, ...] and d as kernels [M, N, ...] in groups; the result is [C / groups, M, ...].
 */
function kernelGradient(x: Value, d: Value, window: Window, groups: number): Value {
  const [examples = 0, channels = 0, ...extents] = x.shape;
  const axes = extents.map((_, i) => i);
  const read = channels / groups;
  const byGroup = reshape(x, [examples, groups, read, ...extents]);
  const turned = transpose(byGroup, [2, 1, 0, ...axes.map((i) => i + 3)]);
  const flat = reshape(turned, [read, groups * examples, ...extents]);
  const kernels = transpose(d, [1, 0, ...axes.map((i) => i + 2)]);
  // Places at the ends that no window reached must not make the result larger than the kernel.
  const idle = sweeps(window).map((sweep, i) => unread(extents[i] ?? 0, sweep));
  const n = axes.length;
  const pads = window.pads.map((width, i) => (i < n ? width : Math.max(0, width - (idle[i - n] ?? 0))));
  const found = conv(flat, kernels, { strides: window.dilations, dilations: window.strides, pads, groups });
  const cut = axes.reduce((y, i) => slice(y, i + 2, { start: 0, end: window.kernel[i] ?? 1 }), found);
  return transpose(cut, [1, 0, ...axes.map((i) => i + 2)]);
}
