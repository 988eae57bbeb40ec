/** Folders on the way to a file, one by one: Node's own way (`recursive`) goes round and round where the file system has no such folder and lets none be made, as in /proc. */
import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Makes `folder` and what it lies in, where they are not there yet. `mode`: of those that are made. @throws as `mkdirSync` */
export function makeFolder(folder: string, mode = 0o777): void {
  const lacking: string[] = [];
  let at = resolve(folder);
  // The root of a drive that is not there is its own parent.
  for (; !isFolder(at) && dirname(at) !== at; at = dirname(at)) lacking.push(at);
  for (const one of lacking.toReversed()) make(one, mode);
}

/** @throws ENOTDIR for a file */
function isFolder(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isDirectory())
    throw Object.assign(new Error(`${path} is a file`), { code: "ENOTDIR", errno: -20 });
  return there !== undefined;
}

function make(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // of the file system
    if (code === "EEXIST" && isFolder(folder)) return; // somebody else has just made it
    if (code !== "ENOENT") throw error;
    throw new Error(`no folder can be made in ${dirname(folder)}`, { cause: error });
  }
}
