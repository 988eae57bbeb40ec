/** What is predicted: classes (labels, or a number of two values) or a number, the same for all tables. */
import { column } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";
import type { Chosen, Sides } from "./people.ts";

export type Target =
  /** `classes` may hold some that only one table has. */
  | { readonly kind: "class"; readonly classes: number; of(chosen: Chosen): Int32Array }
  | { readonly kind: "number"; of(chosen: Chosen): Float64Array };

export function targetOf({ real, test }: Sides, label: string): Target {
  const read = (table: Table): Column => column(table, label);
  const first = read(real.table);
  if (first.kind === "category") {
    const codes = ({ table, rows }: Chosen): Int32Array => {
      const of = read(table);
      if (of.kind !== "category") throw new Error("tables that are compared have one schema");
      return Int32Array.from(rows, (row) => of.codes[row]!);
    };
    return { kind: "class", classes: first.labels.length, of: codes };
  }
  const values = ({ table, rows }: Chosen): Float64Array => {
    const of = read(table);
    if (of.kind === "category") throw new Error("tables that are compared have one schema");
    return Float64Array.from(rows, (row) => of.values[row]!);
  };
  const known = [...new Set([...values(real), ...values(test)])].toSorted((a, b) => a - b);
  if (known.length !== 2) return { kind: "number", of: values };
  // Of a synthetic number the nearer of the two, so that .98 is 1.
  const middle = (known[0]! + known[1]!) / 2;
  return {
    kind: "class",
    classes: 2,
    of: (chosen) => Int32Array.from(values(chosen), (value) => (value > middle ? 1 : 0)),
  };
}
