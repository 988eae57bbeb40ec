/** Rows that are equal are one kind. */
import { wilson } from "../../../stats/proportion.ts";
import { rowIds } from "../../../table/columns.ts";
import type { Table } from "../../../table/types.ts";

export interface Kinds {
  /** By row, in the order of first appearance. */
  readonly ids: Int32Array;
  /** By kind: rows of it, and the first of them. */
  readonly sizes: Int32Array;
  readonly first: Int32Array;
}

export function kindsOf(table: Table, names: readonly string[]): Kinds {
  const ids = rowIds([table], names)[0]!;
  const count = ids.reduce((most, id) => Math.max(most, id + 1), 0);
  const [sizes, first] = [new Int32Array(count), new Int32Array(count).fill(-1)];
  ids.forEach((id, row) => {
    if (first[id]! < 0) first[id] = row;
    sizes[id]!++;
  });
  return { ids, sizes, first };
}

/** By row: -1 = not the first of its kind, so that each kind is counted once; else what is said of its kind. */
export function onFirst({ ids, first }: Kinds, hit: (kind: number) => boolean): Int8Array {
  return Int8Array.from(ids, (kind, row) => (first[kind] !== row ? -1 : hit(kind) ? 1 : 0));
}

/** The first row of each kind, as a table of its own. */
export function firsts(table: Table, { first }: Kinds): Table {
  const take = <T extends Int32Array | Float64Array>(values: T, to: T): T => {
    first.forEach((row, kind) => (to[kind] = values[row]!));
    return to;
  };
  return {
    digest: "",
    rows: first.length,
    columns: table.columns.map((column) =>
      column.kind === "category"
        ? { ...column, codes: take(column.codes, new Int32Array(first.length)) }
        : { ...column, values: take(column.values, new Float64Array(first.length)) },
    ),
  };
}

export type Share = {
  readonly hits: number;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

/** Wilson's interval, for as many rows as they are worth: `together` rows come at once (1 = one by one). Of no rows all is 0. */
export function shareOf(hits: number, n: number, together = 1): Share {
  if (n === 0) return { hits, n, value: 0, low: 0, high: 0 };
  return { hits, n, value: hits / n, ...wilson(hits / together, n / together) };
}

/** Rows beyond the first come kind by kind: the variance of their number is so many times that of rows that come one by one. */
export function togetherness({ sizes }: Kinds): number {
  let [sum, squares] = [0, 0];
  for (const size of sizes) {
    sum += size - 1;
    squares += (size - 1) ** 2;
  }
  return sum > 0 ? squares / sum : 1;
}
