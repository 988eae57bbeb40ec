/** Gradients of sums, largest and smallest numbers, and softmax. */
import { intOf } from "../ops/attributes.ts";
import { cast, div, equal, exp, mul, sub } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import { sum } from "../ops/reduce.ts";
import type { Node, Value } from "../value.ts";
import { each, type Gradient, type Rules, total, wholeNumbers } from "./rule.ts";

export const reduce: Rules = {
  ReduceSum: each(({ d, a, node }) => kept(d, a, node)),
  ReduceMax: each(ofExtreme),
  ReduceMin: each(ofExtreme),
  Softmax: each(({ d, y, node }) => mul(y, sub(d, total(mul(d, y), [intOf(node.attributes, "axis")], y.shape)))),
  LogSoftmax: each(({ d, y, node }) => sub(d, mul(exp(y), total(d, [intOf(node.attributes, "axis")], y.shape)))),
};

/** Those that share the extreme share its gradient evenly. */
function ofExtreme({ d, y, a, node }: Parameters<Gradient>[0]): Value {
  const those = cast(equal(a, kept(y, a, node)), a.dtype);
  const count = sum(those, { axes: wholeNumbers(node.inputs[1]), as: "keep" });
  return mul(those, div(kept(d, a, node), count));
}

/** With the axes that the node dropped, of extent 1. */
function kept(value: Value, x: Value, { attributes, inputs }: Node): Value {
  if (intOf(attributes, "keepdims") === 1) return value;
  const axes = new Set(wholeNumbers(inputs[1]));
  const rest = [...value.shape];
  return reshape(
    value,
    x.shape.map((_, i) => (axes.has(i) ? 1 : (rest.shift() ?? 1))),
  );
}
