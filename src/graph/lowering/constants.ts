/** Constants and shapes: what is known before anything is run. */
import { type Constant, sizeOf } from "../dtype.ts";
import { fromBfloat16, fromFloat16 } from "../half.ts";
import { wholeNumbers } from "../fold.ts";
import { integers, scalar, tensor } from "../ops/constants.ts";
import { expand } from "../ops/layout.ts";
import { constant, emit, type Value } from "../value.ts";
import {
  floatAt,
  floatsAt,
  given,
  intAt,
  intsAt,
  type Lowerings,
  type OfNode,
  refuse,
  type Site,
  tensorAt,
  titleOf,
} from "./site.ts";

/** Half and double precision as float32, which everything is computed in. */
export function single(value: Constant): Constant {
  const { dtype, shape, data } = value;
  // Both are bits in a Uint16Array (see `Data`).
  if (dtype === "float16") return { dtype: "float32", shape, data: fromFloat16(data as Uint16Array) };
  if (dtype === "bfloat16") return { dtype: "float32", shape, data: fromBfloat16(data as Uint16Array) };
  if (dtype === "float64") return { dtype: "float32", shape, data: Float32Array.from(data as Float64Array) };
  return value;
}

/** The tensor of a Constant node; undefined for text and sparse ones. */
export function constantIn(site: OfNode): Constant | undefined {
  const whole = tensorAt(site, "value");
  if (whole) return whole;
  const { attributes } = site.node;
  const floats = floatsAt(site, "value_floats");
  if (floats) return { dtype: "float32", shape: [floats.length], data: Float32Array.from(floats) };
  const ints = intsAt(site, "value_ints");
  if (ints) return { dtype: "int64", shape: [ints.length], data: BigInt64Array.from(ints, BigInt) };
  if (attributes["value_float"])
    return { dtype: "float32", shape: [], data: Float32Array.of(floatAt(site, "value_float", 0)) };
  if (attributes["value_int"])
    return { dtype: "int64", shape: [], data: BigInt64Array.of(BigInt(intAt(site, "value_int", 0))) };
  return undefined;
}

function constantNode(site: Site): Value {
  const found = constantIn(site);
  if (!found) throw refuse(site, "is a constant of a kind that is not computed with (text, or sparse)");
  return constant(site.scope, single(found));
}

/** Of what is left out: the first and the last axis. */
function shapeOf(site: Site): Value {
  const { shape } = given(site, 0);
  return integers(
    site.scope,
    shape.slice(intAt(site, "start", 0), site.node.attributes["end"] ? intAt(site, "end", 0) : undefined),
  );
}

function filled(site: Site): Value {
  const shape = wholeNumbers(given(site, 0), `The shape of ${titleOf(site.node)}`);
  const value = tensorAt(site, "value") ?? { dtype: "float32", shape: [], data: new Float32Array(1) };
  return expand(constant(site.scope, single({ ...value, shape: [] })), shape);
}

function range(site: Site): Value {
  const { dtype } = given(site, 0);
  const [start = 0, limit = 0, delta = 1] = [0, 1, 2].map(
    (i) => wholeNumbers(given(site, i), `The range of ${titleOf(site.node)}`)[0],
  );
  const n = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(n <= 2 ** 24)) throw refuse(site, `lists ${n} numbers`);
  const values = Array.from({ length: n }, (_, i) => start + i * delta);
  return tensor(site.scope, [n], values, dtype);
}

/** Keeps the lower (or upper) triangle of the last two axes: masks of attention. */
function triangle(site: Site): Value {
  const x = given(site, 0);
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  const [k = 0] = site.inputs[1] ? wholeNumbers(site.inputs[1], `The diagonal of ${titleOf(site.node)}`) : [];
  const upper = intAt(site, "upper", 1) === 1;
  const data = Uint8Array.from({ length: rows * columns }, (_, i) => {
    const offset = (i % columns) - Math.floor(i / columns);
    return (upper ? offset >= k : offset <= k) ? 1 : 0;
  });
  const mask = constant(site.scope, { dtype: "bool", shape: [rows, columns], data });
  return emit({ op: "Where", inputs: [mask, x, scalar(site.scope, 0, x.dtype)] }, x);
}

export const constants: Lowerings = {
  Constant: constantNode,
  Shape: shapeOf,
  Size: (site) => scalar(site.scope, sizeOf(given(site, 0).shape), "int64"),
  ConstantOfShape: filled,
  Range: range,
  Trilu: triangle,
};
