/** A user's command becomes a trainer: the files that it names are known by their content. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
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
const hashOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
