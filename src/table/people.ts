/** Whose row is it: one person may have several rows, and the declared key says which. */
import { isMissing, pick, rowIds } from "./columns.ts";
import type { Table, Tables } from "./types.ts";

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

/** Without a key every row is a person, also when it equals another: two equal people are two people. Who has no key is a person of their own. */
export function peopleOf({ train, holdout }: Tables, key: readonly string[]): Parts {
  if (!train) throw new Error("a synthetic subject has a train table");
  if (key.length === 0)
    return { train: everyRow(train.rows), holdout: holdout ? everyRow(holdout.rows) : null, shared: 0 };
  const [inside = new Int32Array(), outside] = rowIds(holdout ? [train, holdout] : [train], key);
  const members = number(inside, keyless(train, key), new Set());
  if (!holdout || !outside) return { train: members, holdout: null, shared: 0 };
  const missing = keyless(holdout, key);
  const known = new Set(inside);
  const shared = new Set(outside.filter((id, row) => known.has(id) && !missing[row]));
  return { train: members, holdout: number(outside, missing, shared), shared: shared.size };
}

const everyRow = (rows: number): People => ({ count: rows, of: Int32Array.from({ length: rows }, (_, row) => row) });

function number(ids: Int32Array, missing: Uint8Array, out: ReadonlySet<number>): People {
  const numbers = new Map<number, number>();
  let count = 0;
  const of = ids.map((id, row) => {
    if (missing[row]) return count++;
    if (out.has(id)) return -1;
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, count);
    return count++;
  });
  return { count, of };
}

function keyless(table: Table, key: readonly string[]): Uint8Array {
  const columns = pick(table, key);
  return Uint8Array.from({ length: table.rows }, (_, row) =>
    columns.some((column) => isMissing(column, row)) ? 1 : 0,
  );
}

/** 1 for each person of whom at least one row is marked. */
export function anyRow(marked: Uint8Array, { count, of }: People): Uint8Array {
  const people = new Uint8Array(count);
  for (let row = 0; row < of.length; row++) if (marked[row] && of[row]! >= 0) people[of[row]!] = 1;
  return people;
}

/** The first row of each person. */
export function firstRows({ count, of }: People): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = of.length - 1; row >= 0; row--) if (of[row]! >= 0) rows[of[row]!] = row;
  return rows;
}
