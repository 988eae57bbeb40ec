/** Files that a user asked for, outside the store: whole or absent, with the problem named. */
import { randomUUID } from "node:crypto";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { outTrouble } from "./trouble.ts";

/** Makes the folders on the way; writes into pipes and devices as they are. @throws TelltaleError OUT_* */
export function writeOut(path: string, content: string | Uint8Array): void {
  try {
    makeFolder(dirname(path));
    const there = statSync(path, { throwIfNoEntry: false });
    if (there && !there.isFile()) return writeFileSync(path, content);
    const target = there ? realpathSync(path) : path; // what a link leads to is replaced, not the link
    const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
    try {
      writeFileSync(draft, content);
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  } catch (error) {
    throw outTrouble(error, path);
  }
}
