/** Products of matrices. */
import { add, mul } from "../ops/elementwise.ts";
import { einsum } from "../ops/einsum.ts";
import { reshape, squeeze, transposed, unsqueeze } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import type { Value } from "../value.ts";
import { floatAt, given, intAt, type Lowerings, type Site, textAt } from "./site.ts";

/** Vectors are a row on the left and a column on the right, and the axis that this adds is taken away again. */
function product(a: Value, b: Value): Value {
  if (a.shape.length === 1) return squeeze(product(unsqueeze(a, [0]), b), [b.shape.length === 1 ? 0 : -2]);
  if (b.shape.length === 1) return squeeze(matmul(a, unsqueeze(b, [1])), [-1]);
  return matmul(a, b);
}

/** alpha * A' B' + beta * C */
function gemm(site: Site): Value {
  const side = (name: string, index: number): Value =>
    intAt(site, name, 0) === 1 ? transposed(given(site, index)) : given(site, index);
  const scaled = (x: Value, factor: number): Value => (factor === 1 ? x : mul(x, factor));
  const y = scaled(matmul(side("transA", 0), side("transB", 1)), floatAt(site, "alpha", 1));
  const beta = floatAt(site, "beta", 1);
  const c = site.inputs[2];
  if (!c || beta === 0) return y;
  const sum = add(y, scaled(c, beta));
  return reshape(sum, y.shape);
}

export const matrix: Lowerings = {
  MatMul: (site) => product(given(site, 0), given(site, 1)),
  Gemm: gemm,
  Einsum: (site) => einsum(textAt(site, "equation", ""), ...site.node.inputs.map((_, i) => given(site, i))),
};
