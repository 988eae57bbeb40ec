/** A synthetic table with the table it was made from and, better, people of the same population that its generator never saw. */
import { describe } from "../table/describe.ts";
import { read } from "../table/read.ts";
import { identify, type Source } from "../table/source.ts";
import type { TablesSummary } from "../table/types.ts";
import type { Compute, Refs } from "../work.ts";
import { checkRoles, type Roles } from "./roles.ts";

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
  checkRoles(roles, summary);
  const { key, secrets, label = null, quasiIdentifiers } = roles;
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
