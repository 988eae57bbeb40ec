/** The configuration of a verb: flags over the file over the defaults. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TelltaleError } from "../error.ts";
import { columnFlags, effortFlags, type Flag, nameOf, outcomeFlags, subjectFlags } from "./flags.ts";
import { type Given, settingOf, valueOf } from "./values.ts";

export type Flags = { readonly [name: string]: Given | undefined };
type Settings = { [key: string]: unknown };

const names = ["telltale.config.json", "telltale.config.mjs", "telltale.config.ts"];
const flags = [...subjectFlags, ...columnFlags, ...effortFlags, ...outcomeFlags];

/** `kind`: given when the subject comes from flags; else a file is read, the named one or that of this folder. */
export async function settings(
  given: Flags,
  { kind, file }: { readonly kind?: string; readonly file?: string },
): Promise<Settings> {
  const at = file ?? (kind === undefined ? names.find((name) => existsSync(name)) : undefined);
  if (at === undefined && kind === undefined) throw nothingGiven();
  const settings = at === undefined ? {} : await readSettings(at);
  if (kind !== undefined) settings["subjects"] = [{ kind }];
  if (process.env["TELLTALE_STORE"] && settings["store"] === undefined)
    settings["store"] = process.env["TELLTALE_STORE"];
  for (const flag of flags) {
    const value = given[nameOf(flag)];
    if (value !== undefined && isGiven(flag, value)) put(settings, flag.path, valueOf(flag, value));
  }
  for (const text of [given["set"] ?? []].flat()) {
    const { path, value } = settingOf(String(text));
    put(settings, path, value);
  }
  if (kind !== undefined)
    for (const { flag, path, required } of subjectFlags) if (required) demand(settings, path, flag);
  return settings;
}

function demand(settings: Settings, path: readonly string[], flag: string): void {
  let at: unknown = settings;
  for (const name of path) at = typeof at === "object" && at !== null ? (at as Settings)[name] : undefined;
  if (at !== undefined) return;
  throw new TelltaleError("FLAG_MISSING", {
    message: `${flag.split(" ", 1)[0]} is missing`,
    hint: "For example: telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv",
  });
}

/** Commander gives `fail: true` when --no-fail was not. */
const isGiven = ({ read }: Flag, value: Given): boolean => read !== "off" || value === false;

function put(settings: Settings, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? "";
  let at: Settings = settings;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(at, name) ? at[name] : undefined;
    // A list (subjects) is an object with numbers for names.
    at = (typeof next === "object" && next !== null ? next : (at[name] = {})) as Settings;
  }
  at[last] = value;
}

export async function readSettings(file: string): Promise<Settings> {
  const module = /\.[mc]?[jt]s$/.test(file);
  try {
    const read = module
      ? ((await import(pathToFileURL(resolve(file)).href)) as { default: unknown }).default
      : (JSON.parse(await readFile(file, "utf8")) as unknown);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return { ...read };
    throw new TypeError("it holds no object");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new TelltaleError(missing ? "CONFIG_MISSING" : "CONFIG_UNREADABLE", {
      message: missing
        ? `there is no file ${file}`
        : `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: missing
        ? "telltale init makes one."
        : module
          ? "It must export the configuration as its default."
          : "It must be JSON.",
      cause,
    });
  }
}

const nothingGiven = (): TelltaleError =>
  new TelltaleError("CONFIG_MISSING", {
    message: "nothing to audit: no configuration here, and no artefact named",
    hint: "telltale init writes a configuration. Or: telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv",
  });
