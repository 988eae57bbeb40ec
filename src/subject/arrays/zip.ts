/**
 * What lies in a zip archive (APPNOTE 6.3.10), also one with 64-bit sizes: found by its directory, unpacked by zlib, and compared with its checksum, which NumPy does
 * as well: a flipped bit would otherwise be other numbers.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { TelltaleError } from "../../error.ts";
import { damaged } from "./array.ts";

const [end, end64, locator64, entry, local] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50];
/** Deflate makes nothing smaller than this many times. */
const mostDeflated = 1032;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** By name, in the order of the directory. @throws TelltaleError ARRAYS_DAMAGED, ARRAYS_TYPE */
export function unzip(file: Buffer, what: string): ReadonlyMap<string, Buffer> {
  try {
    return new Map(entriesOf(file, what).map((each) => [each.name, contentOf(file, each, what)]));
  } catch (error) {
    if (error instanceof RangeError) throw damaged(what, "a place in it lies outside of it", error);
    throw error;
  }
}

function entriesOf(file: Buffer, what: string): readonly Entry[] {
  let { at, count } = directoryOf(file, what);
  const entries: Entry[] = [];
  for (; count > 0; count--) {
    if (file.readUInt32LE(at) !== entry) throw damaged(what, "its directory is not in order");
    const [flags, method, crc] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10), file.readUInt32LE(at + 16)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((by) => file.readUInt16LE(at + by));
    const name = file.toString("utf8", at + 46, at + 46 + nameLength!);
    if ((flags & 1) !== 0) throw locked(what, name);
    const extra = file.subarray(at + 46 + nameLength!, at + 46 + nameLength! + extraLength!);
    const [size, packed, offset] = wide(
      extra,
      [24, 20, 42].map((by) => file.readUInt32LE(at + by)),
    );
    entries.push({ name, method, crc, packed: packed!, size: size!, offset: offset! });
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

/** The directory's place is told at the end of the file, before a comment. */
function directoryOf(file: Buffer, what: string): { readonly at: number; readonly count: number } {
  const tail = Math.max(0, file.length - 65_557);
  for (let at = file.length - 22; at >= tail; at--) {
    if (file.readUInt32LE(at) !== end || at + 22 + file.readUInt16LE(at + 20) !== file.length) continue;
    if (at < 20 || file.readUInt32LE(at - 20) !== locator64)
      return { at: file.readUInt32LE(at + 16), count: file.readUInt16LE(at + 10) };
    const at64 = Number(file.readBigUInt64LE(at - 12));
    if (file.readUInt32LE(at64) !== end64) throw damaged(what, "its directory is not in order");
    const [count, start] = [file.readBigUInt64LE(at64 + 32), file.readBigUInt64LE(at64 + 48)].map(Number);
    return { at: start!, count: count! };
  }
  throw damaged(what, "the directory at its end is not there");
}

/** Sizes and places that 32 bits do not hold lie in the extra field 1, in this order. */
function wide(extra: Buffer, numbers: readonly number[]): readonly number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return numbers.map((value) => {
      if (value !== 0xffffffff) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return numbers;
}

function contentOf(file: Buffer, { name, method, crc, packed, size, offset }: Entry, what: string): Buffer {
  const each = `"${name}" of ${what}`;
  if (file.readUInt32LE(offset) !== local) throw damaged(what, `${name} is not where its directory says`);
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const raw = file.subarray(start, start + packed);
  if (raw.length !== packed || (method === 0 ? size !== packed : size > packed * mostDeflated))
    throw damaged(each, `${size} bytes are said to be there, which the file cannot hold`);
  if (method !== 0 && method !== 8)
    throw new TelltaleError("ARRAYS_TYPE", {
      message: `${each} is packed in a way that telltale does not unpack (method ${method})`,
      hint: "Write the file with numpy.savez or numpy.savez_compressed.",
    });
  const content = method === 0 ? raw : inflated(raw, size, each);
  if (content.length !== size || crc32(content) !== crc) throw damaged(each, "its checksum is another");
  return content;
}

function inflated(raw: Buffer, size: number, what: string): Buffer {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw damaged(what, "it cannot be unpacked", cause);
  }
}

const locked = (what: string, name: string): TelltaleError =>
  new TelltaleError("ARRAYS_TYPE", {
    message: `"${name}" of ${what} is locked with a password`,
    hint: "Write the file with numpy.savez or numpy.savez_compressed.",
  });
