/** Products of matrices. */
import { textOf } from "../dtype.ts";
import { broadcast, emit, misfit, type Value } from "../value.ts";

/** [..., m, k] by [..., k, n]; the axes before the last two are stretched to fit. */
export function matmul(a: Value, b: Value): Value {
  const [m, k] = a.shape.slice(-2);
  const [rows, n] = b.shape.slice(-2);
  if (m === undefined || k === undefined || n === undefined || k !== rows)
    throw misfit(`${textOf(a.shape)} and ${textOf(b.shape)} cannot be multiplied as matrices`);
  const shape = [...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)), m, n];
  return emit({ op: "MatMul", inputs: [a, b] }, { dtype: a.dtype, shape });
}
