/** Tables out of rows of tables. */
import type { Column, Table } from "./types.ts";

/** The given rows as a table of their own, with the same columns and labels. */
export function rowsOf(table: Table, rows: Uint32Array): Table {
  const columns = table.columns.map((column): Column =>
    column.kind === "category"
      ? { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) }
      : { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) },
  );
  return { digest: `${table.digest}:rows`, rows: rows.length, columns };
}

/** Columns of tables of one schema, the rows of the first before those of the second and so on. */
export function stacked(tables: readonly Table[], names: readonly string[]): Column[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return names.map((name): Column => {
    const parts = tables.flatMap(({ columns }) => columns.filter((column) => column.name === name));
    const [first] = parts;
    if (!first) throw new Error(`no column ${name}`);
    if (first.kind === "category") {
      const codes = new Int32Array(rows);
      fill(
        codes,
        parts.flatMap((part) => (part.kind === "category" ? [part.codes] : [])),
      );
      return { ...first, codes };
    }
    const values = new Float64Array(rows);
    fill(
      values,
      parts.flatMap((part) => (part.kind === "category" ? [] : [part.values])),
    );
    return { ...first, values };
  });
}

function fill<T extends Int32Array | Float64Array>(into: T, parts: readonly T[]): void {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
}
