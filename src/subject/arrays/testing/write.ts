/** Writes files of arrays for tests, by the formats' descriptions: numbers, texts or truth values, row after row. */
import { crc32, deflateRawSync } from "node:zlib";

export interface Made {
  readonly shape: readonly number[];
  readonly data:
    | Float64Array
    | Float32Array
    | Int32Array
    | Uint8Array
    | BigInt64Array
    | readonly string[]
    | readonly boolean[];
}

/** One after the other, of this shape; default: a list. */
export const f8 = (data: readonly number[], ...shape: number[]): Made => made(Float64Array.from(data), shape);
export const f4 = (data: readonly number[], ...shape: number[]): Made => made(Float32Array.from(data), shape);
export const i4 = (data: readonly number[], ...shape: number[]): Made => made(Int32Array.from(data), shape);
export const u1 = (data: readonly number[], ...shape: number[]): Made => made(Uint8Array.from(data), shape);
export const texts = (data: readonly string[], ...shape: number[]): Made => made(data, shape);
export const truths = (data: readonly boolean[], ...shape: number[]): Made => made(data, shape);
const made = (data: Made["data"], shape: readonly number[]): Made => ({
  data,
  shape: shape.length > 0 ? shape : [data.length],
});

export function npy({ shape, data }: Made): Buffer {
  const { descr, bytes } = bytesOf(data);
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from("\x93NUMPY\x01\0\0\0", "latin1");
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded, "latin1"), bytes]);
}

function bytesOf(data: Made["data"]): { readonly descr: string; readonly bytes: Buffer } {
  if (ArrayBuffer.isView(data)) {
    const kind =
      data instanceof Uint8Array ? "u" : data instanceof Int32Array || data instanceof BigInt64Array ? "i" : "f";
    return {
      descr: `${data.BYTES_PER_ELEMENT === 1 ? "|" : "<"}${kind}${data.BYTES_PER_ELEMENT}`,
      bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    };
  }
  if (typeof data[0] === "boolean") return { descr: "|b1", bytes: Buffer.from(data.map(Number)) };
  const letters = data.map((text) => Array.from(String(text), (letter) => letter.codePointAt(0) ?? 0));
  const width = Math.max(1, ...letters.map(({ length }) => length));
  const bytes = Buffer.alloc(4 * width * letters.length);
  letters.forEach((points, i) => points.forEach((point, at) => bytes.writeUInt32LE(point, 4 * (i * width + at))));
  return { descr: `<U${width}`, bytes };
}

export const npz = (arrays: { readonly [name: string]: Made }, deflated = false): Buffer =>
  zip(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)])), deflated);

export function zip(files: { readonly [name: string]: Buffer }, deflated = false): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflated ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), common, place, Buffer.from(name));
    locals.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const safe = new Map<string, string>([
  ["<f8", "F64"],
  ["<f4", "F32"],
  ["<i4", "I32"],
  ["<i8", "I64"],
  ["|u1", "U8"],
  ["|b1", "BOOL"],
]);

export function safetensors(arrays: { readonly [name: string]: Made }): Buffer {
  const bodies: Buffer[] = [];
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => {
      const { descr, bytes } = bytesOf(data);
      bodies.push(bytes);
      return [name, { dtype: safe.get(descr), shape, data_offsets: [at, (at += bytes.length)] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...bodies]);
}
