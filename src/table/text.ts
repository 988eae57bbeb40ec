/** A text file of any encoding as one in UTF-8 without a byte order mark, unpacked: the file itself when it is that already. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { TelltaleError } from "../error.ts";
import type { Source } from "./source.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export interface Text {
  readonly path: string;
  readonly encoding: Encoding;
}

const marks: readonly (readonly [mark: string, encoding: Encoding])[] = [
  ["\xef\xbb\xbf", "utf-8"],
  ["\xff\xfe", "utf-16le"],
  ["\xfe\xff", "utf-16be"],
];

/**
 * `draft` is a path for a copy, where one is needed.
 * @throws TelltaleError TABLE_FORMAT for binary data; TABLE_FILE_CHANGED when the bytes are not those that were hashed
 */
export async function openText(
  { path, gzip, sha256 }: { path: string; gzip: boolean; sha256: string },
  draft: string,
): Promise<Text> {
  const seen = await look(path, gzip);
  if (seen.sha256 !== sha256) throw changed(path);
  if (seen.binary)
    throw new TelltaleError("TABLE_FORMAT", {
      message: `"${path}" is no text: it holds control characters`,
      hint: "Save the table as CSV, Parquet or JSON lines.",
    });
  const { encoding } = seen;
  if (encoding === "utf-8" && !seen.mark && !gzip) return { path, encoding };
  await copy(path, draft, { gzip, encoding });
  return { path: draft, encoding };
}

export const changed = (path: string): TelltaleError =>
  new TelltaleError("TABLE_FILE_CHANGED", {
    message: `"${path}" changed while it was read`,
    hint: "Run the same command again once nothing writes to the file.",
  });

/** The first bytes of a UTF-8 file as text, and whether that is all of it. */
export function headOf(path: string, bytes: number): { readonly head: string; readonly whole: boolean } {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    const size = readSync(file, buffer, 0, bytes, 0);
    const head = new TextDecoder().decode(buffer.subarray(0, size), { stream: true }); // without half a letter
    return { head, whole: size < bytes };
  } finally {
    closeSync(file);
  }
}

interface Seen {
  readonly sha256: string;
  readonly encoding: Encoding;
  readonly mark: boolean;
  readonly binary: boolean;
}

/** One pass: the hash of the bytes on the disk, and what the text in them is. */
async function look(path: string, gzip: boolean): Promise<Seen> {
  const hash = createHash("sha256");
  let guess: { encoding: Encoding; mark: boolean } | null = null;
  let valid = true;
  let controls = 0;
  let nuls = false;
  let carry = Buffer.alloc(0);
  const text = open(path, gzip, (chunk) => hash.update(chunk));
  for await (const chunk of text) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk as Buffer]) : (chunk as Buffer);
    if (!guess) {
      guess = guessed(bytes);
      controls = share(bytes);
    }
    if (!guess.encoding.startsWith("utf-16") && bytes.includes(0)) nuls = true;
    const end = valid ? whole(bytes) : bytes.length;
    valid &&= isUtf8(bytes.subarray(0, end));
    carry = Buffer.from(bytes.subarray(end));
  }
  const { encoding, mark } = guess ?? { encoding: "utf-8", mark: false };
  const utf16 = encoding.startsWith("utf-16");
  valid &&= carry.length === 0;
  return {
    sha256: hash.digest("hex"),
    encoding: utf16 || valid ? encoding : "windows-1252",
    mark,
    binary: !utf16 && (nuls || controls > 0.02),
  };
}

function open(path: string, gzip: boolean, onBytes: (chunk: Buffer) => void): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  file.on("data", (chunk) => onBytes(chunk as Buffer));
  if (!gzip) return file;
  const text = createGunzip({ chunkSize: 1 << 20 });
  file.on("error", (error) => text.destroy(error));
  return file.pipe(text);
}

function guessed(bytes: Buffer): { encoding: Encoding; mark: boolean } {
  const latin = bytes.toString("latin1", 0, 4);
  for (const [mark, encoding] of marks) if (latin.startsWith(mark)) return { encoding, mark: true };
  // Without a mark: half of the bytes of UTF-16 are 0 in most scripts that tables are written in.
  const start = bytes.subarray(0, 4096);
  let [even, odd] = [0, 0];
  start.forEach((byte, at) => byte === 0 && (at % 2 === 0 ? even++ : odd++));
  if (odd > start.length / 5 && even < odd / 10) return { encoding: "utf-16le", mark: false };
  if (even > start.length / 5 && odd < even / 10) return { encoding: "utf-16be", mark: false };
  return { encoding: "utf-8", mark: false };
}

/** Share of control characters that no text has (some files are delimited by \x01 or \x1f). */
function share(bytes: Buffer): number {
  const start = bytes.subarray(0, 65_536);
  let count = 0;
  for (const byte of start) if (byte < 32 && ![1, 9, 10, 11, 12, 13, 30, 31].includes(byte)) count++;
  return count / start.length;
}

/** Where the last whole letter of UTF-8 ends. */
function whole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

async function copy(
  path: string,
  draft: string,
  { gzip, encoding }: { gzip: boolean; encoding: Encoding },
): Promise<void> {
  const decoder = new TextDecoder(encoding); // takes the mark away
  const out = openSync(draft, "wx", 0o600);
  const write = (text: string): void => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at);
  };
  try {
    for await (const chunk of open(path, gzip, () => {})) write(decoder.decode(chunk as Buffer, { stream: true }));
    write(decoder.decode());
  } finally {
    closeSync(out);
  }
}

/** A copy of a UTF-8 file in which every line ends in \n; line breaks within quotes stay as they are. */
export async function unifyLines(path: string, draft: string): Promise<string> {
  const [quote, cr, lf] = [34, 13, 10];
  const out = openSync(draft, "wx", 0o600);
  let inside = false;
  let afterCr = false;
  try {
    for await (const chunk of open(path, false, () => {})) {
      const bytes = chunk as Buffer;
      let count = 0; // the copy is never longer, so it is made in place
      for (const byte of bytes) {
        if (byte === quote) inside = !inside;
        const doubled = byte === lf && afterCr;
        afterCr = byte === cr && !inside;
        if (!doubled) bytes[count++] = afterCr ? lf : byte;
      }
      for (let at = 0; at < count;) at += writeSync(out, bytes, at, count - at);
    }
  } finally {
    closeSync(out);
  }
  return draft;
}

/** Copies lie in a folder of their own, which is deleted with them. */
export const draftIn = (folder: string, { part }: Pick<Source, "part">): string =>
  join(folder, `${encodeURIComponent(part)}.txt`);
