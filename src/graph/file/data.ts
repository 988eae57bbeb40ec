/** Which typed array holds the numbers of each type, and text as bytes. */
import type { Data, Dtype } from "../dtype.ts";
import { invalid } from "./refusals.ts";

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
} as const;
export type Numeric = keyof typeof arrays;
export type Numbers = Exclude<Data, readonly string[]>;

/** Bytes of one number. */
export const widthOf = (dtype: Numeric): number => arrays[dtype].BYTES_PER_ELEMENT;

/** The bytes as numbers: a view where they lie aligned, a copy where not. There must be whole numbers of them. */
export function numbersOf(dtype: Numeric, bytes: Uint8Array): Numbers {
  const width = widthOf(dtype);
  // Not `slice`, which is no copy when the bytes are a Buffer.
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const array: new (buffer: ArrayBufferLike, offset: number, length: number) => Numbers = arrays[dtype];
  return new array(buffer, byteOffset, byteLength / width);
}

/** Is this the array that numbers of this type are held in? */
export const holds = (dtype: Dtype, data: Data): boolean =>
  dtype === "string" ? Array.isArray(data) : data instanceof arrays[dtype];

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of a file, which must be UTF-8. */
export function textOf(bytes: Uint8Array, where: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw invalid(`${where} is not text: its bytes are no UTF-8.`, cause);
  }
}
/** The same, where bytes may be anything: what is no UTF-8 is read as Latin-1, a character a byte. */
export function opaque(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  }
}
const encoder = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
