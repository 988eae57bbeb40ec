/** The store's folder: it holds data about people, so only its owner may look into it, and it stays out of git. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TelltaleError } from "../error.ts";
import { sweepDrafts, writeWhole } from "./drafts.ts";
import { makeFolder } from "./make-folder.ts";
import { storeTrouble } from "./trouble.ts";

/** Of the folder's layout; written in the file `version`. */
const layout = 1;
const ours = new Set([".gitignore", "store", "runs", "tmp", "version"]);
const elsewhere = "Choose another folder: --store DIR (or TELLTALE_STORE).";

/** Makes the folder where there is none, and checks it where there is one. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700);
    checkOwner(folder);
    checkVersion(folder);
    closeToOthers(folder);
    makeFolder(join(folder, "tmp"), 0o700);
    for (const [name, text] of [
      ["version", `${layout}\n`],
      [".gitignore", "*\n"],
    ] as const)
      if (!existsSync(join(folder, name))) writeWhole(folder, join(folder, name), [Buffer.from(text)]);
    sweepDrafts(folder);
  } catch (error) {
    throw storeTrouble(error, folder);
  }
}

/** @throws TelltaleError STORE_NEWER, STORE_FOREIGN (something else lies there) */
export function checkVersion(folder: string): void {
  const file = join(folder, "version");
  if (existsSync(file)) {
    const version = Number(readFileSync(file, "utf8"));
    if (version <= layout) return;
    throw new TelltaleError("STORE_NEWER", {
      message: `the store ${folder} was written by a newer telltale (layout ${version}, this one knows ${layout})`,
      hint: `Update telltale. Or: ${elsewhere}`,
    });
  }
  // A first run that is just making the folder has not written its version yet.
  const foreign = readdirSync(folder).find((name) => !ours.has(name));
  if (foreign !== undefined)
    throw new TelltaleError("STORE_FOREIGN", {
      message: `${folder} is not a store of telltale: it holds ${foreign}`,
      hint: `${elsewhere} It must be new or empty.`,
    });
}

function checkOwner(folder: string): void {
  const { uid } = statSync(folder);
  const me = process.geteuid?.() ?? uid; // Windows has no owners in this sense
  if (me !== uid && me !== 0)
    throw new TelltaleError("STORE_NOT_OWNER", {
      message: `the store ${folder} belongs to another user, who could read what this run keeps about people`,
      hint: elsewhere,
    });
}

function closeToOthers(folder: string): void {
  if ((statSync(folder).mode & 0o077) === 0) return;
  try {
    chmodSync(folder, 0o700);
  } catch {
    // a file system without modes: whoever mounted it decided who may read
  }
}
