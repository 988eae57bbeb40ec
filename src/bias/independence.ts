/** Whether rows and columns of a table of counts have to do with each other. */
import { gammaUpper } from "../stats/gamma.ts";

export interface Independence {
  /** Pearson's, without a continuity correction. */
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Cramér 1946: √(chi-square/(n (min(rows, columns) - 1))), 0 to 1. */
  readonly cramersV: number;
  readonly n: number;
  /** Where it is below 5, the p of chi-square is a rough one. */
  readonly leastExpected: number;
}

/** Counts by row and column; rows and columns without any are left out. Null: fewer than two of either are left, so that there is nothing to compare. */
export function independence(table: readonly (readonly number[])[]): Independence | null {
  const rows = table.map((row) => row.reduce(add, 0));
  const columns = (table[0] ?? []).map((_, k) => table.reduce((all, row) => all + (row[k] ?? 0), 0));
  const n = rows.reduce(add, 0);
  const [r, c] = [rows.filter(positive).length, columns.filter(positive).length];
  if (r < 2 || c < 2) return null;
  let [chiSquare, leastExpected] = [0, Infinity];
  rows.forEach((ofRow, i) =>
    columns.forEach((ofColumn, k) => {
      if (ofRow === 0 || ofColumn === 0) return;
      const expected = (ofRow * ofColumn) / n;
      chiSquare += ((table[i]?.[k] ?? 0) - expected) ** 2 / expected;
      leastExpected = Math.min(leastExpected, expected);
    }),
  );
  const df = (r - 1) * (c - 1);
  const cramersV = Math.min(1, Math.sqrt(chiSquare / n / (Math.min(r, c) - 1)));
  return { chiSquare, df, p: gammaUpper(chiSquare / 2, df / 2), cramersV, n, leastExpected };
}

const add = (a: number, b: number): number => a + b;
const positive = (x: number): boolean => x > 0;
