/** What chance alone makes: rows that are equal although every column was dealt out anew, whatever the others are. */
import { pick, rowIds } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";
import { shuffled, type Stream } from "../../../stats/stream.ts";
import type { Grouping } from "../label/groups.ts";

export type Chance = {
  readonly mean: number;
  readonly q95: number;
  /** So many times the columns were reshuffled; of few, `q95` is the largest. */
  readonly shuffles: number;
};

/** So few pairs are expected that 95 of 100 times there is none: nothing needs to be reshuffled. */
const none = 0.01;

export interface Trial {
  readonly rows: number;
  readonly columns: number;
  /** Cells that may be reshuffled, so that a table of a million rows takes seconds, and how often at least and at most. */
  readonly budget: { readonly cells: number; readonly least: number; readonly most: number };
  /** Pairs to be expected, where that is known: what is counted is not more. */
  readonly pairs?: number;
}

/** Of what is counted in reshuffled tables. */
export function chanceOf({ rows, columns, budget, pairs }: Trial, count: (shuffle: number) => number): Chance {
  if (pairs !== undefined && pairs < none) return { mean: pairs, q95: 0, shuffles: 0 };
  const { cells, least, most } = budget;
  const shuffles = Math.max(least, Math.min(most, Math.floor(cells / Math.max(1, rows * columns))));
  const found = Float64Array.from({ length: shuffles }, (_, i) => count(i)).toSorted();
  const at = Math.min(shuffles - 1, Math.ceil(0.95 * (shuffles + 1)) - 1);
  return { mean: found.reduce((sum, x) => sum + x, 0) / shuffles, q95: found[at] ?? 0, shuffles };
}
export const budgets = {
  equal: { cells: 1e7, least: 5, most: 99 },
  near: { cells: 1.5e6, least: 1, most: 19 },
} as const;

/** The named columns, each in an order of its own: as often each value, and no two columns have to do with each other. */
export function reshuffled(table: Table, names: readonly string[], s: Stream): Table {
  const dealt = <T extends Int32Array | Float64Array>(values: T): T => {
    const order = shuffled(table.rows, s);
    return values.map((_, row) => values[order[row]!]!) as T;
  };
  const columns = pick(table, names).map((column): Column =>
    column.kind === "category"
      ? { ...column, codes: dealt(column.codes) }
      : { ...column, values: dealt(column.values) },
  );
  return { digest: "", rows: table.rows, columns };
}

/** Rows beyond the first of their kind. */
export const beyondFirst = (table: Table, names: readonly string[]): number =>
  table.rows - new Set(rowIds([table], names)[0]).size;

/**
 * Pairs of equal rows to be expected within each group, were its columns independent: each pair of people has the same value of a column with the chance
 * Σ c(c - 1)/(n(n - 1)) over the counts c of its values, and of all columns with the product. Exact.
 */
export function expectedPairs(
  { labels, codes }: Pick<Grouping, "labels" | "codes">,
  columns: readonly Coded[],
): number[] {
  return labels.map((_, g) => {
    const own = Uint32Array.from(codes.keys()).filter((row) => codes[row] === g);
    const n = own.length;
    const log = columns.reduce((sum, column) => {
      const same = countsIn(column, own).reduce((all, count) => all + count * (count - 1), 0);
      return sum + Math.log(same / (n * (n - 1)));
    }, 0);
    return n < 2 ? 0 : (Math.exp(log) * n * (n - 1)) / 2;
  });
}

/** Pairs of a row of each of two tables, alike: Σ c d/(n m) over the counts c and d of a column's values. */
export function expectedAcross(train: readonly Coded[], other: readonly Coded[]): number {
  const [n, m] = [train[0]?.ids.length ?? 0, other[0]?.ids.length ?? 0];
  const log = train.reduce((sum, column, c) => {
    const [inside, outside] = [countsIn(column), countsIn(other[c]!)];
    return sum + Math.log(inside.reduce((all, count, id) => all + count * outside[id]!, 0) / (n * m));
  }, 0);
  return n * m > 0 ? Math.exp(log) * n * m : 0;
}

/** The values of one column, numbered: alike in all tables. */
export interface Coded {
  readonly ids: Int32Array;
  readonly levels: number;
}
export function coded(tables: readonly Table[], names: readonly string[]): Coded[][] {
  const columns = names.map((name) => {
    const ids = rowIds(tables, [name]);
    return { ids, levels: ids.reduce((most, part) => part.reduce((all, id) => Math.max(all, id + 1), most), 0) };
  });
  return tables.map((_, part) => columns.map(({ ids, levels }) => ({ ids: ids[part]!, levels })));
}

function countsIn({ ids, levels }: Coded, rows?: Uint32Array): Float64Array {
  const counts = new Float64Array(levels);
  if (rows) for (const row of rows) counts[ids[row]!]!++;
  else for (const id of ids) counts[id]!++;
  return counts;
}
