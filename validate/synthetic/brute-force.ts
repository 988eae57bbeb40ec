/** Nearest rows by comparing every row with every row in f64, in the plainest way: slow, and hard to get wrong. */
import type { Column, Table } from "../../src/table/types.ts";

export interface Rule {
  readonly columns: readonly string[];
  /** Rows are tried in this order; the first of equally near ones is nearer. */
  readonly order: Uint32Array;
  readonly k: number;
  /** synthetic: the range of the synthetic table, differences at most 1 (ours); both: that of both tables (Anonymeter). */
  readonly range: "synthetic" | "both";
}

/** k synthetic rows for each row of `people`. */
export function bruteForce(synthetic: Table, people: Table, { columns, order, k, range }: Rule): number[][] {
  const used = synthetic.columns.flatMap((column, at) => (columns.includes(column.name) ? [at] : []));
  const apart = used.map((at) => distance(synthetic.columns[at]!, people.columns[at]!, range));
  return Array.from({ length: people.rows }, (_, person) => {
    const all = new Float64Array(synthetic.rows);
    for (const each of apart) for (let row = 0; row < all.length; row++) all[row]! += each(row, person);
    const best: number[] = [];
    for (const row of order) {
      if (best.length === k && !(all[row]! < all[best[k - 1]!]!)) continue;
      const place = best.findIndex((other) => all[row]! < all[other]!);
      best.splice(place < 0 ? best.length : place, 0, row);
      best.length = Math.min(best.length, k);
    }
    return best;
  });
}

function distance(made: Column, real: Column, range: Rule["range"]): (row: number, person: number) => number {
  if (made.kind === "category" || real.kind === "category") {
    const [a, b] = [made, real].map((column) => (column.kind === "category" ? column.codes : new Int32Array()));
    return (row, person) => (a![row] === b![person] ? 0 : 1);
  }
  const [a, b] = [made.values, real.values];
  let [low, high] = [Infinity, -Infinity];
  for (const value of range === "both" ? [...a, ...b] : a) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return (row, person) => Math.min(1, Math.abs(a[row]! - b[person]!) / (high - low));
}
