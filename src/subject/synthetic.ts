/** A synthetic table with the table it was made from and, better, people of the same population that its generator never saw. */
import type { TablesSummary } from "../table/types.ts";

export interface Synthetic {
  readonly kind: "synthetic";
  readonly name: string;
  /** Key of the tables read ("synthetic", "train" and, unless absent, "holdout") in the store. */
  readonly tables: string;
  readonly summary: TablesSummary;
  /** Columns that attacks may use: all but keys, free text and what the configuration ignores; constant ones stay. */
  readonly columns: readonly string[];
  /** The columns that tell people apart, when one person may have several rows; else empty. */
  readonly key: readonly string[];
  /** Columns somebody would like to learn; empty: every column in turn. */
  readonly secrets: readonly string[];
  readonly holdout: boolean;
}
