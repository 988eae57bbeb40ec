/** Gradients of products of matrices. */
import { sizeOf } from "../dtype.ts";
import { reshape, transposed } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import type { Value } from "../value.ts";
import { each, fitted, full, type Gradient, type Rules } from "./rule.ts";

export const matrix: Rules = { MatMul: each(ofLeft, ofRight) };

function ofLeft({ d, y, a, b }: Parameters<Gradient>[0]): Value {
  const product = matmul(matrices(d, y), transposed(b));
  return fitted(product, [...y.shape.slice(0, -2), ...a.shape.slice(-2)], a.shape);
}

/** Axes before the matrices that only the left one has are sums over more rows: one product of tall matrices. */
function ofRight({ d, y, a, b }: Parameters<Gradient>[0]): Value {
  const rank = y.shape.length;
  const batch = b.shape.slice(0, -2);
  let shared = 0;
  while (shared < rank - 2 && (batch.at(-1 - shared) ?? 1) === 1) shared++;
  const tall = ({ shape }: Value): readonly number[] => {
    const at = Math.max(0, shape.length - 2 - shared);
    return [...shape.slice(0, at), sizeOf(shape.slice(at, -1)), shape.at(-1) ?? 1];
  };
  const rows = reshape(a, tall(a));
  const whole = full(
    d,
    y,
    Array.from({ length: shared + 2 }, (_, i) => rank - 1 - i),
  );
  const product = matmul(transposed(rows), reshape(whole, tall(whole)));
  const matrixOf = b.shape.slice(-2);
  const kept = batch.slice(0, Math.max(0, batch.length - shared));
  const stretched = y.shape.slice(0, rank - 2 - shared);
  const found = fitted(product, [...stretched, ...matrixOf], [...kept, ...matrixOf]);
  return reshape(found, [...found.shape.slice(0, -2), ...batch.slice(kept.length), ...matrixOf]);
}

/** d, as high and as wide as its value; what it is the same along before those axes, products stretch. */
const matrices = (d: Value, y: Value): Value => full(d, y, [y.shape.length - 2, y.shape.length - 1]);
