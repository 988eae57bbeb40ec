/** How each operator that shapes are made with is worked out on plain numbers. */
import type { Attribute } from "./model.ts";
import { type Dtype, type Shape, sizeOf } from "./dtype.ts";
import type { Known } from "./fold.ts";
import { intOf, intsOf } from "./ops/attributes.ts";

interface Folding {
  readonly inputs: readonly Known[];
  readonly form: { readonly dtype: Dtype; readonly shape: Shape };
  readonly attributes: { readonly [name: string]: Attribute };
}
type Fold = (folding: Folding) => Float64Array;

const at = (inputs: readonly Known[], i: number): Known => {
  const one = inputs[i];
  if (!one) throw new Error(`operand ${i} is missing`);
  return one;
};

/** How far apart neighbours along each axis lie in a row-major array. */
function stridesOf(shape: Shape): readonly number[] {
  let step = 1;
  return shape
    .toReversed()
    .map((extent) => {
      const stride = step;
      step *= extent;
      return stride;
    })
    .toReversed();
}

/** Where each number of the result comes from: `start` and a step for each axis of the result. */
function places(shape: Shape, steps: readonly number[], start = 0): Int32Array {
  const result = new Int32Array(sizeOf(shape));
  const index = shape.map(() => 0);
  let place = start;
  for (let i = 0; i < result.length; i++) {
    result[i] = place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      place += steps[axis]!;
      if (index[axis]! < shape[axis]!) break;
      place -= steps[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

const pick = (data: Float64Array, where: Int32Array): Float64Array =>
  Float64Array.from(where, (place) => data[place] ?? Number.NaN);

/** Stretched as numpy does. */
function stretched({ data, shape }: Known, to: Shape): Float64Array {
  const steps = stridesOf(shape);
  const ahead = to.length - shape.length;
  return pick(
    data,
    places(
      to,
      to.map((_, i) => (i < ahead || shape[i - ahead] === 1 ? 0 : (steps[i - ahead] ?? 0))),
    ),
  );
}

const unary =
  (apply: (x: number) => number): Fold =>
  ({ inputs }) =>
    at(inputs, 0).data.map(apply);
const binary =
  (apply: (a: number, b: number, dtype: Dtype) => number): Fold =>
  ({ inputs, form: { shape } }) => {
    const { dtype } = at(inputs, 0);
    const b = stretched(at(inputs, 1), shape);
    return stretched(at(inputs, 0), shape).map((x, i) => apply(x, b[i]!, dtype));
  };
const reduction =
  (start: number, join: (all: number, one: number) => number): Fold =>
  ({ inputs }) => {
    const { data, shape } = at(inputs, 0);
    const axes = new Set(at(inputs, 1).data);
    const kept = shape.map((extent, i) => (axes.has(i) ? 1 : extent));
    const steps = stridesOf(kept).map((step, i) => (axes.has(i) ? 0 : step));
    const result = new Float64Array(sizeOf(kept)).fill(start);
    places(shape, steps).forEach((place, i) => (result[place] = join(result[place]!, data[i]!)));
    return result;
  };
const float = (dtype: Dtype): boolean => dtype.startsWith("float");
const truth = (is: boolean): number => (is ? 1 : 0);

function cast({ inputs, form: { dtype } }: Folding): Float64Array {
  const { data } = at(inputs, 0);
  if (dtype === "bool") return data.map((x) => truth(x !== 0));
  return float(dtype) ? data : data.map(Math.trunc);
}

function transpose({ inputs, form, attributes }: Folding): Float64Array {
  const { data, shape } = at(inputs, 0);
  const steps = stridesOf(shape);
  return pick(
    data,
    places(
      form.shape,
      intsOf(attributes, "perm").map((axis) => steps[axis] ?? 0),
    ),
  );
}

/** As `slice` of ops/layout.ts builds it: one axis, a positive step. */
function slice({ inputs, form }: Folding): Float64Array {
  const { data, shape } = at(inputs, 0);
  const one = (i: number): number => at(inputs, i).data[0] ?? 0;
  const steps = stridesOf(shape);
  const axis = one(3);
  return pick(data, places(form.shape, steps.with(axis, (steps[axis] ?? 0) * one(4)), one(1) * (steps[axis] ?? 0)));
}

function concat({ inputs, form: { shape }, attributes }: Folding): Float64Array {
  const axis = intOf(attributes, "axis");
  const result = new Float64Array(sizeOf(shape));
  const steps = stridesOf(shape);
  let start = 0;
  for (const part of inputs) {
    places(part.shape, steps, start).forEach((place, i) => (result[place] = part.data[i]!));
    start += (part.shape[axis] ?? 0) * (steps[axis] ?? 0);
  }
  return result;
}

function gather({ inputs, form, attributes }: Folding): Float64Array {
  const { data, shape } = at(inputs, 0);
  const indices = at(inputs, 1);
  const axis = intOf(attributes, "axis");
  const extent = shape[axis] ?? 0;
  const inner = sizeOf(shape.slice(axis + 1));
  const chosen = indices.data.length * inner;
  return new Float64Array(sizeOf(form.shape)).map((_, i) => {
    const index = indices.data[Math.floor((i % chosen) / inner)]!;
    return data[(Math.floor(i / chosen) * extent + (index < 0 ? index + extent : index)) * inner + (i % inner)]!;
  });
}

export const folds: { readonly [op: string]: Fold | undefined } = {
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b, dtype) => (float(dtype) ? a / b : Math.trunc(a / b))),
  // The sign of the divisor, as in Python.
  Mod: binary((a, b) => ((a % b) + b) % b),
  Pow: binary((a, b) => a ** b),
  Max: binary((a, b) => Math.max(a, b)),
  Min: binary((a, b) => Math.min(a, b)),
  Greater: binary((a, b) => truth(a > b)),
  GreaterOrEqual: binary((a, b) => truth(a >= b)),
  Less: binary((a, b) => truth(a < b)),
  LessOrEqual: binary((a, b) => truth(a <= b)),
  Equal: binary((a, b) => truth(a === b)),
  And: binary((a, b) => a * b),
  Or: binary((a, b) => Math.max(a, b)),
  Not: unary((x) => 1 - x),
  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Sign: unary(Math.sign),
  Sqrt: unary(Math.sqrt),
  Reciprocal: unary((x) => 1 / x),
  Floor: unary(Math.floor),
  Ceil: unary(Math.ceil),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Cast: cast,
  Where: ({ inputs, form: { shape } }) => {
    const [yes, no] = [stretched(at(inputs, 1), shape), stretched(at(inputs, 2), shape)];
    return stretched(at(inputs, 0), shape).map((is, i) => (is === 0 ? no[i]! : yes[i]!));
  },
  Reshape: ({ inputs }) => at(inputs, 0).data,
  Expand: ({ inputs, form: { shape } }) => stretched(at(inputs, 0), shape),
  Transpose: transpose,
  Slice: slice,
  Concat: concat,
  Gather: gather,
  ReduceSum: reduction(0, (all, one) => all + one),
  ReduceProd: reduction(1, (all, one) => all * one),
  ReduceMax: reduction(-Infinity, Math.max),
  ReduceMin: reduction(Infinity, Math.min),
};
