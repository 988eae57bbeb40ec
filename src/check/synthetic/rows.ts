/** Rows as values: which rows of one table equal a row of another, by hashing every row once and comparing those that meet. */
import { TelltaleError } from "../../error.ts";
import type { Column, Table } from "../../table/types.ts";

/** The columns that count, and two 32-bit hashes of every row over them. */
export interface Rows {
  readonly count: number;
  /** Codes or numbers, one array for each column that counts. */
  readonly values: readonly (Float64Array | Int32Array)[];
  readonly slot: Int32Array;
  readonly check: Int32Array;
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function mix(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Adds `sign` times each value's hash to every row's two hashes. Sums, so that one column can be taken out again. */
export function addColumn(
  values: Float64Array | Int32Array,
  position: number,
  sign: 1 | -1,
  { slot, check }: { readonly slot: Int32Array; readonly check: Int32Array },
): void {
  const salt = mix(position + 0x9e3779b9);
  const [low, high] = [new Int32Array(1), new Int32Array(1)];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === value) bits[0] = value + 0; // -0 + 0 is 0
    else [words[0], words[1]] = [-1, -1]; // one hash for every missing value, whatever its bits
    low[0] = mix(words[0]! ^ salt);
    high[0] = mix(words[1]! + low[0]);
    slot[row] = slot[row]! + Math.imul(sign, mix(high[0] ^ 0x27d4eb2f));
    check[row] = check[row]! + Math.imul(sign, mix(high[0] ^ 0x165667b1));
  }
}

export const valuesOf = (column: Column): Float64Array | Int32Array =>
  column.kind === "category" ? column.codes : column.values;

/** The named columns, in the order of the names. */
export function columnsOf(table: Table, names: readonly string[]): Column[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return names.map((name) => {
    const column = byName.get(name);
    if (column) return column;
    throw new TelltaleError("COLUMN_UNKNOWN", {
      message: `"${name}" is not a column of the tables`,
      hint: `The columns are: ${[...byName.keys()].join(", ")}.`,
    });
  });
}

export function hashRows(table: Table, names: readonly string[]): Rows {
  const values = columnsOf(table, names).map(valuesOf);
  const hashes = { slot: new Int32Array(table.rows), check: new Int32Array(table.rows) };
  values.forEach((column, position) => addColumn(column, position, 1, hashes));
  return { count: table.rows, values, ...hashes };
}

/** Typed equality of row i of `a` and row j of `b`: -0 equals 0, missing equals missing. */
export function equal(a: Rows, i: number, b: Rows, j: number): boolean {
  for (let column = 0; column < a.values.length; column++) {
    const x = a.values[column]![i]!;
    const y = b.values[column]![j]!;
    if (x !== y && (x === x || y === y)) return false;
  }
  return true;
}

/** A hash table of rows: `first` of each slot, then `next` of each row; -1 ends. Lower rows come first. */
export interface Index {
  readonly mask: number;
  readonly first: Int32Array;
  readonly next: Int32Array;
}
export function indexRows(slot: Int32Array): Index {
  let size = 16;
  while (size < 2 * slot.length) size *= 2;
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(slot.length);
  for (let row = slot.length - 1; row >= 0; row--) {
    const at = slot[row]! & (size - 1);
    next[row] = first[at]!;
    first[at] = row;
  }
  return { mask: size - 1, first, next };
}

function find(a: Rows, i: number, b: Rows, { first, next, mask }: Index, not: number): number {
  for (let j = first[a.slot[i]! & mask]!; j >= 0; j = next[j]!)
    if (j !== not && b.check[j] === a.check[i] && b.slot[j] === a.slot[i] && equal(a, i, b, j)) return j;
  return -1;
}

/** 1 for each row of `a` that equals a row of `b`. Linear time. */
export function rowsIn(a: Rows, b: Rows): Uint8Array {
  const index = indexRows(b.slot);
  return Uint8Array.from({ length: a.count }, (_, row) => (find(a, row, b, index, -1) < 0 ? 0 : 1));
}

/** 1 for each row that equals another row of the same table. */
export function repeated(a: Rows): Uint8Array {
  const index = indexRows(a.slot);
  return Uint8Array.from({ length: a.count }, (_, row) => (find(a, row, a, index, row) < 0 ? 0 : 1));
}

/** For each row the lowest row that equals it: rows of one class share it. */
export function classes(a: Rows): Int32Array {
  const index = indexRows(a.slot);
  return Int32Array.from({ length: a.count }, (_, row) => find(a, row, a, index, -1));
}
