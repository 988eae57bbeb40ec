/** Files are written as drafts in `tmp/` and then renamed, so that they are whole or absent; a crash leaves its draft behind. */
import { createHash, randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

const host = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const day = 86_400_000;

/** A path in `tmp/` that nobody else uses, and that says which process of which machine made it. */
export function newDraft(folder: string): string {
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  return join(temporary, `${host}-${process.pid}-${randomUUID()}`);
}

/** Writes the pieces one after the other as the file `path`, which is there whole or not at all. `folder` is the store's. */
export function writeWhole(folder: string, path: string, pieces: readonly Uint8Array[]): void {
  const draft = newDraft(folder);
  try {
    const file = openSync(draft, "wx", 0o600);
    try {
      for (const piece of pieces) write(file, piece);
    } finally {
      closeSync(file);
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** One call may write less than it was given, and at most 2 GB. */
function write(file: number, piece: Uint8Array): void {
  for (let done = 0; done < piece.length;) done += writeSync(file, piece, done, Math.min(piece.length - done, 2 ** 30));
}

/** Deletes the drafts of processes that are gone, and those older than a day (of other machines, or whose number is used again). */
export function sweepDrafts(folder: string): void {
  const temporary = join(folder, "tmp");
  for (const name of readdirSync(temporary)) {
    const path = join(temporary, name);
    const [at, pid] = name.split("-");
    const orphaned = at === host && !isAlive(Number(pid));
    if (orphaned || Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > day)
      rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // another user's
  }
}
