/** Columns by name, and rows as values: the helpers that every room above needs. */
import { TelltaleError } from "../error.ts";
import { mix } from "./mix.ts";
import type { Column, Table } from "./types.ts";

/** @throws TelltaleError COLUMN_UNKNOWN */
export function column(table: Table, name: string): Column {
  const found = table.columns.find((each) => each.name === name);
  if (found) return found;
  throw new TelltaleError("COLUMN_UNKNOWN", {
    message: `"${name}" is not a column of the tables`,
    hint: `The columns are: ${table.columns.map((each) => each.name).join(", ")}.`,
  });
}

/** The named columns, in the order of the names. @throws TelltaleError COLUMN_UNKNOWN */
export const pick = (table: Table, names: readonly string[]): Column[] => names.map((name) => column(table, name));

/** The numbers that stand for the values: codes of a category, else the values themselves. */
export const valuesOf = (of: Column): Int32Array | Float64Array => (of.kind === "category" ? of.codes : of.values);

export const isMissing = (of: Column, row: number): boolean =>
  of.kind === "category" ? of.codes[row]! < 0 : Number.isNaN(of.values[row]!);

/** Smallest and largest finite value; null where there is none. */
export function rangeOf(values: Float64Array): { readonly low: number; readonly high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function addHashes(values: Int32Array | Float64Array, hashes: Int32Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    bits[0] = value === value ? value + 0 : NaN; // -0 + 0 is 0; one NaN for every missing value
    hashes[row] = mix(mix(hashes[row]! ^ words[0]!) + Math.imul(words[1]!, 0x9e3779b1));
  }
}

/**
 * Equal numbers for rows that are equal in all named columns, over several tables of one schema; counted from 0 in the order
 * of first appearance, table after table. Values are equal by value: -0 equals 0, missing equals missing. Exact: rows whose
 * hashes meet are compared. Linear time.
 */
export function rowIds(tables: readonly Table[], names: readonly string[]): Int32Array[] {
  const parts = tables.map((table) => pick(table, names).map(valuesOf));
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let size = 16;
  while (size < 2 * total) size *= 2;
  const slots = new Int32Array(size).fill(-1); // the id of the row that lies there
  // By id: the hash and the place of the first row that had it.
  const [hashOf, partOf, rowOf] = [new Int32Array(total), new Uint16Array(total), new Int32Array(total)];
  let count = 0;
  return parts.map((columns, part) => {
    const rows = tables[part]!.rows;
    const hashes = new Int32Array(rows);
    for (const values of columns) addHashes(values, hashes);
    const ids = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const hash = hashes[row]!;
      let at = hash & (size - 1);
      let id = slots[at]!;
      while (id >= 0 && (hashOf[id] !== hash || !equalRows(columns, row, parts[partOf[id]!]!, rowOf[id]!))) {
        at = (at + 1) & (size - 1);
        id = slots[at]!;
      }
      if (id < 0) {
        id = count++;
        slots[at] = id;
        hashOf[id] = hash;
        partOf[id] = part;
        rowOf[id] = row;
      }
      ids[row] = id;
    }
    return ids;
  });
}

type Values = readonly (Int32Array | Float64Array)[];

function equalRows(a: Values, i: number, b: Values, j: number): boolean {
  for (let c = 0; c < a.length; c++) {
    const x = a[c]![i]!;
    const y = b[c]![j]!;
    if (x !== y && (x === x || y === y)) return false;
  }
  return true;
}
