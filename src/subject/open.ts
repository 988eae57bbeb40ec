/** From what the configuration names to subjects that checks can play against, each with a name of its own. */
import { basename } from "node:path";
import type { Compute, Refs } from "../work.ts";
import { openSynthetic, type Roles, type Synthetic } from "./synthetic.ts";

export interface Entry {
  readonly kind: "synthetic";
  readonly name?: string | undefined;
  /** Several candidates made from the same train table are several subjects. */
  readonly synthetic: string | readonly string[];
  readonly train: string;
  readonly holdout?: string | undefined;
}

export async function openSubjects(
  entries: readonly Entry[],
  roles: Roles,
  computer: { readonly compute: Compute; readonly refs: Refs },
): Promise<readonly Synthetic[]> {
  const taken = new Map<string, number>();
  const files = entries.flatMap(({ name, synthetic, train, holdout }) =>
    [synthetic]
      .flat()
      .map((source) => ({ name: unique(name ?? nameOf(source), taken), synthetic: source, train, holdout })),
  );
  return await Promise.all(files.map((each) => openSynthetic(each, roles, computer)));
}

/** The file's name without its extensions; a query has none. */
function nameOf(source: string): string {
  if (/^\s*(select|with|from)\s/i.test(source)) return "query";
  const name = basename(source);
  return name.replace(/(?<=.)\.(csv|tsv|txt|dat|jsonl?|ndjson|parquet)?(\.gz)?$/i, "");
}

/** A second equal name gets "-2". */
function unique(name: string, taken: Map<string, number>): string {
  const times = (taken.get(name) ?? 0) + 1;
  taken.set(name, times);
  if (times === 1) return name;
  return unique(`${name}-${times}`, taken);
}
