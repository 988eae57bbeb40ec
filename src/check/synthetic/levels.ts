/** A secret's values as numbers that can be compared and sorted: codes, numbers, or days (in milliseconds). */
import { column, valuesOf } from "../../table/columns.ts";
import type { Column, Table } from "../../table/types.ts";

const day = 86_400_000;

/** NaN: missing. Times count by day (UTC), as guesses of them do. */
export function levels(table: Table, name: string): Float64Array {
  const found: Column = column(table, name);
  const values = Float64Array.from(valuesOf(found));
  for (let row = 0; row < values.length; row++) {
    if (found.kind === "category" && values[row]! < 0) values[row] = Number.NaN;
    else if (found.kind === "time") values[row] = Math.floor(values[row]! / day) * day;
    else values[row]! += 0; // -0 is 0
  }
  return values;
}

/** The place of each value among the different ones, from 0 in ascending order; missing values come first, as one value. */
export function ranked(values: Float64Array): { readonly ranks: Int32Array; readonly count: number } {
  const sorted = values.toSorted(); // NaN last
  const rankOf = new Map<number, number>();
  if (Number.isNaN(sorted.at(-1) ?? 0)) rankOf.set(Number.NaN, 0);
  for (const value of sorted) if (!rankOf.has(value)) rankOf.set(value, rankOf.size); // to a Map NaN is a key like any other
  return { ranks: Int32Array.from(values, (value) => rankOf.get(value)!), count: rankOf.size };
}
