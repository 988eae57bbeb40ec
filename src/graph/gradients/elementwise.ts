/** Gradients of the operations on each number by itself. */
import type { Dtype } from "../dtype.ts";
import { numbersIn } from "../ops/constants.ts";
import {
  cast,
  cos,
  div,
  equal,
  exp,
  greater,
  log,
  mul,
  neg,
  pow,
  sigmoid,
  sign,
  sin,
  sub,
  where,
} from "../ops/elementwise.ts";
import type { Value } from "../value.ts";
import { type Gradient, type Rules, stretched } from "./rule.ts";

export const elementwise: Rules = {
  Identity: stretched(({ d }) => d),
  Neg: stretched(({ d }) => neg(d)),
  Add: stretched(
    ({ d }) => d,
    ({ d }) => d,
  ),
  Sub: (node, [d]) => {
    const [first, second] = stretched(
      (parts) => parts.d,
      (parts) => parts.d,
    )(node, [d ?? null]);
    return [first ?? null, second ? () => neg(second()) : null];
  },
  Mul: stretched(
    ({ d, b }) => mul(d, b),
    ({ d, a }) => mul(d, a),
  ),
  Div: stretched(
    ({ d, b }) => div(d, b),
    ({ d, b, y }) => neg(mul(div(d, b), y)),
  ),
  Pow: stretched(powerBase, powerExponent),
  Abs: stretched(({ d, a }) => mul(d, sign(a))),
  Exp: stretched(({ d, y }) => mul(d, y)),
  Log: stretched(({ d, a }) => div(d, a)),
  Sqrt: stretched(({ d, y }) => div(mul(d, 0.5), y)),
  Reciprocal: stretched(({ d, y }) => neg(mul(d, mul(y, y)))),
  Sigmoid: stretched(({ d, y }) => mul(d, mul(y, sub(1, y)))),
  Tanh: stretched(({ d, y }) => mul(d, sub(1, mul(y, y)))),
  Relu: stretched(({ d, y }) => where(greater(y, 0), d, 0)),
  Softplus: stretched(({ d, a }) => mul(d, sigmoid(a))),
  Erf: stretched(({ d, a }) => mul(d, mul(exp(neg(mul(a, a))), 2 / Math.sqrt(Math.PI)))),
  Sin: stretched(({ d, a }) => mul(d, cos(a))),
  Cos: stretched(({ d, a }) => neg(mul(d, sin(a)))),
  Where: stretched(
    null,
    ({ d, a }) => where(a, d, 0),
    ({ d, a }) => where(a, 0, d),
  ),
  Cast: (node, [d]) => {
    const [x] = node.inputs;
    return [d && x && isReal(x.dtype) && isReal(d.dtype) ? () => cast(d, x.dtype) : null];
  },
};

const isReal = (dtype: Dtype): boolean => /^b?float/.test(dtype);

/** b a^(b - 1). */
function powerBase({ d, a, b }: Parameters<Gradient>[0]): Value {
  const power = onlyNumber(b);
  if (power === 0) return mul(d, 0);
  if (power === 1) return d;
  if (power !== null) return mul(d, mul(power === 2 ? a : pow(a, power - 1), power));
  // 0 where the exponent is 0, at a = 0 as well (there a^-1 would make 0 into NaN).
  return mul(d, mul(b, pow(a, where(equal(b, 0), 1, sub(b, 1)))));
}
/** a^b log a, and 0 at a = 0, where log has no value: right for b > 0, of which y = 0 keeps all derivatives 0. */
function powerExponent({ d, a, y }: Parameters<Gradient>[0]): Value {
  return mul(d, mul(y, log(where(equal(a, 0), 1, a))));
}

/** What a constant of one number holds. */
function onlyNumber(value: Value): number | null {
  const [only = null, ...more] = numbersIn(value) ?? [];
  return more.length === 0 ? only : null;
}
