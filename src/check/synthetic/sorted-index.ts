/** Which rows fulfil a description: every column of a table sorted once, so that each condition is one stretch of a list of rows. */
import { valuesOf } from "../../table/columns.ts";
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from "../../table/types.ts";

/** low <= value <= high; a category's code is its value; NaN bounds: the value is missing. */
export interface Condition {
  /** Position in the list of columns. */
  readonly column: number;
  readonly low: number;
  readonly high: number;
}
export type Predicate = readonly Condition[];

export interface SortedColumn {
  /** Different values, ascending, without the missing one. */
  readonly distinct: Float64Array;
  /** Of each row of the table: position in `distinct` + 1; 0 = missing. */
  readonly rank: Int32Array;
  /** Rows by rank: those of rank r are rows[start[r]] to rows[start[r + 1] - 1]. */
  readonly rows: Int32Array;
  readonly start: Int32Array;
}

/** Sorts the named rows of a column; the others are in no description. O(n log n); O(n) for a category. */
export function sortColumn(column: Column, chosen: Int32Array): SortedColumn {
  const { distinct, rankOf } = column.kind === "category" ? byCode(column, chosen) : byValue(column, chosen);
  const rank = new Int32Array(valuesOf(column).length);
  const start = new Int32Array(distinct.length + 2);
  for (const row of chosen) {
    const r = rankOf(row);
    rank[row] = r;
    start[r + 1] = start[r + 1]! + 1;
  }
  for (let r = 1; r < start.length; r++) start[r] = start[r]! + start[r - 1]!;
  const next = start.slice();
  const rows = new Int32Array(chosen.length);
  for (const row of chosen) {
    const r = rank[row]!;
    rows[next[r]!] = row;
    next[r] = next[r]! + 1;
  }
  return { distinct, rank, rows, start };
}

interface Ranked {
  readonly distinct: Float64Array;
  /** Of a chosen row. */
  readonly rankOf: (row: number) => number;
}

function byCode({ codes, labels }: CategoryColumn, chosen: Int32Array): Ranked {
  const rankOfCode = new Int32Array(labels.length + 1); // by code + 1; missing stays 0
  for (const row of chosen) rankOfCode[codes[row]! + 1] = 1;
  rankOfCode[0] = 0;
  const distinct = Float64Array.from(labels.keys()).filter((code) => rankOfCode[code + 1]! > 0);
  distinct.forEach((code, at) => (rankOfCode[code + 1] = at + 1));
  return { distinct, rankOf: (row) => rankOfCode[codes[row]! + 1]! };
}

function byValue({ values }: NumberColumn | TimeColumn, chosen: Int32Array): Ranked {
  const sorted = Float64Array.from(chosen, (row) => values[row]! + 0).toSorted(); // -0 + 0 is 0; NaN last
  const distinct = sorted.filter((value, i) => value === value && (i === 0 || value !== sorted[i - 1]));
  const rankOf = (row: number): number => {
    const value = values[row]!;
    return value === value ? atLeast(distinct, value) + 1 : 0;
  };
  return { distinct, rankOf };
}

/** How many of the ascending values are below `value`. */
function atLeast(ascending: Float64Array, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Ranks from..to (both in) that fulfil a condition; from > to: none. */
function ranks({ distinct }: SortedColumn, { low, high }: Condition): { readonly from: number; readonly to: number } {
  if (Number.isNaN(low)) return { from: 0, to: 0 };
  const to = atLeast(distinct, high);
  return { from: atLeast(distinct, low) + 1, to: distinct[to] === high ? to + 1 : to };
}

/**
 * The one person whom a description fits, or -1: it fits nobody, or several. `owner` names the person of each row.
 * Walks the shortest stretch only, and stops at the second person.
 */
export function onlyMatch(columns: readonly SortedColumn[], predicate: Predicate, owner: Int32Array): number {
  let best: { readonly rows: Int32Array; readonly from: number; readonly to: number } | null = null;
  const tests: { readonly rank: Int32Array; readonly from: number; readonly to: number }[] = [];
  for (const condition of predicate) {
    const column = columns[condition.column]!;
    const { from, to } = ranks(column, condition);
    const [first, end] = [column.start[from] ?? 0, column.start[to + 1] ?? 0];
    if (from > to || first === end) return -1;
    tests.push({ rank: column.rank, from, to });
    if (!best || end - first < best.to - best.from) best = { rows: column.rows, from: first, to: end };
  }
  let only = -1;
  for (let at = best?.from ?? 0; at < (best?.to ?? 0); at++) {
    const row = best!.rows[at]!;
    if (!tests.every(({ rank, from, to }) => rank[row]! >= from && rank[row]! <= to)) continue;
    const person = owner[row]!;
    if (only >= 0 && person !== only) return -1;
    only = person;
  }
  return only;
}
