/** Chosen rows of tables of one schema, one table below the other. */
import { pick, valuesOf } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";

/** The values of chosen rows, into an array that is as long as they are many. */
export function take<T extends Int32Array | Float64Array>(from: T, rows: Uint32Array, to: T): T {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
  return to;
}

/** The values of chosen rows that are not missing, rising. */
export function rising(from: Float64Array, rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = from[rows[i]!]!;
    if (!Number.isNaN(value)) found[count++] = value;
  }
  return found.slice(0, count).toSorted();
}

export interface Chosen {
  readonly table: Table;
  readonly rows: Uint32Array;
}

export function stack(parts: readonly Chosen[], names: readonly string[]): Table {
  const rows = parts.reduce((sum, part) => sum + part.rows.length, 0);
  const columns = parts.map(({ table }) => pick(table, names));
  return {
    digest: "",
    rows,
    columns: (columns[0] ?? []).map((first, c): Column => {
      const fill = <T extends Int32Array | Float64Array>(values: T): T => {
        let at = 0;
        parts.forEach((part, p) => {
          const all = valuesOf(columns[p]![c]!);
          for (const row of part.rows) values[at++] = all[row]!;
        });
        return values;
      };
      if (first.kind === "category") return { ...first, codes: fill(new Int32Array(rows)) };
      return { ...first, values: fill(new Float64Array(rows)) };
    }),
  };
}
