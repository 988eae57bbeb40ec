/** How long each example's gradient is, without writing the gradient out where its length follows from less. */
import { sizeOf } from "../../../graph/dtype.ts";
import { mul, square } from "../../../graph/ops/elementwise.ts";
import { reshape } from "../../../graph/ops/layout.ts";
import { sum } from "../../../graph/ops/reduce.ts";
import type { Value } from "../../../graph/value.ts";
import { factorsOf } from "../../../learn/training/private.ts";

/**
 * Of gradients [examples, ...shape], the squared length of each, [examples]. In a dense layer an example's gradient is a column by a row, and its length is theirs
 * multiplied: |delta| |h| (Goodfellow 2015, "Efficient per-example gradient computations"; with the bias's, |delta| sqrt(|h|^2 + 1)).
 */
export function squaredLengths(slopes: Value): Value {
  const bare = unturned(slopes);
  const parts = factorsOf(bare) ?? [bare];
  return parts.map((part) => sum(square(flat(part)), { axes: [1] })).reduce(mul);
}

/**
 * Of gradients of a last layer's weights, the squared length of what belongs to each output, [examples, outputs]; null: no axis of the weights is that of the outputs.
 */
export function squaredByOutput(slopes: Value, outputs: number): Value | null {
  const bare = unturned(slopes);
  const factors = factorsOf(bare);
  if (factors) {
    const at = factors.findLastIndex(({ shape }) => shape[1] === outputs);
    const [own, other] = [factors[at], factors[1 - at]];
    return own && other ? mul(square(own), sum(square(other), { axes: [1], as: "keep" })) : null;
  }
  const { shape } = slopes;
  const axis = shape.lastIndexOf(outputs);
  if (axis < 1) return null;
  return sum(square(slopes), { axes: shape.flatMap((_, i) => (i > 0 && i !== axis ? [i] : [])) });
}

/** What was only turned or read in another shape, example by example, is as long as before. */
function unturned(slopes: Value): Value {
  const [before] = slopes.node.inputs;
  if (!before || before.shape[0] !== slopes.shape[0]) return slopes;
  const { op, attributes } = slopes.node;
  const perm = attributes["perm"];
  const same = op === "Reshape" || (op === "Transpose" && perm?.kind === "ints" && perm.value[0] === 0);
  return same ? unturned(before) : slopes;
}

const flat = (value: Value): Value => reshape(value, [value.shape[0] ?? 1, sizeOf(value.shape.slice(1))]);
