/** An array of a user's file: numbers or texts with a shape, row-major, as the graph room has them (float16 is its bits). */
import { TelltaleError } from "../../error.ts";
import { type Constant, type Dtype, sizeOf, textOf } from "../../graph/dtype.ts";
import { fromBfloat16, fromFloat16 } from "../../graph/half.ts";

export type NamedArrays = { readonly [name: string]: Constant };

/** A typed array each; bool is bytes of 0 and 1. */
const types = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;
export type NumberDtype = Exclude<Dtype, "string">;

export const bytesPer = (dtype: NumberDtype): number => types[dtype].BYTES_PER_ELEMENT;

/** `bytes` in little endian, exactly as many as the numbers take; a view of them where they lie well. */
export function numbersFrom(bytes: Uint8Array, dtype: NumberDtype, shape: readonly number[]): Constant {
  const type = types[dtype];
  const lies = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return { dtype, shape, data: new type(lies.buffer as ArrayBuffer, lies.byteOffset, sizeOf(shape)) };
}

/** What a shape takes; null where no file can be that large. */
export function bytesOf(shape: readonly number[], perItem: number): number | null {
  if (!shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0)) return null;
  const bytes = shape.includes(0) ? 0 : sizeOf(shape) * perItem;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** In float64 (float32 and float16 stay float32); a truth value is 0 or 1; null: they are texts. */
export function numbersOf({ dtype, data }: Constant): Float32Array | Float64Array | null {
  if (dtype === "float16") return fromFloat16(data as Uint16Array); // the bits of all float16
  if (dtype === "bfloat16") return fromBfloat16(data as Uint16Array);
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const numbers = new Float64Array(data.length);
    data.forEach((value, i) => (numbers[i] = Number(value)));
    return numbers;
  }
  return dtype === "string" ? null : new Float64Array(data as ArrayLike<number>); // all others are typed arrays of numbers
}

/** As models take them, without a wider copy on the way; null: they are texts. */
export function floatsOf(array: Constant): Float32Array | null {
  const { dtype, data } = array;
  const narrow = dtype === "bool" || dtype === "float64" || /^u?int(8|16|32)$/.test(dtype);
  if (narrow) return new Float32Array(data as ArrayLike<number>); // typed arrays of numbers
  const numbers = numbersOf(array);
  return numbers instanceof Float64Array ? new Float32Array(numbers) : numbers;
}

export const shown = ({ dtype, shape }: Constant): string => `${dtype}${textOf(shape)}`;

export const damaged = (what: string, why: string, cause?: unknown): TelltaleError =>
  new TelltaleError("ARRAYS_DAMAGED", {
    message: `${what} is damaged or cut off: ${why}`,
    hint: "Write the file again, and compare its size with the one that was written.",
    cause,
  });
