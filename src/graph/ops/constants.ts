/** Numbers in graphs. */
import { type Data, type Dtype, type Shape } from "../dtype.ts";
import { constant, type Operand, type Scope, type Value } from "../value.ts";

export function scalar(scope: Scope, value: number, dtype: Dtype = "float32"): Value {
  return constant(scope, { dtype, shape: [], data: numbers(dtype, [value]) });
}

/** A list of whole numbers: shapes, axes, indices. */
export const integers = (scope: Scope, values: readonly number[]): Value =>
  constant(scope, { dtype: "int64", shape: [values.length], data: BigInt64Array.from(values, BigInt) });

/** Numbers in row-major order. */
export const tensor = (scope: Scope, shape: Shape, values: readonly number[], dtype: Dtype = "float32"): Value =>
  constant(scope, { dtype, shape, data: numbers(dtype, values) });

/** 0, 1, ... */
export const range = (scope: Scope, n: number, dtype: Dtype = "int64"): Value =>
  constant(scope, {
    dtype,
    shape: [n],
    data: numbers(
      dtype,
      Array.from({ length: n }, (_, i) => i),
    ),
  });

/** What a constant holds; undefined: it is none. */
export const numbersIn = ({ node: { constant: found } }: Value): readonly number[] | undefined =>
  found && Array.from<unknown, number>(found.data, Number);

/** Both as values, numbers in the type of the other. */
export function operands(a: Operand, b: Operand): readonly [Value, Value] {
  if (typeof a === "number") {
    if (typeof b === "number") throw new Error("two numbers: no graph to put them in");
    return [scalar(b.node.scope, a, b.dtype), b];
  }
  return [a, typeof b === "number" ? scalar(a.node.scope, b, a.dtype) : b];
}

function numbers(dtype: Dtype, values: readonly number[]): Data {
  switch (dtype) {
    case "float32":
      return Float32Array.from(values);
    case "float64":
      return Float64Array.from(values);
    case "int64":
      return BigInt64Array.from(values, BigInt);
    case "int32":
      return Int32Array.from(values);
    case "uint8":
    case "bool":
      return Uint8Array.from(values);
    default:
      throw new Error(`constants of type ${dtype} are not made from numbers`);
  }
}
