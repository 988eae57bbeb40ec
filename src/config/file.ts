/** Reads a configuration file: JSON, or a module that exports it as its default. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TelltaleError } from "../error.ts";
import { isFile, isQuery } from "../table/sql-files.ts";
import type { ConfigInput } from "./schema.ts";

/** In the order in which they are looked for. */
export const fileNames = ["telltale.config.json", "telltale.config.mjs", "telltale.config.ts"] as const;

/** Fields of a subject that name files. */
export const subjectFiles = [
  "synthetic",
  "model",
  "predictions",
  "train",
  "holdout",
  "population",
  "serving",
  "datasheet",
] as const;

export interface Loaded {
  /** Not checked yet: `parseConfig` does that. */
  readonly input: ConfigInput;
  /** As the user named it. */
  readonly source: string;
}

/**
 * Undefined: the file in this folder. Paths in it are taken from where the file lies.
 * @throws TelltaleError CONFIG_NOT_FOUND, CONFIG_SYNTAX, CONFIG_TYPESCRIPT, CONFIG_MODULE, CONFIG_VALUE
 */
export async function loadConfig(path?: string): Promise<Loaded> {
  const source = path === undefined ? findConfig() : inFolder(path);
  if (source === undefined)
    throw new TelltaleError("CONFIG_NOT_FOUND", {
      message: `there is no ${fileNames[0]} in this folder`,
      hint: "telltale init makes one. Without a file: telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv, or telltale audit model --model m.onnx --train t.csv --holdout h.csv --label income",
    });
  if (!existsSync(source))
    throw new TelltaleError("CONFIG_NOT_FOUND", {
      message: `there is no configuration file ${source}`,
      hint: "Look at the name, or make one: telltale init.",
    });
  const input: unknown = /\.[cm]?[jt]s$/.test(source) ? await fromModule(source) : fromJson(source);
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw new TelltaleError("CONFIG_VALUE", {
      message: `${source} must hold an object`,
      hint: 'Such as { "subjects": [{ "kind": "synthetic", "synthetic": "s.csv", "train": "t.csv" }] }.',
    });
  return { input: fromHere(input as ConfigInput, dirname(source)), source };
}

/** The configuration file of this folder, if there is one. */
export const findConfig = (): string | undefined => fileNames.find((name) => existsSync(name));

function inFolder(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  return fileNames.map((name) => join(path, name)).find((file) => existsSync(file)) ?? join(path, fileNames[0]);
}

function fromJson(source: string): unknown {
  const text = readFileSync(source, "utf8").replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const at = placeIn(text, message);
    const comment = /^\s*(\/\/|\/\*)/m.test(text)
      ? " JSON knows no comments: delete them, or call the file telltale.config.mjs."
      : "";
    throw new TelltaleError("CONFIG_SYNTAX", {
      message: `${source}${at} is not valid JSON: ${message.replace(/ in JSON at position.*$| \(line.*$/, "")}`,
      hint: `Look there for a missing or surplus comma, quote or bracket.${comment}`,
      cause,
    });
  }
}

/** ":5:3", from the position that the engine's message names. */
function placeIn(text: string, message: string): string {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (position === undefined) return /end of JSON/.test(message) ? ` (at its end)` : "";
  const lines = text.slice(0, Number(position)).split("\n");
  return `:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

async function fromModule(source: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(resolve(source)).href)) as { readonly default?: unknown };
    return await module.default;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ERR_UNKNOWN_FILE_EXTENSION")
      throw new TelltaleError("CONFIG_TYPESCRIPT", {
        message: `${source}: this Node.js (${process.version}) does not read TypeScript`,
        hint: "Use Node.js 22.18 or newer, or write telltale.config.mjs or .json.",
        cause,
      });
    throw new TelltaleError("CONFIG_MODULE", {
      message: `${source} fails: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: `Try it alone: node ${source}`,
      cause,
    });
  }
}

/** Files named in a configuration that lies elsewhere lie there, too; those in a query do not. Only what looks right is touched; the rest is for the schema to refuse. */
function fromHere(input: ConfigInput, folder: string): ConfigInput {
  const from = relative("", folder);
  if (from === "") return input;
  const moved = (path: unknown): unknown =>
    typeof path !== "string" || isAbsolute(path) || isQuery(path) || /^\w+:\/\//.test(path) ? path : join(from, path);
  const at = <T>(of: T, names: readonly string[]): T => {
    if (typeof of !== "object" || of === null) return of;
    const entries = Object.entries(of).map(([name, value]: [string, unknown]) => {
      if (!names.includes(name)) return [name, value];
      return [name, Array.isArray(value) ? value.map(moved) : moved(value)];
    });
    return Object.fromEntries(entries) as T;
  };
  const files = ["store", "out", "accepted", ...(input.baseline?.endsWith(".json") ? ["baseline"] : [])];
  const own = at(input, files);
  const subjects: unknown = own.subjects;
  if (!Array.isArray(subjects)) return own;
  return {
    ...own,
    subjects: subjects.map((subject: unknown) => at(subject, [...subjectFiles, ...weightsIn(subject)])) as never,
  };
}

/** Weights are a column of the training table, or a file. */
function weightsIn(subject: unknown): readonly string[] {
  const { weights } = Object(subject) as { readonly weights?: unknown };
  return typeof weights === "string" && isFile(weights) ? ["weights"] : [];
}
