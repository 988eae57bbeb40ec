/** What the tests of this room look at: logs, processes, folders. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll } from "vitest";
import type { Store } from "../store.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Deleted when the tests of the file are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "telltale-run-"));
  folders.push(folder);
  return folder;
}

export const pathOf = ({ folder }: Store, key: string): string => join(folder, "store", key.slice(0, 2), key);

export interface Line {
  readonly n: number;
  readonly pid: number;
}
/** What `works.ts` wrote: a line for each time that a work was begun. */
export function logged(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [n = NaN, pid = NaN] = line.split(" ").map(Number);
    return { n, pid };
  });
}

/** Waits until something is there, however slow the machine; the test's own timeout ends it. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await setTimeout(5);
  }
}

export function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie, which nobody has waited for yet, is dead too.
    return /^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "");
  } catch {
    return true;
  }
}
