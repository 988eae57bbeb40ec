/** Gradients of pools. */
import { sizeOf } from "../dtype.ts";
import { convTranspose } from "../ops/convolution.ts";
import { scatterAdd } from "../ops/gather.ts";
import { tensor } from "../ops/constants.ts";
import { mul } from "../ops/elementwise.ts";
import { expand, pad, reshape } from "../ops/layout.ts";
import { sweeps, unread, windowOfNode } from "../ops/window.ts";
import type { Value } from "../value.ts";
import { each, full, type Gradient, type Rules } from "./rule.ts";

export const pool: Rules = {
  MaxPool: (node, [d]) => {
    const [x] = node.inputs;
    const [y, places] = node.outputs;
    if (!d || !x || !y || !places) return [];
    // Where the maxima stand is counted over the whole of x.
    return [
      () => {
        const flat = (value: Value): Value => reshape(value, [sizeOf(value.shape)]);
        return reshape(scatterAdd(flat(full(d, y)), flat(places), { axis: 0, extent: sizeOf(x.shape) }), x.shape);
      },
    ];
  },
  AveragePool: each(ofAveragePool),
};

/** Each number gives an equal share to each place of its window. */
function ofAveragePool({ d, y, a, node }: Parameters<Gradient>[0]): Value {
  const window = windowOfNode(node);
  const axes = sweeps(window);
  const shares = mul(full(d, y), 1 / sizeOf(window.kernel));
  const [examples = 0, channels = 0, ...extents] = a.shape;
  const windows = y.shape.slice(2);
  if (axes.every(({ kernel, stride, before, after }) => kernel === stride && before + after === 0)) {
    // Windows side by side: each number is repeated.
    const apart = reshape(shares, [examples, channels, ...windows.flatMap((extent) => [extent, 1])]);
    const repeated = expand(apart, [
      examples,
      channels,
      ...windows.flatMap((extent, i) => [extent, window.kernel[i] ?? 1]),
    ]);
    const covered = windows.map((extent, i) => extent * (window.kernel[i] ?? 1));
    const whole = reshape(repeated, [examples, channels, ...covered]);
    return covered.reduce((x, extent, i) => pad(x, i + 2, { before: 0, after: (extents[i] ?? 0) - extent }), whole);
  }
  const ones = tensor(
    d.node.scope,
    [1, 1, ...window.kernel],
    Array.from({ length: sizeOf(window.kernel) }, () => 1),
    d.dtype,
  );
  const outputPadding = axes.map((sweep, i) => unread(extents[i] ?? 0, sweep));
  const planes = reshape(shares, [examples * channels, 1, ...windows]);
  return reshape(convTranspose(planes, ones, { ...window, outputPadding }), a.shape);
}
