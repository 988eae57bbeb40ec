/** A part of a file as bytes of its own, aligned for every type of number. */
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { unreadable } from "./refusals.ts";

/** Errors: MODEL_MISSING, MODEL_UNREADABLE. */
export const openFile = (path: string): Promise<FileHandle> =>
  open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });

/** A single read moves less than 2 GiB. */
const chunk = 2 ** 30;

/** Fewer bytes than asked for when the file ends before; `into` continues bytes that were begun. */
export async function readRange(
  handle: FileHandle,
  { offset, length }: { readonly offset: number; readonly length: number },
  into?: Uint8Array,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = into?.length ?? 0;
  if (into) bytes.set(into);
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(chunk, length - filled), offset + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}
