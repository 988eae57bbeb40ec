/** Operators on each number by itself. */
import type { Dtype } from "../dtype.ts";
import { dtypeOf } from "../file/names.ts";
import { known } from "../fold.ts";
import { int } from "../ops/attributes.ts";
import * as ops from "../ops/elementwise.ts";
import { broadcast, emit, type Value } from "../value.ts";
import { given, intAt, type Lowering, type Lowerings, narrowed, numberAt, refuse, type Site } from "./site.ts";

const one =
  (apply: (x: Value) => Value): Lowering =>
  (site) =>
    apply(given(site, 0));
const two =
  (apply: (a: Value, b: Value) => Value): Lowering =>
  (site) =>
    apply(given(site, 0), given(site, 1));
/** Any number of operands, from the left. */
const many =
  (apply: (a: Value, b: Value) => Value): Lowering =>
  (site) =>
    site.inputs.slice(1).reduce((all: Value, _, i) => apply(all, given(site, i + 1)), given(site, 0));
/** Without a derivative that is of use, or for whole numbers only. */
const plain = (op: string) => (x: Value) => emit({ op, inputs: [x] }, x);

function castTo(site: Site, dtype: Dtype | undefined): Value {
  if (dtype === undefined || dtype === "string") throw refuse(site, "makes text of numbers, or a type that is unknown");
  return ops.cast(given(site, 0), narrowed(dtype));
}

function clip(site: Site): Value {
  const x = given(site, 0);
  const bound = (name: string, index: number): Value | number | undefined =>
    numberAt(site, name, index) ?? site.inputs[index];
  const [low, high] = [bound("min", 1), bound("max", 2)];
  const above = low === undefined || low === -Infinity ? x : ops.max(x, low);
  return high === undefined || high === Infinity ? above : ops.min(above, high);
}

function power(site: Site): Value {
  const [x, exponent] = [given(site, 0), given(site, 1)];
  const numbers = known(exponent);
  const only = numbers?.data.length === 1 && exponent.shape.length <= x.shape.length ? numbers.data[0] : undefined;
  // The derivative of x^2 by way of logarithms would not exist at 0.
  if (only === 1) return x;
  if (only === 2) return ops.square(x);
  if (only === 3) return ops.mul(ops.square(x), x);
  if (only === 0.5) return ops.sqrt(x);
  if (only === -1) return ops.reciprocal(x);
  return ops.pow(x, only ?? ops.cast(exponent, x.dtype));
}

function mod(site: Site): Value {
  const [a, b] = [given(site, 0), given(site, 1)];
  if (intAt(site, "fmod", 0) === 1) throw refuse(site, "takes remainders as C does (fmod)");
  return emit(
    { op: "Mod", inputs: [a, b], attributes: { fmod: int(0) } },
    { dtype: a.dtype, shape: broadcast(a.shape, b.shape) },
  );
}

export const elementwise: Lowerings = {
  Identity: (site) => given(site, 0),
  Add: two(ops.add),
  Sub: two(ops.sub),
  Mul: two(ops.mul),
  Div: two(ops.div),
  Pow: power,
  Mod: mod,
  Max: many(ops.max),
  Min: many(ops.min),
  Sum: many(ops.add),
  Mean: (site) => {
    const total = site.inputs.slice(1).reduce((all: Value, _, i) => ops.add(all, given(site, i + 1)), given(site, 0));
    return ops.mul(total, 1 / site.inputs.length);
  },
  Neg: one(ops.neg),
  Abs: one(ops.abs),
  Sign: one(ops.sign),
  Exp: one(ops.exp),
  Log: one(ops.log),
  Sqrt: one(ops.sqrt),
  Reciprocal: one(ops.reciprocal),
  Erf: one(ops.erf),
  Sin: one(ops.sin),
  Cos: one(ops.cos),
  Floor: one(ops.floor),
  Ceil: one(plain("Ceil")),
  Round: one(plain("Round")),
  IsNaN: one(ops.isNaN),
  Greater: two(ops.greater),
  GreaterOrEqual: two(ops.greaterOrEqual),
  Less: two(ops.less),
  LessOrEqual: two(ops.lessOrEqual),
  Equal: two(ops.equal),
  And: two(ops.and),
  Or: two(ops.or),
  Not: one(ops.not),
  Where: (site) => ops.where(given(site, 0), given(site, 1), given(site, 2)),
  Cast: (site) => castTo(site, dtypeOf(intAt(site, "to", 0))),
  CastLike: (site) => castTo(site, given(site, 1).dtype),
  Clip: clip,
};
