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

/** As many as a budget of cells allows. */
export const shufflesFor = (
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { cells, least, most }: { readonly cells: number; readonly least: number; readonly most: number },
): number => Math.max(least, Math.min(most, Math.floor(cells / Math.max(1, rows * columns))));

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

/** Of what is counted, so many times. */
export function chanceOf(shuffles: number, count: (shuffle: number) => number): Chance {
  const found = Float64Array.from({ length: shuffles }, (_, i) => count(i)).toSorted();
  const at = Math.min(shuffles - 1, Math.ceil(0.95 * (shuffles + 1)) - 1);
  return { mean: found.reduce((sum, x) => sum + x, 0) / shuffles, q95: found[at] ?? 0, shuffles };
}

/** Rows beyond the first of their kind. */
export const beyondFirst = (table: Table, names: readonly string[]): number =>
  table.rows - new Set(rowIds([table], names)[0]).size;

export type Pairs = { readonly group: string; readonly rows: number; readonly pairs: number };

/**
 * Pairs of equal rows to be expected within each group, were its columns independent: each pair of people has the same value of a column with the chance
 * Σ c(c - 1)/(n(n - 1)) over the counts c of its values, and of all columns with the product. Exact.
 */
export function expectedPairs({ labels, codes }: Grouping, table: Table, names: readonly string[]): Pairs[] {
  const columns = names.map((name) => rowIds([table], [name])[0]!);
  const levels = columns.map((ids) => ids.reduce((most, id) => Math.max(most, id + 1), 0));
  return labels.map((group, g) => {
    const own = Uint32Array.from(codes.keys()).filter((row) => codes[row] === g);
    const n = own.length;
    const log = columns.reduce((sum, ids, c) => {
      const counts = new Uint32Array(levels[c]!);
      for (const row of own) counts[ids[row]!]!++;
      let same = 0;
      for (const count of counts) same += count * (count - 1);
      return sum + Math.log(same / (n * (n - 1)));
    }, 0);
    return { group, rows: n, pairs: n < 2 ? 0 : (Math.exp(log) * n * (n - 1)) / 2 };
  });
}
