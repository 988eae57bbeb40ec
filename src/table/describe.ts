/** What may be said of tables without showing anybody's value: counts, shapes, and how many rows are equal. */
import type { Work } from "../work.ts";
import { rowIds, valuesOf } from "./columns.ts";
import { countDistinct, histogramOf } from "./shape.ts";
import type { Column, ColumnSummary, Table, Tables, TablesSummary } from "./types.ts";

/** `tables` is the key of what `table/read` gave. */
export const describe: Work<{ readonly tables: string }, TablesSummary> = {
  id: "table/describe@1",
  async run({ tables }, reader) {
    return summaryOf((await reader.get(tables)) as Tables); // the output of table/read
  },
};

export function summaryOf(tables: Tables): TablesSummary {
  const parts = Object.entries(tables);
  const each = <T>(of: (table: Table) => T): { readonly [part: string]: T } =>
    Object.fromEntries(parts.map(([part, table]) => [part, of(table)]));
  const first = parts[0]?.[1].columns ?? [];
  return {
    rows: each(({ rows }) => rows),
    digests: each(({ digest }) => digest),
    columns: first.map((_, i) =>
      summarise(parts.flatMap(([part, { columns }]) => (columns[i] ? [[part, columns[i]] as const] : []))),
    ),
    duplicates: duplicatesOf(tables),
    remarks: parts.flatMap(([, { remarks = [] }]) => remarks),
  };
}

/** One column in all tables. Histograms have the same bins, or the same labels, in all. */
function summarise(parts: readonly (readonly [part: string, column: Column])[]): ColumnSummary {
  const [first] = parts;
  if (!first) throw new Error("a column is in a table");
  const [, { name, kind }] = first;
  const histograms = histogramOf(parts.map(([, column]) => column));
  const tables = parts.map(([part, column], i) => {
    const { missing, distinct } = countDistinct([valuesOf(column)]);
    return [part, { missing, distinct, histogram: histograms[i] ?? [] }] as const;
  });
  return {
    name,
    kind,
    integer: parts.every(([, column]) => column.kind === "number" && column.integer),
    distinct: countDistinct(parts.map(([, column]) => valuesOf(column))).distinct,
    flag: first[1].kind === "category" ? first[1].flag : null,
    tables: Object.fromEntries(tables),
  };
}

/** Rows are compared over all columns but keys. Tables of other jobs may lack some parts: they count nothing. */
function duplicatesOf({ synthetic, train, holdout }: Tables): TablesSummary["duplicates"] {
  const given = [train, holdout, synthetic].filter((table) => table !== undefined);
  const names = given[0]?.columns.filter((column) => !isKey(column)).map(({ name }) => name) ?? [];
  const ids = rowIds(given, names);
  const of = (table: Table | undefined): Int32Array => (table && ids[given.indexOf(table)]) ?? new Int32Array();
  const [inTrain, outside, made] = [of(train), of(holdout), of(synthetic)];
  return {
    train: repeated(inTrain),
    holdoutInTrain: holdout ? overlap(outside, inTrain) : null,
    syntheticInTrain: overlap(made, inTrain),
    syntheticInHoldout: holdout ? overlap(made, outside) : null,
  };
}

const isKey = (column: Column): boolean => column.kind === "category" && column.flag === "key";

function counts(ids: Int32Array): Int32Array {
  const count = new Int32Array(ids.reduce((most, id) => Math.max(most, id), -1) + 1);
  for (const id of ids) count[id]!++;
  return count;
}

/** Rows that equal another row of the same table. */
function repeated(ids: Int32Array): number {
  const count = counts(ids);
  return ids.reduce((sum, id) => sum + (count[id]! > 1 ? 1 : 0), 0);
}

/** Rows of one table that equal a row of another. */
function overlap(rows: Int32Array, others: Int32Array): number {
  const count = counts(others);
  return rows.reduce((sum, id) => sum + ((count[id] ?? 0) > 0 ? 1 : 0), 0);
}
