/** Activation functions, and dropout. */
import { sizeOf } from "../dtype.ts";
import * as made from "../ops/activations.ts";
import { mul, relu, sigmoid, softplus, tanh } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import { logSoftmax, softmax } from "../ops/reduce.ts";
import { axisOf, type Value } from "../value.ts";
import { floatAt, given, intAt, type Lowering, type Lowerings, numberAt, refuse, type Site, textAt } from "./site.ts";

const one =
  (apply: (x: Value) => Value): Lowering =>
  (site) =>
    apply(given(site, 0));
/** With `alpha`, which is this when the file does not say. */
const alpha =
  (unset: number, apply: (x: Value, alpha: number) => Value): Lowering =>
  (site) =>
    apply(given(site, 0), floatAt(site, "alpha", unset));

/** Before version 13 all axes from `axis` on are one, and the default is 1. */
const over =
  (apply: (x: Value, axis?: number) => Value): Lowering =>
  (site) => {
    const x = given(site, 0);
    const rank = x.shape.length;
    if (site.opset >= 13) return apply(x, intAt(site, "axis", -1));
    const axis = axisOf(intAt(site, "axis", 1), rank);
    if (axis === rank - 1) return apply(x, axis);
    const flat = reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
    return reshape(apply(flat, 1), x.shape);
  };

function dropout(site: Site): Value {
  const x = given(site, 0);
  const ratio = numberAt(site, "ratio", 1) ?? 0.5;
  if (site.mode === "evaluate" || ratio === 0) return x;
  if (!site.dropout) throw refuse(site, "needs to be told what to drop");
  return mul(x, site.dropout(x.shape, ratio));
}

export const activations: Lowerings = {
  Relu: one(relu),
  Sigmoid: one(sigmoid),
  Tanh: one(tanh),
  Softplus: one(softplus),
  Softsign: one(made.softsign),
  LeakyRelu: alpha(0.01, made.leakyRelu),
  PRelu: (site) => made.prelu(given(site, 0), given(site, 1)),
  ThresholdedRelu: alpha(1, made.thresholdedRelu),
  Elu: alpha(1, made.elu),
  Celu: alpha(1, made.celu),
  Selu: (site) =>
    made.selu(given(site, 0), floatAt(site, "alpha", 1.6732632423543772), floatAt(site, "gamma", 1.0507009873554805)),
  Gelu: (site) => (textAt(site, "approximate", "none") === "tanh" ? made.geluTanh : made.gelu)(given(site, 0)),
  HardSigmoid: (site) => made.hardSigmoid(given(site, 0), floatAt(site, "alpha", 0.2), floatAt(site, "beta", 0.5)),
  HardSwish: one(made.hardSwish),
  Swish: alpha(1, (x, factor) => (factor === 1 ? made.silu(x) : mul(x, sigmoid(mul(x, factor))))),
  Mish: one(made.mish),
  Softmax: over(softmax),
  LogSoftmax: over(logSoftmax),
  Dropout: dropout,
};
