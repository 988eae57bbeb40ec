/** A user's command becomes a trainer: the files that it names are known by their content. */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { commandSchema, type Spec } from "../spec.ts";
import { changed } from "./errors.ts";

/** Reads the files. `command`: paths are relative to the working directory, as in a shell. */
export function commandSpec(
  command: readonly string[],
  options: Partial<Pick<Spec<"command">, "timeout" | "version">> = {},
): Spec<"command"> {
  const files = [...new Set(command)].filter(isFile).map((path) => ({ path, sha256: hashOf(path) }));
  return commandSchema.parse({ kind: "command", command: [...command], files, ...options });
}

/** @throws TelltaleError TRAINER_CHANGED: what is trained now would be kept under the old content's name */
export function checkFiles({ files }: Spec<"command">): void {
  for (const { path, sha256 } of files) {
    let found: string;
    try {
      found = hashOf(path);
    } catch (error) {
      throw changed(path, "absent", error);
    }
    if (found !== sha256) throw changed(path, "changed", undefined);
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Of files as they were when they were last looked at: an interpreter has 100 MB, and every model asks. */
const known = new Map<string, string>();
const chunk = 2 ** 22;

function hashOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const { dev, ino, size, mtimeNs } = fstatSync(file, { bigint: true });
    const stamp = [dev, ino, size, mtimeNs].join(" ");
    const found = known.get(stamp);
    if (found !== undefined) return found;
    const hash = createHash("sha256");
    const buffer = Buffer.allocUnsafe(chunk);
    for (let got = readSync(file, buffer); got > 0; got = readSync(file, buffer)) hash.update(buffer.subarray(0, got));
    const digest = hash.digest("hex");
    known.set(stamp, digest);
    return digest;
  } finally {
    closeSync(file);
  }
}
