/** Equivalence classes: rows that are equal in every quasi-identifier, over the synthetic table and the people it was made from. */
import { shuffled, stream } from "../../../stats/stream.ts";
import { rowIds } from "../../../table/columns.ts";
import type { Table, Tables } from "../../../table/types.ts";
import type { Part } from "../arena.ts";

export interface Classes {
  /** Classes of the synthetic table, numbered from 0. */
  readonly count: number;
  /** The class of each row. Numbers from `count` on: no synthetic row is in that class. */
  readonly of: { readonly synthetic: Int32Array; readonly train: Int32Array; readonly holdout: Int32Array | null };
  /** Synthetic rows class by class: those of class c are rows[start[c]] to rows[start[c + 1] - 1], in random order. */
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
}

export interface Released {
  readonly synthetic: Table;
  readonly train: Table;
  readonly holdout: Table | undefined;
}

export function released(tables: Tables): Released {
  const { synthetic, train, holdout } = tables;
  if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
  return { synthetic, train, holdout };
}

/** Values are equal by value; missing equals missing. Linear time; kept for the table that was asked for last. */
export function classesOf(tables: Tables, names: readonly string[], seed: number): Classes {
  const { synthetic } = released(tables);
  const name = JSON.stringify([names, seed]);
  const known = kept.get(synthetic);
  if (known?.name === name) return known.classes;
  const classes = find(tables, names, seed);
  kept.set(synthetic, { name, classes });
  return classes;
}

const kept = new WeakMap<Table, { readonly name: string; readonly classes: Classes }>();

function find(tables: Tables, names: readonly string[], seed: number): Classes {
  const { synthetic, train, holdout } = released(tables);
  const [made, inside, outside] = rowIds(holdout ? [synthetic, train, holdout] : [synthetic, train], names);
  if (!made || !inside) throw new Error("rowIds gives one list for each table");
  let count = 0; // ids are counted in the order of first appearance, and the synthetic table comes first
  for (const id of made) if (id >= count) count = id + 1;
  const start = new Uint32Array(count + 1);
  for (const id of made) start[id + 1]!++;
  for (let c = 0; c < count; c++) start[c + 1]! += start[c]!;
  const next = start.slice();
  const rows = new Uint32Array(synthetic.rows);
  for (const row of shuffled(synthetic.rows, stream(seed, "synthetic/ties"))) rows[next[made[row]!]!++] = row;
  return { count, of: { synthetic: made, train: inside, holdout: outside ?? null }, start, rows };
}

export const sizeOf = ({ start }: Pick<Classes, "start">, c: number): number => start[c + 1]! - start[c]!;

/** How many of the given rows are in each class, also in those that no synthetic row is in. */
export function headcount(classes: Classes, part: Part, rows: Uint32Array): Uint32Array {
  const of = classes.of[part];
  if (!of) throw new Error(`The tables have no part ${part}`);
  let most = classes.count - 1;
  for (const row of rows) if (of[row]! > most) most = of[row]!;
  const counts = new Uint32Array(most + 1);
  for (const row of rows) counts[of[row]!]!++;
  return counts;
}
