/** What every generator does around its own idea: take a part of the tables, leave out what cannot be generated, seal what was made. */
import { TelltaleError } from "../error.ts";
import { columnDigest, tableDigest } from "../table/digest.ts";
import type { Column, Table, Tables } from "../table/types.ts";
import type { Output, Reader } from "../work.ts";

/** A generator's work is a pure function of this. */
export type PartInput = {
  /** Key of the tables in the store, and which of them to learn from. */
  readonly tables: string;
  readonly part: string;
  readonly rows: number;
  readonly seed: number;
};

export async function partOf({ tables, part }: PartInput, reader: Reader): Promise<Table> {
  const table = ((await reader.get(tables)) as unknown as Tables)[part]; // the output of table/read
  if (table) return table;
  throw new TelltaleError("PART_MISSING", {
    message: `there is no "${part}" table`,
    hint: "Parts are synthetic, train and holdout.",
  });
}

/** Keys and free text name people; no generator here can invent them, so they are left out. */
export const generable = (table: Table): Column[] =>
  table.columns.filter((column) => column.kind !== "category" || column.flag === null);

/** The values of the given rows. */
export function taken(column: Column, rows: Int32Array): Column {
  return column.kind === "category"
    ? { ...column, codes: rows.map((row) => column.codes[row]!) }
    : { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
}

/** A table of made columns, named by its content as one that was read. */
export const sealed = (columns: readonly Column[], rows: number): Table => ({
  digest: tableDigest(
    rows,
    columns.map((column) => ({
      column,
      digest: columnDigest(column, column.kind === "category" ? column.labels : []),
    })),
  ),
  rows,
  columns,
});

/** Plain data of typed arrays, which is what the store keeps; interfaces have no index signature to show it. */
export const asOutput = (table: Table): Output => table;
