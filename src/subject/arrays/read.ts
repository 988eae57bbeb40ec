/** Arrays by name from a user's file, known by its content, whatever its name says. */
import { constants } from "node:buffer";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { TelltaleError } from "../../error.ts";
import { changed } from "../../table/text.ts";
import { damaged, type NamedArrays } from "./array.ts";
import { isNpy, readNpy } from "./npy.ts";
import { isSafetensors, readSafetensors } from "./safetensors.ts";
import { unzip } from "./zip.ts";

/** The one array of an `.npy` file has this name. */
export const only = "";

/** @throws TelltaleError TABLE_FILE_CHANGED, ARRAYS_TOO_LARGE, ARRAYS_DAMAGED, ARRAYS_FORMAT, ARRAYS_PICKLE, ARRAYS_TYPE */
export async function readArrays({ path, sha256 }: { path: string; sha256: string }): Promise<NamedArrays> {
  const bytes = await bytesOf(path);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw changed(path);
  return arraysIn(bytes, basename(path));
}

/** @param name of the file, for messages */
export function arraysIn(bytes: Buffer, name: string): NamedArrays {
  if (isNpy(bytes)) return { [only]: readNpy(bytes, name) };
  const start = bytes.toString("latin1", 0, 8);
  if (/^PK(\x03\x04|\x05\x06)/.test(start)) return npz(bytes, name);
  if (isSafetensors(bytes)) return readSafetensors(bytes, name);
  if (/\.safetensors$/i.test(name) && bytes.length < 10) throw damaged(name, "it ends within its header");
  throw new TelltaleError("ARRAYS_FORMAT", {
    message: `${name} is no .npy, .npz or .safetensors file${kindOf(start)}`,
    hint: 'Write it with numpy.savez("x.npz", x=x, y=y), or give a table (csv, parquet).',
  });
}

const kinds: readonly (readonly [start: RegExp, is: string])[] = [
  [/^\x80[\x02-\x05]/, "a Python pickle"],
  [/^\x89HDF/, "an HDF5 file"],
  [/^\x1f\x8b/, "packed with gzip"],
  [/^PAR1/, "a Parquet file"],
  [/^[\w",.;\t\r\n -]+$/, "text"],
];
function kindOf(start: string): string {
  const found = kinds.find(([pattern]) => pattern.test(start));
  return found ? `, but ${found[1]}` : "";
}

function npz(bytes: Buffer, name: string): NamedArrays {
  const files = [...unzip(bytes, name)].filter(([inside]) => inside.endsWith(".npy"));
  if (files.length === 0)
    throw new TelltaleError("ARRAYS_FORMAT", {
      message: `${name} is a zip archive without NumPy arrays in it`,
      hint: 'Write it with numpy.savez("x.npz", x=x, y=y).',
    });
  return Object.fromEntries(
    files.map(([inside, content]) => {
      const array = inside.slice(0, -".npy".length);
      return [array, readNpy(content, `"${array}" of ${name}`)];
    }),
  );
}

/** In pieces: one call reads no more than 2 GiB. */
async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > constants.MAX_LENGTH)
      throw new TelltaleError("ARRAYS_TOO_LARGE", {
        message: `${basename(path)} has ${size} bytes, more than can be held at once (${constants.MAX_LENGTH})`,
        hint: "Give fewer rows: a few ten thousand on each side are plenty.",
      });
    const bytes = Buffer.allocUnsafe(size);
    let end = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, end, Math.min(size - end, 1 << 30), end);
      end += bytesRead;
      if (bytesRead === 0 || end === size) return bytes.subarray(0, end);
    }
  } finally {
    await file.close();
  }
}
