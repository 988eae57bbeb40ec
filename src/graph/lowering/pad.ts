/** Pad: what lies around a tensor is a constant, its edge, or its own reflection. */
import { known, wholeNumbers } from "../fold.ts";
import { integers } from "../ops/constants.ts";
import { add, sub } from "../ops/elementwise.ts";
import { gather } from "../ops/gather.ts";
import * as ops from "../ops/layout.ts";
import { axisOf, type Value } from "../value.ts";
import { floatAt, given, numbersAt, refuse, type Site, textAt, titleOf } from "./site.ts";

/** Which place of the axis stands at place i, which may lie before the first or after the last. */
const places: { readonly [mode: string]: ((i: number, extent: number) => number) | undefined } = {
  edge: (i, extent) => Math.min(extent - 1, Math.max(0, i)),
  wrap: (i, extent) => ((i % extent) + extent) % extent,
  // Without the edge itself: 2 1 | 0 1 2 3 | 2 1.
  reflect: (i, extent) => {
    const period = Math.max(1, 2 * (extent - 1));
    const at = ((i % period) + period) % period;
    return Math.min(at, period - at);
  },
};

export function pad(site: Site): Value {
  const x = given(site, 0);
  const rank = x.shape.length;
  const pads = numbersAt(site, "pads", 1) ?? numbersAt(site, "paddings", 1) ?? [];
  const chosen = site.inputs[3]
    ? wholeNumbers(site.inputs[3], `The axes of ${titleOf(site.node)}`)
    : x.shape.map((_, i) => i);
  const around = chosen.map((axis, i) => ({
    axis: axisOf(axis, rank),
    before: pads[i] ?? 0,
    after: pads[i + chosen.length] ?? 0,
  }));
  const mode = textAt(site, "mode", "constant");
  const place = places[mode];
  if (place) {
    return around.reduce((wide, { axis, before, after }) => {
      const extent = wide.shape[axis] ?? 0;
      if (before === 0 && after === 0) return wide;
      const indices = Array.from({ length: extent + before + after }, (_, i) => place(i - before, extent));
      return gather(wide, integers(site.scope, indices), axis);
    }, x);
  }
  if (mode !== "constant") throw refuse(site, `pads by "${mode}"`);
  const value = site.inputs[2] ? known(site.inputs[2])?.data[0] : floatAt(site, "value", 0);
  if (value === undefined) throw refuse(site, "pads with a number that depends on the data");
  const padded = around.reduce(padOne, value === 0 ? x : sub(x, value));
  return value === 0 ? padded : add(padded, value);
}

/** Negative pads take away. */
function padOne(x: Value, { axis, before, after }: { axis: number; before: number; after: number }): Value {
  const extent = x.shape[axis] ?? 0;
  const kept = ops.slice(x, axis, { start: Math.max(0, -before), end: extent - Math.max(0, -after) });
  return ops.pad(kept, axis, { before: Math.max(0, before), after: Math.max(0, after) });
}
