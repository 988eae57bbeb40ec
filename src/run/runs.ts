/** The folders of finished runs, `<store>/runs/<YYYYMMDD-hhmmss>-<hash6>/`: what was found, and which entries of the store it stands on. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { TelltaleError } from "../error.ts";
import { newDraft } from "./drafts.ts";
import { storeTrouble } from "./trouble.ts";
import type { Identity } from "./looks.ts";
import { writeOut } from "./output.ts";
import type { Run } from "./schema.ts";

/** Beside `run.json`, in `index.json`. */
export interface RunIndex extends Identity {
  readonly version: 1;
  /** Entries of the store that the run named. */
  readonly keys: readonly string[];
  /** Where its files were written besides. */
  readonly out: string | null;
}
export interface RunFile {
  /** "report.html" */
  readonly name: string;
  readonly content: string | Uint8Array;
}
export interface Kept {
  readonly run: Run;
  readonly identity: Identity;
  readonly keys: readonly string[];
  /** Renderings; `run.json` is added. */
  readonly files: readonly RunFile[];
  /** Person by person: stays in the store, whatever `out` says. */
  readonly scores: Uint8Array | null;
  /** Another folder for the files; the store then keeps `run.json` only. */
  readonly out?: string | undefined;
}
export interface RunEntry {
  readonly id: string;
  readonly folder: string;
  /** Null when its run.json is damaged or was written by a newer telltale. */
  readonly run: Run | null;
}

/** The same audit has the same hash; the time is in UTC. */
export function runIdOf(started: Date, { audit }: Identity): string {
  const digits = started.toISOString().replaceAll(/\D/g, "");
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${audit.slice(0, 6)}`;
}

/** `run.json`, exactly. */
export const runJson = (run: Run): string => `${JSON.stringify(run, null, 2)}\n`;

/** Gives the folder in which the files lie. `folder` is the store's. @throws TelltaleError STORE_*, OUT_* */
export function saveRun(folder: string, { run, identity, keys, files, scores, out }: Kept): string {
  const index: RunIndex = { version: 1, ...identity, keys, out: out ?? null };
  const own = [{ name: "run.json", content: runJson(run) }, ...files];
  const kept = [
    ...(out === undefined ? own : own.slice(0, 1)),
    ...(scores ? [{ name: "scores.parquet", content: scores }] : []),
    { name: "index.json", content: JSON.stringify(index) },
  ];
  const target = join(folder, "runs", run.id);
  try {
    mkdirSync(join(folder, "runs"), { recursive: true, mode: 0o700 });
    const draft = newDraft(folder);
    mkdirSync(draft, { mode: 0o700 });
    try {
      for (const { name, content } of kept) writeFileSync(join(draft, name), content, { mode: 0o600 });
      if (statSync(target, { throwIfNoEntry: false })) replace(draft, target);
      else renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw storeTrouble(error, folder);
  }
  if (out === undefined) return target;
  for (const { name, content } of own) writeOut(join(out, name), content);
  return out;
}

/** The same audit, begun in the same second, found the same: the last one stays. */
function replace(draft: string, target: string): void {
  for (const name of readdirSync(draft)) renameSync(join(draft, name), join(target, name));
}

/** Newest first. */
export function listRuns(folder: string): readonly RunEntry[] {
  return idsOf(folder)
    .toReversed()
    .map((id) => {
      const at = join(folder, "runs", id);
      return { id, folder: at, run: runIn(at) };
    });
}

/** Oldest first; those that can be read. */
export function indexes(folder: string): readonly RunIndex[] {
  return idsOf(folder).flatMap((id) => indexOf(folder, id) ?? []);
}

export function indexOf(folder: string, id: string): RunIndex | undefined {
  try {
    const index = JSON.parse(readFileSync(join(folder, "runs", id, "index.json"), "utf8")) as RunIndex;
    return index.version === 1 ? index : undefined;
  } catch {
    return undefined;
  }
}

export function idsOf(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, "runs"))
      .filter((name) => /^\d{8}-\d{6}-/.test(name))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw storeTrouble(error, folder);
  }
}

/**
 * The path of the `run.json` that a user means: "latest", an id or the beginning of one, its hash, a folder or a file.
 * @throws TelltaleError RUN_UNKNOWN, RUN_AMBIGUOUS
 */
export function findRun(folder: string, name: string): string {
  const meant = meantBy(folder, name);
  const [id] = meant;
  if (id !== undefined && meant.length === 1) return join(folder, "runs", id, "run.json");
  const there = statSync(name, { throwIfNoEntry: false });
  if (there?.isFile()) return name;
  if (there && statSync(join(name, "run.json"), { throwIfNoEntry: false })?.isFile()) return join(name, "run.json");
  throw notFound(folder, name, meant);
}

/** The id of the one run in this store that a user means. @throws TelltaleError RUN_UNKNOWN, RUN_AMBIGUOUS */
export function findId(folder: string, name: string): string {
  const meant = meantBy(folder, name);
  const [id] = meant;
  if (id !== undefined && meant.length === 1) return id;
  throw notFound(folder, name, meant);
}

function meantBy(folder: string, name: string): readonly string[] {
  const ids = idsOf(folder);
  if (name === "latest") return latestOf(folder, ids);
  return ids.includes(name) ? [name] : ids.filter((id) => id.startsWith(name) || id.endsWith(`-${name}`));
}

/** Of several runs begun in one second the one that was written last. */
function latestOf(folder: string, ids: readonly string[]): readonly string[] {
  const second = ids.at(-1)?.slice(0, "YYYYMMDD-hhmmss".length);
  if (second === undefined) return [];
  const written = (id: string): number =>
    statSync(join(folder, "runs", id, "run.json"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ids
    .filter((id) => id.startsWith(second))
    .toSorted((a, b) => written(a) - written(b))
    .slice(-1);
}

function notFound(folder: string, name: string, meant: readonly string[]): TelltaleError {
  if (meant.length > 1)
    return new TelltaleError("RUN_AMBIGUOUS", {
      message: `${meant.length} runs are called ${name}: ${meant.slice(0, 4).join(", ")}${meant.length > 4 ? " ..." : ""}`,
      hint: "Give more of its name, or all of it.",
    });
  const latest = idsOf(folder).at(-1);
  if (latest === undefined)
    return new TelltaleError("RUN_UNKNOWN", {
      message: `there is no run in ${folder}`,
      hint: "Run telltale audit first, or say where the store is: --store DIR.",
    });
  return new TelltaleError("RUN_UNKNOWN", {
    message: `there is no run ${name} in ${folder}`,
    hint: `The latest is ${latest}. telltale runs lists all.`,
  });
}

/** Light: the version is looked at, the rest was checked when it was written. */
function runIn(folder: string): Run | null {
  try {
    const run = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as Run;
    return run.version === 1 && run.id === basename(folder) ? run : null;
  } catch {
    return null;
  }
}
