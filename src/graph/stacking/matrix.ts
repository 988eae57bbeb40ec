/** Products of matrices. */
import { sizeOf } from "../dtype.ts";
import { reshape } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import { aligned, alone, nth, type StackingRule } from "./rule.ts";

/**
 * Many small products cost more than few large ones: where the second factor is one matrix a model,
 * everything before the rows of the first is read as more rows ([K, B, T, d] by [K, d, e] is [K, B T, d] by [K, d, e]).
 * A second factor that is one matrix for all models needs nothing: the runtime reads the models as rows.
 */
export const product: StackingRule = (node, inputs, size) => {
  const [first, second] = [nth(inputs, 0), nth(inputs, 1)];
  const [a, b] = [alone(first), alone(second)];
  const { shape } = node.outputs[0] ?? first.value;
  if (second.stacked && b.length === 2 && a.length > 2) {
    const rows = sizeOf(a.slice(0, -1));
    const flat = reshape(first.value, [...(first.stacked ? [size] : []), rows, a.at(-1) ?? 1]);
    return [reshape(matmul(flat, second.value), [size, ...shape])];
  }
  const rank = Math.max(a.length, b.length);
  return [matmul(aligned(first, rank), aligned(second, rank))];
};
