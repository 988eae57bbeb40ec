/** What the attacks on a synthetic table share: who is played on, and the synthetic rows in random order. */
import { sample, shuffled, stream } from "../../stats/stream.ts";
import { indexRows, type RowIndex } from "../../table/nearest.ts";
import type { Table, Tables } from "../../table/types.ts";
import type { Reader } from "../../work.ts";
import { peopleOf } from "../../table/people.ts";

/** train: people in the data; holdout: people outside. */
export type Part = "train" | "holdout";

/** Which people a task plays on, in JSON: every task draws them again, by name, so that none has to carry them. */
export type Aim = {
  /** Key of the tables in the store. */
  readonly tables: string;
  readonly part: Part;
  readonly key: readonly string[];
  /** Null: everybody. */
  readonly targets: number | null;
  readonly seed: number;
  /** Of the people drawn, those from here ... */
  readonly from: number;
  /** ... to here, which may be beyond the last. */
  readonly to: number;
};

export interface Arena {
  readonly synthetic: Table;
  /** The table of the people who are played on. */
  readonly people: Table;
  /** Their rows in it, one a person. */
  readonly rows: Uint32Array;
}

export async function openArena(reader: Reader, aim: Aim): Promise<Arena> {
  const tables = (await reader.get(aim.tables)) as unknown as Tables; // the output of table/read
  const { synthetic, [aim.part]: people } = tables;
  if (!synthetic || !people) throw new Error(`The tables have no part synthetic or ${aim.part}`);
  return { synthetic, people, rows: targetRows(tables, aim).subarray(aim.from, aim.to) };
}

/** Everybody, or a random sample; of a person with several rows one row, drawn at random. Outsiders whose key is in the data are none. */
export function targetRows(tables: Tables, { part, key, targets, seed }: Omit<Aim, "from" | "to">): Uint32Array {
  const table = tables[part];
  if (!table) throw new Error(`The tables have no part ${part}`);
  const most = targets ?? Infinity;
  if (key.length === 0) return sample(table.rows, most, stream(seed, "synthetic/targets", part));
  const known = drawn.get(table) ?? new Map<string, Uint32Array>();
  const name = JSON.stringify([key, targets, seed]);
  const rows = known.get(name) ?? onePerPerson(tables, { part, key, most, seed });
  known.set(name, rows);
  drawn.set(table, known);
  return rows;
}

/** Per table in memory: finding whose row is whose takes longer than drawing. */
const drawn = new WeakMap<Table, Map<string, Uint32Array>>();

function onePerPerson(
  tables: Tables,
  { part, key, most, seed }: { part: Part; key: readonly string[]; most: number; seed: number },
): Uint32Array {
  const people = peopleOf(tables, key)[part];
  if (!people) throw new Error(`The tables have no part ${part}`);
  const rowOf = new Uint32Array(people.count);
  const found = new Uint8Array(people.count);
  for (const row of shuffled(people.of.length, stream(seed, "synthetic/targets", part, "rows"))) {
    const person = people.of[row]!;
    if (person < 0 || found[person]) continue;
    found[person] = 1;
    rowOf[person] = row;
  }
  return sample(people.count, most, stream(seed, "synthetic/targets", part)).map((person) => rowOf[person]!);
}

/** The targets in portions that keep a task between some milliseconds and some seconds. */
export function portions(synthetic: number, targets: number): { readonly from: number; readonly to: number }[] {
  const size = Math.min(20_000, Math.max(500, Math.floor(1e9 / synthetic)));
  const count = Math.max(1, Math.ceil(targets / size));
  return Array.from({ length: count }, (_, i) => ({ from: i * size, to: (i + 1) * size }));
}

/** How many at most are played on, for the plan: with a key there may be fewer people than rows. */
export const playedOn = (rows: number | undefined, targets: number | "all"): number =>
  Math.min(rows ?? 0, targets === "all" ? Infinity : targets);

/** The synthetic rows ready for neighbours, in one random order for the whole run: the order of the file breaks no tie. */
export function neighboursIn(synthetic: Table, columns: readonly string[], seed: number): RowIndex {
  const known = indexes.get(synthetic) ?? new Map<string, RowIndex>();
  indexes.set(synthetic, known);
  const name = JSON.stringify([columns, seed]);
  const order = (): Uint32Array => shuffled(synthetic.rows, stream(seed, "synthetic/ties"));
  const index = known.get(name) ?? indexRows(synthetic, { columns, order: order() });
  known.delete(name); // to the end: used last
  known.set(name, index);
  for (const oldest of known.keys()) {
    if (known.size <= keptIndexes) break;
    known.delete(oldest);
  }
  return index;
}

/** Both halves of a split, and all columns. */
const keptIndexes = 3;
const indexes = new WeakMap<Table, Map<string, RowIndex>>();
