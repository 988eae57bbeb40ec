/** Reductions. Axes are attributes in old files, and an input since version 13 (sums) or 18 (the others). */
import { largest, mean, type Over, smallest, sum } from "../ops/reduce.ts";
import { abs, add, div, exp, log, sqrt, square, sub } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import type { Value } from "../value.ts";
import { axesAt, given, intAt, type Lowering, type Lowerings, refuse } from "./site.ts";

const along =
  (reduce: (x: Value, over: Over) => Value): Lowering =>
  (site) => {
    const x = given(site, 0);
    const axes = axesAt(site, 1, x.shape.length);
    const as = intAt(site, "keepdims", 1) === 1 ? "keep" : "drop";
    if (axes && axes.length > 0) return reduce(x, { axes, as });
    return intAt(site, "noop_with_empty_axes", 0) === 1 ? x : reduce(x, { as });
  };

/** The largest is taken out first, so that nothing overflows. */
function logSumExp(x: Value, over: Over): Value {
  const top = largest(x, { ...over, as: "keep" });
  const total = add(log(sum(exp(sub(x, top)), { ...over, as: "keep" })), top);
  return over.as === "keep" ? total : reshape(total, sum(x, over).shape);
}

export const reductions: Lowerings = {
  ReduceSum: along(sum),
  ReduceMean: along(mean),
  ReduceMax: along(largest),
  ReduceMin: along(smallest),
  ReduceL1: along((x, at) => sum(abs(x), at)),
  ReduceL2: along((x, at) => sqrt(sum(square(x), at))),
  ReduceSumSquare: along((x, at) => sum(square(x), at)),
  ReduceLogSum: along((x, at) => log(sum(x, at))),
  ReduceLogSumExp: along(logSumExp),
  LpNormalization: (site) => {
    const x = given(site, 0);
    const at: Over = { axes: [intAt(site, "axis", -1)], as: "keep" };
    const size = intAt(site, "p", 2) === 1 ? sum(abs(x), at) : sqrt(sum(square(x), at));
    return div(x, size);
  },
  ReduceProd: (site) => {
    throw refuse(site, "multiplies along an axis, which is not differentiated here");
  },
};
