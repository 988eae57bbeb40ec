/** Descriptions that fit exactly one synthetic row (Giomi et al. 2023, §4.1): of one column, and of several. */
import { sample, shuffled, type Stream } from "../../stats/stream.ts";
import type { Column } from "../../table/types.ts";
import { onlyMatch, type Condition, type Predicate, type SortedColumn } from "./sorted-index.ts";

export interface Table {
  readonly columns: readonly Column[];
  readonly sorted: readonly SortedColumn[];
  /** The synthetic rows, each different from the others. */
  readonly rows: Int32Array;
  /** Row i belongs to row i: "one row" instead of "one person". */
  readonly owner: Int32Array;
}
export interface Found {
  readonly predicates: readonly Predicate[];
  /** Descriptions drawn in order to find them. */
  readonly drawn: number;
}

/** Draws for each description wanted, at most; a table whose rows hide among one another would keep us for ever. */
const PATIENCE = 200;

/**
 * Every description of one column that fits one row: missing where nobody else is, the only smallest (<=) or largest (>=) number, and a value seen once.
 * In random order, at most `wanted`, each from another row.
 */
export function univariate({ columns, sorted, rows }: Table, wanted: number, s: Stream): Found {
  const all: { readonly row: number; readonly condition: Condition }[] = [];
  columns.forEach(({ kind }, column) => {
    const { distinct, start, rows: order } = sorted[column]!;
    for (let rank = 0; rank <= distinct.length; rank++) {
      if (start[rank + 1]! - start[rank]! !== 1) continue;
      const row = order[start[rank]!]!;
      const value = rank === 0 ? Number.NaN : distinct[rank - 1]!;
      all.push({ row, condition: { column, low: value, high: value } });
      if (kind === "category" || rank === 0) continue;
      if (rank === 1) all.push({ row, condition: { column, low: -Infinity, high: value } });
      if (rank === distinct.length) all.push({ row, condition: { column, low: value, high: Infinity } });
    }
  });
  const taken = new Set<number>();
  const predicates: Predicate[] = [];
  for (const at of shuffled(all.length, s)) {
    if (predicates.length === wanted || taken.size === rows.length) break;
    const { row, condition } = all[at]!;
    if (taken.has(row)) continue;
    taken.add(row);
    predicates.push([condition]);
  }
  return { predicates, drawn: all.length };
}

/**
 * A random row, `width` random columns, and what the row has there: the category, the missing value, or the side of the number that is farther from the median
 * (>= above the median, else <=). Kept when it fits no other row; each from another row.
 */
export function multivariate(
  { columns, sorted, rows, owner }: Table,
  wanted: number,
  { width, s }: { readonly width: number; readonly s: Stream },
): Found {
  const middles = columns.map((column, at) => (column.kind === "category" ? null : median(sorted[at]!)));
  const taken = new Set<number>();
  const predicates: Predicate[] = [];
  let drawn = 0;
  while (predicates.length < wanted && taken.size < rows.length && drawn < PATIENCE * wanted) {
    const row = rows[s.int(rows.length)]!;
    drawn++;
    if (taken.has(row)) continue;
    const predicate = Array.from(sample(columns.length, width, s), (column): Condition => {
      const { rank, distinct } = sorted[column]!;
      const value = rank[row] === 0 ? Number.NaN : distinct[rank[row]! - 1]!;
      const middle = middles[column];
      if (middle === null || middle === undefined || Number.isNaN(value)) return { column, low: value, high: value };
      return value > middle ? { column, low: value, high: Infinity } : { column, low: -Infinity, high: value };
    });
    if (onlyMatch(sorted, predicate, owner) !== row) continue;
    taken.add(row);
    predicates.push(predicate);
  }
  return { predicates, drawn };
}

/** Of the values that are there; the mean of the two middle ones when their number is even. */
function median({ distinct, rank, rows, start }: SortedColumn): number {
  const first = start[1] ?? 0;
  const count = rows.length - first;
  if (count === 0) return Number.NaN;
  const value = (at: number): number => distinct[rank[rows[first + at]!]! - 1]!;
  return value((count - 1) >> 1) / 2 + value(count >> 1) / 2;
}
