/** Deletes what was kept about people. Files that a user had written elsewhere (--out) are the user's: they are named, not touched. */
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TelltaleError } from "../error.ts";
import { newDraft } from "./drafts.ts";
import { checkVersion } from "./folder.ts";
import { storeTrouble } from "./trouble.ts";
import { findId, idsOf, indexOf } from "./runs.ts";

export interface Forgotten {
  readonly runs: readonly string[];
  /** Entries of the store. */
  readonly entries: number;
  /** Folders outside the store that hold files of these runs. */
  readonly elsewhere: readonly string[];
}

/**
 * One run ("latest", an id or the beginning of one), with the entries of the store that no other run names. What only an
 * interrupted run left stays. @throws TelltaleError RUN_UNKNOWN, RUN_AMBIGUOUS, STORE_*
 */
export function forgetRun(folder: string, name: string): Forgotten {
  return guarded(folder, () => {
    const id = findId(folder, name);
    const index = indexOf(folder, id);
    const others = idsOf(folder).filter((other) => other !== id);
    const needed = new Set(others.flatMap((other) => indexOf(folder, other)?.keys ?? []));
    const mine = (index?.keys ?? []).filter((key) => /^[0-9a-f]{64}$/.test(key) && !needed.has(key));
    const paths = mine.map((key) => join(folder, "store", key.slice(0, 2), key)).filter((path) => existsSync(path));
    // The folder of the run goes last: as long as it is there, it says what is left to do.
    for (const path of paths) rmSync(path, { force: true });
    const draft = newDraft(folder);
    renameSync(join(folder, "runs", id), draft);
    rmSync(draft, { recursive: true, force: true });
    return { runs: [id], entries: paths.length, elsewhere: index?.out ? [index.out] : [] };
  });
}

/** Everything, also of runs that were interrupted; the folder too, unless something else lies in it. */
export function forgetAll(folder: string): Forgotten {
  return guarded(folder, () => {
    const runs = idsOf(folder);
    const elsewhere = new Set(runs.flatMap((id) => indexOf(folder, id)?.out ?? []));
    const store = join(folder, "store");
    const entries = existsSync(store)
      ? readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
      : 0;
    for (const name of ["store", "tmp", "runs"]) rmSync(join(folder, name), { recursive: true, force: true });
    if (readdirSync(folder).every((name) => name === "version" || name === ".gitignore")) {
      for (const name of ["version", ".gitignore"]) rmSync(join(folder, name), { force: true });
      rmdirSync(folder);
    }
    return { runs, entries, elsewhere: [...elsewhere] };
  });
}

/** Nothing is deleted in a folder that is not a store of this version. */
function guarded(folder: string, act: () => Forgotten): Forgotten {
  if (!existsSync(join(folder, "version")))
    throw new TelltaleError("STORE_UNKNOWN", {
      message: `there is no store in ${folder}`,
      hint: "Say where it is: --store DIR (or TELLTALE_STORE).",
    });
  try {
    checkVersion(folder);
    return act();
  } catch (error) {
    throw storeTrouble(error, folder);
  }
}
