/** The safetensors format (huggingface.co/docs/safetensors): the length of a header in JSON, the header, the numbers. */
import { TelltaleError } from "../../error.ts";
import { bytesOf, bytesPer, damaged, type NamedArrays, type NumberDtype, numbersFrom } from "./array.ts";

const dtypes: { readonly [name: string]: NumberDtype } = {
  F16: "float16",
  BF16: "bfloat16",
  F32: "float32",
  F64: "float64",
  I8: "int8",
  I16: "int16",
  I32: "int32",
  I64: "int64",
  U8: "uint8",
  U16: "uint16",
  U32: "uint32",
  U64: "uint64",
  BOOL: "bool",
};

export function isSafetensors(bytes: Buffer): boolean {
  return bytes.length >= 10 && bytes.readUInt32LE(4) === 0 && /^\s*\{/.test(bytes.toString("latin1", 8, 24));
}

/** @throws TelltaleError ARRAYS_DAMAGED, ARRAYS_TYPE */
export function readSafetensors(bytes: Buffer, what: string): NamedArrays {
  if (bytes.length < 8) throw damaged(what, "it ends within its header");
  const length = Number(bytes.readBigUInt64LE(0));
  const start = 8 + length;
  if (start > bytes.length) throw damaged(what, "it ends within its header");
  const body = bytes.subarray(start);
  const found = Object.entries(headerOf(bytes.toString("utf8", 8, start), what)).filter(
    ([name]) => name !== "__metadata__",
  );
  return Object.fromEntries(
    found.map(([name, place]) => {
      const each = `"${name}" of ${what}`;
      const { dtype, shape, from, to } = placeOf(place, each);
      const type = dtypes[dtype];
      if (type === undefined)
        throw new TelltaleError("ARRAYS_TYPE", {
          message: `${each} holds values of a kind that telltale does not read ("${dtype.slice(0, 40)}")`,
          hint: "Save floats of 16 to 64 bits, whole numbers or truth values.",
        });
      if (bytesOf(shape, bytesPer(type)) !== to - from || from < 0 || to > body.length)
        throw damaged(each, `its header says ${shape.join(" x ") || "one"} of ${type}, which is not what is there`);
      return [name, numbersFrom(body.subarray(from, to), type, shape)];
    }),
  );
}

function headerOf(text: string, what: string): object {
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header;
  } catch (cause) {
    throw damaged(what, "its header is not in order", cause);
  }
  throw damaged(what, "its header is not in order");
}

interface Place {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function placeOf(place: unknown, what: string): Place {
  const { dtype, shape, data_offsets: offsets } = (place ?? {}) as { readonly [key: string]: unknown }; // looked at below
  if (typeof dtype !== "string" || !areNumbers(shape) || !areNumbers(offsets) || offsets.length !== 2)
    throw damaged(what, "its header is not in order");
  return { dtype, shape, from: offsets[0]!, to: offsets[1]! };
}

const areNumbers = (list: unknown): list is readonly number[] =>
  Array.isArray(list) && list.every((item) => Number.isSafeInteger(item));
