/** The NPY format, versions 1 to 3 (NumPy Enhancement Proposal 1 and numpy.lib.format): a short header in Python's notation, then the numbers. */
import { TelltaleError } from "../../error.ts";
import { type Constant, sizeOf } from "../../graph/dtype.ts";
import { bytesOf, bytesPer, damaged, type NumberDtype, numbersFrom } from "./array.ts";

const magic = "\x93NUMPY";
const dtypes: { readonly [descr: string]: NumberDtype } = {
  f2: "float16",
  f4: "float32",
  f8: "float64",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  u8: "uint64",
  b1: "bool",
};

export const isNpy = (bytes: Uint8Array): boolean => latin(bytes.subarray(0, magic.length)) === magic;

/** @param what for messages: "x.npy", or `"x" of data.npz`. @throws TelltaleError ARRAYS_DAMAGED, ARRAYS_PICKLE, ARRAYS_TYPE */
export function readNpy(bytes: Uint8Array, what: string): Constant {
  const { descr, fortran, shape, start } = headerOf(bytes, what);
  const body = bytes.subarray(start);
  const type = /^([<>=|])([a-zA-Z])(\d+)?/.exec(descr);
  const kind = type?.[2] ?? "";
  if (kind === "O") throw pickled(what);
  const width = Number(type?.[3] ?? 0);
  const text = kind === "U" || kind === "S";
  const dtype = dtypes[`${kind}${width}`];
  if (!type || type[0] !== descr || (!text && dtype === undefined)) throw unread(what, descr);
  if (type[1] === ">" && width > 1) throw bigEndian(what, descr);
  const perItem = dtype ? bytesPer(dtype) : kind === "U" ? 4 * width : width;
  const size = perItem === 0 ? null : bytesOf(shape, perItem);
  if (size !== body.length)
    throw damaged(
      what,
      `its header says ${shape.join(" x ") || "one"} of ${perItem} bytes, and ${body.length} bytes are there`,
    );
  const array = dtype
    ? numbersFrom(body, dtype, shape)
    : { dtype: "string" as const, shape, data: texts(body, { perItem, wide: kind === "U", what }) };
  return fortran && shape.length > 1 ? rowMajor(array) : array;
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  readonly start: number;
}

function headerOf(bytes: Uint8Array, what: string): Header {
  if (!isNpy(bytes)) throw damaged(what, "it does not start as a NumPy array does");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = (bytes[6] ?? 1) === 1 ? 10 : 12;
  if (bytes.length < first) throw damaged(what, "it ends within its header");
  const length = first === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = first + length;
  if (start > bytes.length) throw damaged(what, "it ends within its header");
  const text = latin(bytes.subarray(first, Math.min(start, first + 65_536)));
  const descr = /'descr':\s*(?:'([^']*)'|(\[))/.exec(text);
  const fortran = /'fortran_order':\s*(True|False)/.exec(text);
  const shape = /'shape':\s*\(([\d\sL,]*)\)/.exec(text);
  if (!descr || !fortran || !shape) throw damaged(what, "its header is not in order");
  if (descr[2] !== undefined) throw unread(what, "a record of several fields");
  const extents = (shape[1] ?? "").split(",").filter((extent) => extent.trim() !== "");
  return {
    descr: descr[1] ?? "",
    fortran: fortran[1] === "True",
    shape: extents.map((extent) => Number(extent.replace("L", ""))),
    start,
  };
}

/** Of one width each, filled up with zeros: UCS-4, or bytes. */
function texts(
  body: Uint8Array,
  { perItem, wide, what }: { readonly perItem: number; readonly wide: boolean; readonly what: string },
): string[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const decoder = new TextDecoder();
  return Array.from({ length: body.length / perItem }, (_, i) => {
    const start = i * perItem;
    if (!wide) return decoder.decode(body.subarray(start, start + perItem)).replace(/\0+$/, "");
    let text = "";
    for (let at = start; at < start + perItem; at += 4) {
      const point = view.getUint32(at, true);
      if (point > 0x10ffff) throw damaged(what, "it holds letters that there are not");
      text += String.fromCodePoint(point);
    }
    return text.replace(/\0+$/, "");
  });
}

/** Columns first (Fortran) to rows first: item [i, j, ...] lies at i + j * shape[0] + ... . */
function rowMajor(array: Constant): Constant {
  const { shape, data } = array;
  const strides: number[] = [];
  shape.reduce((stride, extent) => {
    strides.push(stride);
    return stride * extent;
  }, 1);
  const index = shape.map(() => 0);
  let from = 0;
  const next = (): number => {
    const here = from;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    return here;
  };
  if (Array.isArray(data)) return { ...array, data: data.map(() => data[next()] as string) };
  const numbers = data as Float64Array; // as all typed arrays: only items are moved
  const moved = numbers.slice();
  for (let i = 0; i < sizeOf(shape); i++) moved[i] = numbers[next()]!;
  return { ...array, data: moved };
}

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

const pickled = (what: string): TelltaleError =>
  new TelltaleError("ARRAYS_PICKLE", {
    message: `${what} holds Python objects (a pickle), which could run code and are not read`,
    hint: 'Save plain numbers or texts: y.astype("int64"), or y.astype(str) for names.',
  });

const bigEndian = (what: string, descr: string): TelltaleError =>
  new TelltaleError("ARRAYS_TYPE", {
    message: `${what} holds numbers in big endian ("${descr}"), which telltale does not read`,
    hint: `Save it as x.astype("<${descr.slice(1)}").`,
  });

const unread = (what: string, descr: string): TelltaleError =>
  new TelltaleError("ARRAYS_TYPE", {
    message: `${what} holds values of a kind that telltale does not read ("${descr.slice(0, 40)}")`,
    hint: "Save floats, whole numbers, truth values or texts, each in an array of its own.",
  });
