/** What a user's `--synthetic`, `--train` or `--holdout` is: a file, recognised by its content, or a query over files. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync, constants } from "node:zlib";
import { TelltaleError } from "../error.ts";
import { nearest } from "./near.ts";
import { filesOf, isQuery } from "./sql-files.ts";

/** Part of the input of `table/read`: what was read is known by the hashes. */
export type Source = {
  readonly part: string;
  /** As the user wrote it; null for a query. */
  readonly path: string | null;
  readonly sql: string | null;
  readonly format: "text" | "json" | "parquet" | "query" | "arrays" | "model";
  readonly gzip: boolean;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
};

/**
 * Looks at a source and hashes its bytes, without reading its rows.
 * @throws TelltaleError TABLE_FILE_MISSING, TABLE_FILE_FOLDER, TABLE_FILE_UNREADABLE, TABLE_FILE_EMPTY, TABLE_FORMAT
 */
export async function identify(part: string, source: string): Promise<Source> {
  if (isQuery(source)) {
    const files = await Promise.all(filesOf(source).map((path) => hashed(part, path)));
    return { part, path: null, sql: source, format: "query", gzip: false, files };
  }
  const file = await hashed(part, source);
  return { part, path: source, sql: null, ...formatOf(part, source), files: [file] };
}

/** sha256 of a file's bytes, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** A file of any kind. @throws TelltaleError TABLE_FILE_MISSING, TABLE_FILE_FOLDER, TABLE_FILE_UNREADABLE, TABLE_FILE_EMPTY */
export async function hashed(part: string, path: string): Promise<Source["files"][number]> {
  try {
    const found = statSync(path);
    if (found.isDirectory())
      throw new TelltaleError("TABLE_FILE_FOLDER", {
        message: `${part}: "${path}" is a folder`,
        hint: `Name a file in it, or all of them with a query: "select * from '${join(path, "*.csv")}'".`,
      });
    if (found.size === 0 && found.isFile())
      throw new TelltaleError("TABLE_FILE_EMPTY", {
        message: `${part}: "${path}" is empty`,
        hint: "Write the file again: a header line with the names of the columns, then one line for each row.",
      });
    return { path, sha256: await hashFile(path) };
  } catch (error) {
    throw error instanceof TelltaleError ? error : trouble(part, path, error as NodeJS.ErrnoException);
  }
}

function trouble(part: string, path: string, error: NodeJS.ErrnoException): TelltaleError {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
    return new TelltaleError("TABLE_FILE_UNREADABLE", {
      message: `${part}: "${path}" cannot be read (${error.code ?? error.message})`,
      hint: "Check that you may read it.",
      cause: error,
    });
  const near = neighbour(path);
  return new TelltaleError("TABLE_FILE_MISSING", {
    message: `${part}: "${path}" is not there`,
    hint:
      near === null ? "Check the path; it is relative to the folder that telltale runs in." : `Did you mean "${near}"?`,
    cause: error,
  });
}

function neighbour(path: string): string | null {
  try {
    const near = nearest(basename(path), readdirSync(dirname(path)));
    return near === null ? null : join(dirname(path), near);
  } catch {
    return null;
  }
}

const formats: readonly (readonly [magic: string, name: string])[] = [
  ["PK\x03\x04", "a zip archive or an Excel workbook"],
  ["\xd0\xcf\x11\xe0", "an old Excel workbook"],
  ["SQLite format 3", "an SQLite database"],
  ["ARROW1", "an Arrow file"],
  ["ORC", "an ORC file"],
  ["\x28\xb5\x2f\xfd", "a zstd archive"],
  ["BZh", "a bzip2 archive"],
  ["\xfd7zXZ", "an xz archive"],
  ["%PDF", "a PDF"],
  ["\x89PNG", "a picture"],
  ["\x80\x04\x95", "a Python pickle"],
  ["\x89HDF", "an HDF5 file"],
];

/** By content, not by name: only JSON that could also be text is told by its name, too. */
function formatOf(part: string, path: string): Pick<Source, "format" | "gzip"> {
  const raw = head(path);
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  const start = gzip ? unzipped(part, path, raw) : raw;
  const latin = start.toString("latin1");
  if (latin.startsWith("PAR1") && !gzip) return { format: "parquet", gzip };
  for (const [magic, name] of formats)
    if (latin.startsWith(magic))
      throw new TelltaleError("TABLE_FORMAT", {
        message: `${part}: "${path}" is ${name}, which telltale does not read`,
        hint: "Save the table as CSV, Parquet or JSON lines.",
      });
  const text = latin.replace(/^\xef\xbb\xbf/, "").trimStart();
  const json = /\.(jsonl?|ndjson)(\.gz)?$/i.test(path) ? /^[[{]/.test(text) : /^(\[\s*)?\{\s*("|\})/.test(text);
  return { format: json ? "json" : "text", gzip };
}

function head(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

function unzipped(part: string, path: string, raw: Buffer): Buffer {
  try {
    return gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    throw new TelltaleError("TABLE_FORMAT", {
      message: `${part}: "${path}" is damaged: it starts as gzip, but cannot be unpacked`,
      hint: "Make the file again.",
      cause,
    });
  }
}
