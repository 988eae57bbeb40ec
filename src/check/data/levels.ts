/** A column as few levels that can be counted: categories as they are, numbers in tenths. */
import { isMissing } from "../../table/columns.ts";
import type { Column } from "../../table/types.ts";
import { boundsOf, levelOf } from "./bins.ts";

/** A number with so many values is taken as it is. */
const fewValues = 20;

/** By row: a level, -1 = missing. */
export function levelsOf(column: Column, rows: number): Int32Array {
  if (column.kind === "category") return column.codes;
  const sorted = column.values.filter(Number.isFinite).toSorted();
  const bounds = distinctOf(sorted)?.map((at) => ({ at, above: false })) ?? boundsOf(sorted);
  return Int32Array.from({ length: rows }, (_, row) =>
    isMissing(column, row) ? -1 : levelOf(column.values[row]!, bounds),
  );
}

/** Null: more than `fewValues`. */
function distinctOf(sorted: Float64Array): number[] | null {
  const found: number[] = [];
  for (const x of sorted) {
    if (found.length > 0 && found.at(-1) === x) continue;
    if (found.length === fewValues) return null;
    found.push(x);
  }
  return found;
}
