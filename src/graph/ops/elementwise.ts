/** Operations on each number by itself; two operands are stretched to one shape. */
import { type Dtype, dtypes } from "../dtype.ts";
import { broadcast, emit, type Operand, type Value } from "../value.ts";
import { int } from "./attributes.ts";
import { operands } from "./constants.ts";

const unary =
  (op: string) =>
  (x: Value): Value =>
    emit({ op, inputs: [x] }, x);
const binary =
  (op: string, dtype?: Dtype) =>
  (first: Operand, second: Operand): Value => {
    const [a, b] = operands(first, second);
    return emit({ op, inputs: [a, b] }, { dtype: dtype ?? a.dtype, shape: broadcast(a.shape, b.shape) });
  };

export const add = binary("Add");
export const sub = binary("Sub");
export const mul = binary("Mul");
export const div = binary("Div");
export const pow = binary("Pow");
export const greater = binary("Greater", "bool");
export const less = binary("Less", "bool");
export const greaterOrEqual = binary("GreaterOrEqual", "bool");
export const lessOrEqual = binary("LessOrEqual", "bool");
export const equal = binary("Equal", "bool");
export const and = binary("And");
export const or = binary("Or");

export const not = unary("Not");
export const neg = unary("Neg");
export const abs = unary("Abs");
export const sign = unary("Sign");
export const exp = unary("Exp");
export const log = unary("Log");
export const sqrt = unary("Sqrt");
export const reciprocal = unary("Reciprocal");
export const sigmoid = unary("Sigmoid");
export const tanh = unary("Tanh");
export const relu = unary("Relu");
export const erf = unary("Erf");
export const softplus = unary("Softplus");
export const sin = unary("Sin");
export const cos = unary("Cos");
export const floor = unary("Floor");
export const isNaN = (x: Value): Value => emit({ op: "IsNaN", inputs: [x] }, { dtype: "bool", shape: x.shape });

export const square = (x: Value): Value => mul(x, x);
/** The larger of two: the second where they are equal. */
export const max = (a: Value, b: Operand): Value => where(greater(a, b), a, b);
export const min = (a: Value, b: Operand): Value => where(less(a, b), a, b);

export function where(condition: Value, yes: Operand, no: Operand): Value {
  const [a, b] =
    typeof yes === "number" && typeof no === "number"
      ? [operands(cast(condition, "float32"), yes)[1], operands(cast(condition, "float32"), no)[1]]
      : operands(yes, no);
  const shape = broadcast(condition.shape, broadcast(a.shape, b.shape));
  return emit({ op: "Where", inputs: [condition, a, b] }, { dtype: a.dtype, shape });
}

export function cast(x: Value, dtype: Dtype): Value {
  if (x.dtype === dtype) return x;
  return emit({ op: "Cast", inputs: [x], attributes: { to: int(dtypes[dtype]) } }, { dtype, shape: x.shape });
}
