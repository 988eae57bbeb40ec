/** A synthetic table with the table it was made from and, better, people of the same population that its generator never saw. */
import { TelltaleError } from "../error.ts";
import { describe } from "../table/describe.ts";
import { read } from "../table/read.ts";
import { identify, type Source } from "../table/source.ts";
import type { TablesSummary } from "../table/types.ts";
import type { Compute, Refs } from "../work.ts";

export interface Synthetic {
  readonly kind: "synthetic";
  readonly name: string;
  readonly sources: readonly Source[];
  /** Digest of the synthetic table: of what is audited. */
  readonly artefact: string;
  /** Key of the tables read ("synthetic", "train" and, unless absent, "holdout") in the store. */
  readonly tables: string;
  readonly summary: TablesSummary;
  /** Columns that attacks may use: all but keys, free text and what the configuration ignores; constant ones stay. */
  readonly columns: readonly string[];
  /** The columns that tell people apart, when one person may have several rows; else empty. */
  readonly key: readonly string[];
  /** Columns somebody would like to learn; empty: every column in turn. */
  readonly secrets: readonly string[];
  /** The column that a model would be trained to predict; null unless declared. */
  readonly label: string | null;
  /** Attributes whose groups are compared: who bears the leak. */
  readonly protected: readonly string[];
  /** Columns by which people could be recognised. */
  readonly quasiIdentifiers: readonly string[];
  readonly holdout: boolean;
}

export interface SyntheticFiles {
  readonly name: string;
  readonly synthetic: string;
  readonly train: string;
  readonly holdout?: string | undefined;
}
/** What the user said of the columns; every name must be a column of the tables. */
export interface Roles {
  readonly key: readonly string[];
  readonly secrets: readonly string[];
  readonly ignore: readonly string[];
  readonly label?: string | undefined;
  readonly protected: readonly string[];
  readonly quasiIdentifiers: readonly string[];
  readonly types: { readonly [column: string]: "number" | "category" | "time" | "key" | "text" };
}

/** Reads the tables together (one work) and describes them (another): the coordinator itself never holds a row. */
export async function openSynthetic(
  { name, synthetic, train, holdout }: SyntheticFiles,
  roles: Roles,
  { compute, refs }: { readonly compute: Compute; readonly refs: Refs },
): Promise<Synthetic> {
  const parts = Object.entries({ synthetic, train, ...(holdout !== undefined && { holdout }) });
  const sources = await Promise.all(parts.map(([part, source]) => identify(part, source)));
  const [tables = ""] = await refs(read, [{ sources, types: roles.types }]);
  const [summary] = await compute(describe, [{ tables }]);
  if (!summary) throw new Error("compute gives one output for one input");
  const { key, secrets, ignore, types, label = null, quasiIdentifiers } = roles;
  const named = { key, secrets, ignore, protected: roles.protected, quasiIdentifiers, types: Object.keys(types) };
  for (const [role, columns] of Object.entries({ ...named, label: label === null ? [] : [label] }))
    for (const column of columns) known(column, role, summary);
  const out = new Set([...roles.key, ...roles.ignore]);
  const columns = summary.columns.filter(({ name: column, flag }) => flag === null && !out.has(column));
  return {
    kind: "synthetic",
    name,
    sources,
    artefact: summary.digests["synthetic"] ?? "",
    tables,
    summary,
    columns: columns.map((column) => column.name),
    key,
    secrets,
    label,
    protected: roles.protected,
    quasiIdentifiers,
    holdout: holdout !== undefined,
  };
}

function known(column: string, role: string, { columns }: TablesSummary): void {
  if (columns.some(({ name }) => name === column)) return;
  throw new TelltaleError("COLUMN_UNKNOWN", {
    message: `columns.${role} names "${column}", which is not a column of the tables`,
    hint: `The columns are: ${columns.map(({ name }) => name).join(", ")}.`,
  });
}
