/** How much the rows and columns of a table of counts tell of each other: Cramér's V with its interval, mutual information, Theil's U. */
import { noncentrality } from "../stats/noncentral.ts";
import { normalQuantile } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";
import { type Independence, independence } from "./independence.ts";

export interface Association extends Independence {
  /** Nats: H(rows) + H(columns) - H(both). Chance alone makes about df / 2n of it. */
  readonly mutualInformation: number;
  /** Over the mean of the two entropies, 0 to 1. */
  readonly normalised: number;
  /** Theil's U: the share of the entropy of the columns that the rows take away, and the other way round. */
  readonly columnsGivenRows: number;
  readonly rowsGivenColumns: number;
  /** Bergsma 2013: V without what chance adds to it. */
  readonly corrected: number;
  /** Of V. */
  readonly interval: Interval;
}

/** Counts by row and column. Null as of `independence`: nothing to compare. */
export function association(table: readonly (readonly number[])[], gamma = 0.05): Association | null {
  const found = independence(table);
  if (!found) return null;
  const rows = table.map((row) => row.reduce(add, 0));
  const columns = (table[0] ?? []).map((_, k) => table.reduce((all, row) => all + (row[k] ?? 0), 0));
  const [ofRows, ofColumns] = [entropy(rows, found.n), entropy(columns, found.n)];
  const mutualInformation = shared(table, rows, columns);
  const size = [rows.filter(positive).length, columns.filter(positive).length] as const;
  const corrected = bergsma(found, size);
  const { low, high } = intervalOf(found, { table, rows, columns, least: Math.min(...size) - 1 }, gamma);
  return {
    ...found,
    mutualInformation,
    normalised: (2 * mutualInformation) / (ofRows + ofColumns),
    columnsGivenRows: mutualInformation / ofColumns,
    rowsGivenColumns: mutualInformation / ofRows,
    corrected,
    interval: { low: Math.min(low, corrected), high: Math.max(high, corrected) },
  };
}

const add = (a: number, b: number): number => a + b;
const positive = (x: number): boolean => x > 0;

/** Nats. */
function entropy(counts: readonly number[], n: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / n) * Math.log(count / n);
  return sum;
}

/** Nats: Σ p_ij ln(p_ij / p_i p_j). */
function shared(table: readonly (readonly number[])[], rows: readonly number[], columns: readonly number[]): number {
  const n = rows.reduce(add, 0);
  let sum = 0;
  table.forEach((row, i) =>
    row.forEach((both, k) => {
      if (both > 0) sum += (both / n) * Math.log((both * n) / (rows[i]! * columns[k]!));
    }),
  );
  return Math.max(0, sum);
}

function bergsma({ chiSquare, n, df }: Independence, [r, c]: readonly [number, number]): number {
  const phi2 = Math.max(0, chiSquare / n - df / (n - 1));
  const least = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return least > 0 ? Math.min(1, Math.sqrt(phi2 / least)) : 0;
}

interface Counted {
  readonly table: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** The smaller of the two numbers of categories, less one. */
  readonly least: number;
}

/**
 * The wider of two: the noncentral chi-square law, right where V is near 0 (there a bootstrap never reaches down to it), and the delta method of phi = V √least, right
 * away from 0, where chi-square varies more than that law says.
 */
function intervalOf({ chiSquare, df, n }: Independence, counted: Counted, gamma: number): Interval {
  const near = noncentrality(chiSquare, df, gamma);
  const phi = Math.sqrt(chiSquare / n);
  const middle = Math.sqrt(Math.max(0, chiSquare / n - df / (n - 1)));
  const deviation = phi > 0 ? Math.sqrt(variance(counted, n)) / (2 * phi) : 0;
  const reach = middle > 0 ? -normalQuantile(gamma / 2) * deviation : 0;
  const scaled = (x: number): number => Math.min(1, Math.max(0, x) / Math.sqrt(counted.least));
  return {
    low: scaled(Math.min(Math.sqrt(near.low / n), middle - reach)),
    high: scaled(Math.max(Math.sqrt(near.high / n), middle + reach)),
  };
}

/** Of phi squared = Σ p_ij² / (p_i p_j) - 1, by its gradient (Bishop, Fienberg & Holland 1975, chapter 11). */
function variance({ table, rows, columns }: Counted, n: number): number {
  const share = (i: number, k: number): number => {
    const [a, b, both] = [rows[i] ?? 0, columns[k] ?? 0, table[i]?.[k] ?? 0];
    return a > 0 && b > 0 ? (both * both) / (a * b) : 0;
  };
  // What each row and column adds, over its share of all.
  const ofRows = rows.map((a, i) => (columns.reduce((sum, _, k) => sum + share(i, k), 0) * n) / Math.max(a, 1));
  const ofColumns = columns.map((b, k) => (rows.reduce((sum, _, i) => sum + share(i, k), 0) * n) / Math.max(b, 1));
  let [mean, squares] = [0, 0];
  table.forEach((row, i) =>
    row.forEach((both, k) => {
      if (both === 0) return;
      const gradient = (2 * both * n) / (rows[i]! * columns[k]!) - ofRows[i]! - ofColumns[k]!;
      mean += (both / n) * gradient;
      squares += (both / n) * gradient * gradient;
    }),
  );
  return Math.max(0, squares - mean * mean) / n;
}
