/** Whose row is it: one person may have several rows, and the declared key says which. */
import type { Table, Tables } from "../../table/types.ts";
import { classes, hashRows, rowsIn } from "./rows.ts";

/** A person for each row, numbered from 0 in the order of first rows; -1: not played on. */
export interface People {
  readonly count: number;
  readonly of: Int32Array;
}
export interface Parts {
  readonly train: People;
  readonly holdout: People | null;
  /** People of the holdout who, by the key, are in train as well: they are no outsiders, and left out. */
  readonly shared: number;
}

/** Without a key every row is a person, also when it equals another: two equal people are two people. */
export function peopleOf({ train, holdout }: Tables, key: readonly string[]): Parts {
  if (!train) throw new Error("a synthetic subject has a train table");
  if (key.length === 0)
    return { train: everyRow(train.rows), holdout: holdout ? everyRow(holdout.rows) : null, shared: 0 };
  const inside = number(train, key, new Uint8Array(train.rows));
  if (!holdout) return { train: inside, holdout: null, shared: 0 };
  const known = rowsIn(hashRows(holdout, key), hashRows(train, key));
  const missing = keyless(holdout, key);
  const out = known.map((is, row) => (is && !missing[row] ? 1 : 0));
  const outside = number(holdout, key, out);
  return {
    train: inside,
    holdout: outside,
    shared: number(holdout, key, new Uint8Array(out.length)).count - outside.count,
  };
}

const everyRow = (rows: number): People => ({ count: rows, of: Int32Array.from({ length: rows }, (_, row) => row) });

function number(table: Table, key: readonly string[], out: Uint8Array): People {
  const same = classes(hashRows(table, key));
  const missing = keyless(table, key);
  const of = new Int32Array(table.rows).fill(-1);
  let count = 0;
  for (let row = 0; row < of.length; row++) {
    if (out[row]) continue;
    const first = missing[row] ? row : same[row]!; // who has no key is a person of their own
    of[row] = first === row ? count++ : of[first]!;
  }
  return { count, of };
}

function keyless(table: Table, key: readonly string[]): Uint8Array {
  const missing = new Uint8Array(table.rows);
  for (const column of table.columns.filter(({ name }) => key.includes(name)))
    for (let row = 0; row < table.rows; row++)
      if (column.kind === "category" ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!)) missing[row] = 1;
  return missing;
}

/** 1 for each person of whom at least one row is marked. */
export function anyRow(marked: Uint8Array, { count, of }: People): Uint8Array {
  const people = new Uint8Array(count);
  for (let row = 0; row < of.length; row++) if (marked[row] && of[row]! >= 0) people[of[row]!] = 1;
  return people;
}
