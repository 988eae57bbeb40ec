/** Reductions. Axes are attributes in old files, and an input since version 13 (sums) or 18 (the others). */
import { largest, mean, type Over, smallest, sum } from "../ops/reduce.ts";
import { abs, add, div, exp, log, sqrt, square, sub } from "../ops/elementwise.ts";
import { known, wholeNumbers } from "../fold.ts";
import { int } from "../ops/attributes.ts";
import { integers, tensor } from "../ops/constants.ts";
import { reshape, transpose } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import { axisOf, emit, type Value } from "../value.ts";
import { axesAt, given, intAt, type Lowering, type Lowerings, refuse, type Site, titleOf } from "./site.ts";

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

/** Of shapes: of anything else its gradient would be missed. */
function product(site: Site): Value {
  const numbers = known(given(site, 0));
  if (!numbers) throw refuse(site, "multiplies along an axis, which is not differentiated here");
  return along((x, { axes, as = "drop" }) => {
    const places = axes ?? x.shape.map((_, i) => i);
    const kept = x.shape.map((extent, i) => (places.includes(i) ? 1 : extent));
    const inputs = [x, integers(site.scope, places)];
    const attributes = { keepdims: int(as === "keep" ? 1 : 0) };
    const shape = as === "keep" ? kept : x.shape.filter((_, i) => !places.includes(i));
    return emit({ op: "ReduceProd", inputs, attributes }, { dtype: x.dtype, shape });
  })(site) as Value; // `along` gives one
}

/** A product with a matrix of ones on and above the diagonal. */
function cumulative(site: Site): Value {
  const x = given(site, 0);
  const rank = x.shape.length;
  const [place = 0] = wholeNumbers(given(site, 1), `The axis of ${titleOf(site.node)}`);
  const axis = axisOf(place, rank);
  const n = x.shape[axis] ?? 0;
  const [exclusive, reverse] = [intAt(site, "exclusive", 0) === 1, intAt(site, "reverse", 0) === 1];
  const ones = Array.from({ length: n * n }, (_, i) => {
    const [from, to] = [Math.floor(i / n), i % n];
    const before = reverse ? from >= to : from <= to;
    return before && !(exclusive && from === to) ? 1 : 0;
  });
  const order = x.shape.map((_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i));
  const summed = matmul(transpose(unsqueezed(x), withRow(order)), tensor(site.scope, [n, n], ones, x.dtype));
  return reshape(transpose(summed, withRow(order)), x.shape);
}
/** A vector is a row, so that it can be multiplied with a matrix. */
const unsqueezed = (x: Value): Value => reshape(x, [1, ...x.shape]);
const withRow = (order: readonly number[]): readonly number[] => [0, ...order.map((axis) => axis + 1)];

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
  ReduceProd: product,
  CumSum: cumulative,
};
