/** Sheets of cells: what the demo writes and, as typed columns, what generators learn from. */
import { type Cell, csvLine } from "../table/csv.ts";
import type { Column, Table } from "../table/types.ts";

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const csvOf = ({ header, rows }: Sheet): string => [header, ...rows].map(csvLine).join("");

/** A column with text in it is a category, else numbers. */
export function tableOf({ header, rows }: Sheet): Table {
  const columns = header.map((name, at): Column => {
    const cells = rows.map((row) => row[at] ?? null);
    const labels = [...new Set(cells.filter((cell) => typeof cell === "string"))].toSorted();
    if (labels.length > 0)
      return {
        kind: "category",
        name,
        codes: Int32Array.from(cells, (cell) => labels.indexOf(String(cell))),
        labels,
        flag: null,
      };
    const values = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
    return { kind: "number", name, values, integer: values.every((value) => !(value % 1)) };
  });
  return { digest: "", rows: rows.length, columns };
}

export const sheetOf = ({ columns, rows }: Table): Sheet => ({
  header: columns.map(({ name }) => name),
  rows: Array.from({ length: rows }, (_, row) =>
    columns.map((column): Cell => {
      if (column.kind === "category") return column.labels[column.codes[row]!] ?? null;
      const value = column.values[row]!;
      return Number.isNaN(value) ? null : value;
    }),
  ),
});
