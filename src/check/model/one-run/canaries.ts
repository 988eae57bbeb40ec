/** Canaries: records that telltale itself puts into what is learnt from, each by a fair coin. */
import {
  type Columns,
  contentOf,
  type Data,
  goalAt,
  readData,
  type Tensors,
  widthOf,
} from "../../../learn/trainers/data.ts";
import type { Goal } from "../../../learn/goal.ts";
import { shuffled, stream } from "../../../stats/stream.ts";
import { readCrowd } from "../../../subject/crowd.ts";
import type { Column } from "../../../table/types.ts";
import type { Work } from "../../../work.ts";

export const kinds = ["mislabelled", "people"] as const;
export type Kind = (typeof kinds)[number];

export type CanariesInput = {
  /** Keys of the crowd, of its rows, and of people on neither side (null: none). */
  readonly crowd: string;
  readonly pool: string;
  readonly population: string | null;
  /** At most so many, and at most as many as people in the data. */
  readonly most: number;
  readonly kind: Kind;
  readonly seed: number;
};

const name = "model/one-run";

/** People in the data, then canaries in random order: outsiders and people on neither side, nobody of whom is in the data; "mislabelled": with a wrong label. Rows as the pool has them. */
export const canariesWork: Work<CanariesInput, Data> = {
  id: "model/one-run/data@1",
  async run({ crowd: crowdKey, pool: poolKey, population: otherKey, most, kind, seed }, reader) {
    const { members, rows, person } = await readCrowd(reader, crowdKey);
    const pool = await readData(reader, poolKey);
    const other = otherKey === null ? null : await readData(reader, otherKey);
    const all = other === null ? pool : joined(pool, other);
    const strangers = strangersOf({ members, rows, person }, all.rows);
    const digest = contentOf([name, pool.digest, other?.digest ?? null, most, kind, seed]);
    const order = shuffled(strangers.length, stream(seed, name, "canaries", digest));
    const chosen = order.subarray(0, Math.min(most, members)).map((at) => strangers[at]!);
    const learnt = Uint32Array.from({ length: members + chosen.length }, (_, i) =>
      i < members ? i : chosen[i - members]!,
    );
    const taken = rowsOf(all, learnt);
    const goal = kind === "people" ? taken.goal : mislabelled(taken.goal, { from: members, seed, digest });
    return { ...taken, goal, digest };
  },
};

/** Rows of outsiders and of the population; one row a person, and nobody who is in the data, too. */
function strangersOf(
  { members, rows, person }: { members: number; rows: number; person: Int32Array | null },
  all: number,
): Uint32Array {
  const seen = new Set<number>();
  const found: number[] = [];
  for (let row = members; row < all; row++) {
    const who = row < rows ? person?.[row] : undefined;
    if (who !== undefined && (who < 0 || seen.has(who))) continue;
    if (who !== undefined) seen.add(who);
    found.push(row);
  }
  return Uint32Array.from(found);
}

/** Another class, each as likely; of numbers, that of anybody in the data: nothing but having learnt it by heart makes a model expect it. */
function mislabelled(goal: Goal, { from, seed, digest }: { from: number; seed: number; digest: string }): Goal {
  const s = stream(seed, name, "labels", digest);
  if (goal.kind === "number") {
    const values = goal.values.slice();
    for (let row = from; row < values.length; row++) values[row] = goal.values[s.int(from)]!;
    return { kind: "number", values };
  }
  const { classes } = goal;
  const codes = goal.codes.slice();
  for (let row = from; row < codes.length; row++) codes[row] = (codes[row]! + 1 + s.int(classes - 1)) % classes;
  return { kind: "class", codes, classes };
}

/** 1: the canary is in. A fair coin for each, which depends on nothing of the data but its name. */
export function coinsOf(canaries: number, { seed, digest }: { seed: number; digest: string }): Uint8Array {
  const s = stream(seed, name, "coins", digest);
  return Uint8Array.from({ length: canaries }, () => s.int(2));
}

/** Rows of one, then of the other, which were read alike. */
function joined(a: Data, b: Data): Data {
  const rows = a.rows + b.rows;
  const common = { rows, goal: bothGoals(a.goal, b.goal) };
  if (a.kind === "tensors" && b.kind === "tensors" && widthOf(a) === widthOf(b))
    return { ...a, ...common, x: filled(new Float32Array(a.x.length + b.x.length), a.x, b.x) };
  if (a.kind === "columns" && b.kind === "columns")
    return { ...a, ...common, columns: a.columns.map((column) => bothColumns(column, b.columns)) };
  throw new Error("people on neither side are read as everybody else is");
}

function bothGoals(a: Goal, b: Goal): Goal {
  if (a.kind === "class" && b.kind === "class") return { ...a, codes: codesOf(a.codes, b.codes) };
  if (a.kind === "number" && b.kind === "number") return { ...a, values: valuesOf(a.values, b.values) };
  throw new Error("one label is of one kind");
}

function bothColumns(a: Column, others: readonly Column[]): Column {
  const b = others.find((other) => other.name === a.name);
  if (a.kind === "category" && b?.kind === "category") return { ...a, codes: codesOf(a.codes, b.codes) };
  if (a.kind !== "category" && b && b.kind !== "category") return { ...a, values: valuesOf(a.values, b.values) };
  throw new Error(`column ${a.name} is of one kind in all tables`);
}

const codesOf = (a: Int32Array, b: Int32Array): Int32Array => filled(new Int32Array(a.length + b.length), a, b);
const valuesOf = (a: Float64Array, b: Float64Array): Float64Array =>
  filled(new Float64Array(a.length + b.length), a, b);

function filled<T extends Int32Array | Float32Array | Float64Array>(both: T, a: T, b: T): T {
  both.set(a);
  both.set(b, a.length);
  return both;
}

function rowsOf(data: Data, rows: Uint32Array): Data {
  const common = {
    rows: rows.length,
    goal: goalAt(data.goal, rows),
    origin: rows.map((_, i) => i),
  };
  return data.kind === "tensors"
    ? ({ ...data, ...common, x: numbersAt(data, rows) } satisfies Tensors)
    : ({ ...data, ...common, columns: data.columns.map((column) => columnAt(column, rows)) } satisfies Columns);
}

function numbersAt(data: Tensors, rows: Uint32Array): Float32Array {
  const width = data.x.length / Math.max(1, data.rows);
  const found = new Float32Array(rows.length * width);
  rows.forEach((row, i) => found.set(data.x.subarray(row * width, (row + 1) * width), i * width));
  return found;
}

const columnAt = (column: Column, rows: Uint32Array): Column =>
  column.kind === "category"
    ? { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) }
    : { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
