/** What networks put between their layers, made of simpler operations. */
import type { Value } from "../value.ts";
import { abs, add, div, erf, exp, greater, max, min, mul, sigmoid, softplus, sub, tanh, where } from "./elementwise.ts";

/** x times the chance that a standard normal lies below it (Hendrycks & Gimpel 2016). */
export const gelu = (x: Value): Value => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));

/** Their approximation: 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
export function geluTanh(x: Value): Value {
  const inner = mul(x, add(mul(mul(x, x), 0.044715 * Math.sqrt(2 / Math.PI)), Math.sqrt(2 / Math.PI)));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}

export const leakyRelu = (x: Value, slope = 0.01): Value => prelu(x, slope);
export const prelu = (x: Value, slope: Value | number): Value => where(greater(x, 0), x, mul(x, slope));

/** alpha (exp(x) - 1) below zero (Clevert et al. 2015). */
export const elu = (x: Value, alpha = 1): Value => where(greater(x, 0), x, mul(sub(exp(min(x, 0)), 1), alpha));
/** Klambauer et al. 2017. */
export const selu = (x: Value, alpha = 1.6732632423543772, scale = 1.0507009873554805): Value =>
  mul(elu(x, alpha), scale);

export const silu = (x: Value): Value => mul(x, sigmoid(x));
export const mish = (x: Value): Value => mul(x, tanh(softplus(x)));
export const softsign = (x: Value): Value => div(x, add(abs(x), 1));
export const hardSigmoid = (x: Value, alpha = 0.2, beta = 0.5): Value => clip(add(mul(x, alpha), beta), 0, 1);
export const hardSwish = (x: Value): Value => mul(x, hardSigmoid(x, 1 / 6, 0.5));
export const thresholdedRelu = (x: Value, threshold = 1): Value => where(greater(x, threshold), x, 0);
export const celu = (x: Value, alpha = 1): Value => mul(elu(mul(x, 1 / alpha)), alpha);

/** From `low` to `high`; none: null. */
export function clip(x: Value, low: Value | number | null, high: Value | number | null): Value {
  const above = low === null ? x : max(x, low);
  return high === null ? above : min(above, high);
}
