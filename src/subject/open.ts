/** From what the configuration names to subjects that checks can play against, each with a name of its own. */
import { basename } from "node:path";
import type { Kind, Subject } from "../check/types.ts";
import { isQuery } from "../table/sql-files.ts";
import type { Compute, Refs } from "../work.ts";
import type { DataFiles } from "./data.ts";
import type { ModelFiles } from "./model.ts";
import { openData } from "./open-data.ts";
import { openModel } from "./open-model.ts";
import type { Roles } from "./roles.ts";
import { openSynthetic, type SyntheticFiles } from "./synthetic.ts";

/** One or several candidates: several made from the same people are several subjects. */
type Candidates = string | readonly string[];
export interface SyntheticEntry extends Omit<SyntheticFiles, "name" | "synthetic"> {
  readonly kind: "synthetic";
  readonly name?: string | undefined;
  readonly synthetic: Candidates;
}
export interface ModelEntry extends Omit<ModelFiles, "name" | "model" | "predictions"> {
  readonly kind: "model";
  readonly name?: string | undefined;
  readonly model?: Candidates | undefined;
  readonly predictions?: Candidates | undefined;
}
export interface DataEntry extends Omit<DataFiles, "name"> {
  readonly kind: "data";
  readonly name?: string | undefined;
}
export type Entry = SyntheticEntry | ModelEntry | DataEntry;

type Files =
  | ({ readonly kind: "synthetic" } & SyntheticFiles)
  | ({ readonly kind: "model" } & ModelFiles)
  | ({ readonly kind: "data" } & DataFiles);
interface Computer {
  readonly compute: Compute;
  readonly refs: Refs;
}

export async function openSubjects(
  entries: readonly Entry[],
  roles: Roles,
  computer: Computer,
): Promise<readonly Subject[]> {
  const files = filesOf(entries);
  return await Promise.all(files.map((each) => open(each, roles, computer)));
}

async function open(files: Files, roles: Roles, computer: Computer): Promise<Subject> {
  if (files.kind === "synthetic") return await openSynthetic(files, roles, computer);
  const label = files.label ?? roles.label;
  if (files.kind === "data") {
    const { positive = roles.positive, protected: marked = roles.protected } = files;
    return await openData(files, { ...roles, label, positive, protected: marked }, computer);
  }
  return await openModel({ ...files, label }, { ...roles, label }, computer);
}

/** One for each candidate. */
export function filesOf(entries: readonly Entry[]): readonly Files[] {
  const taken = new Map<string, number>();
  return entries.flatMap((entry): readonly Files[] => {
    const nameFor = (source: string): string => unique(entry.name ?? nameOf(source, entry.kind), taken);
    if (entry.kind === "synthetic")
      return [entry.synthetic].flat().map((synthetic) => ({ ...entry, name: nameFor(synthetic), synthetic }));
    if (entry.kind === "data") return [{ ...entry, name: nameFor(entry.train) }];
    const { model = [], predictions = [], ...of } = entry;
    return [
      ...[model].flat().map((path) => ({ ...of, name: nameFor(path), model: path })),
      ...[predictions].flat().map((path) => ({ ...of, name: nameFor(path), predictions: path })),
    ];
  });
}

const extensions: { readonly [K in Kind]: RegExp } = {
  synthetic: /(?<=.)\.(csv|tsv|txt|dat|jsonl?|ndjson|parquet)?(\.gz)?$/i,
  data: /(?<=.)\.(csv|tsv|txt|dat|jsonl?|ndjson|parquet)?(\.gz)?$/i,
  model: /(?<=.)\.(onnx|npz|npy|safetensors|csv|tsv|txt|dat|jsonl?|ndjson|parquet)?(\.gz)?$/i,
};

/** The file's name without its extensions; a query has none. */
const nameOf = (source: string, kind: Kind): string =>
  isQuery(source) ? "query" : basename(source).replace(extensions[kind], "");

/** A second equal name gets "-2". */
function unique(name: string, taken: Map<string, number>): string {
  const times = (taken.get(name) ?? 0) + 1;
  taken.set(name, times);
  if (times === 1) return name;
  return unique(`${name}-${times}`, taken);
}
