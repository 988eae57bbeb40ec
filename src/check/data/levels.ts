/** A column as few levels that can be counted: categories as they are, numbers in tenths. */
import { isMissing } from "../../table/columns.ts";
import type { Column } from "../../table/types.ts";

const tenths = 10;
/** A number with so many values is taken as it is. */
const fewValues = 20;

/** By row: a level, -1 = missing. A value that a tenth of the rows or more have is a level of its own: tenths of a number that is mostly 0 would all be one. */
export function levelsOf(column: Column, rows: number): Int32Array {
  if (column.kind === "category") return column.codes;
  const sorted = column.values.filter(Number.isFinite).toSorted();
  const distinct = distinctOf(sorted);
  const cuts = Array.from({ length: tenths - 1 }, (_, i) => sorted[Math.floor(((i + 1) / tenths) * sorted.length)]!);
  const edges = distinct ?? distinctOf(Float64Array.from(cuts)) ?? [];
  const heavy = distinct ? [] : edges.filter((edge) => cuts.indexOf(edge) !== cuts.lastIndexOf(edge));
  return Int32Array.from({ length: rows }, (_, row) => {
    if (isMissing(column, row)) return -1;
    const x = column.values[row]!;
    let level = 0;
    for (const edge of edges) if (edge <= x) level++;
    for (const edge of heavy) if (edge < x) level++;
    return level;
  });
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
