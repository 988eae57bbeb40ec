/**
 * Near copies: rows that agree with a synthetic row in all columns, or in all but one, where numbers and times agree when they differ by at most
 * a hundredth of the synthetic column's range. Exact, by leaving out one column at a time: what must be equal is hashed, and the three
 * numbers that tell rows apart best are looked up in a grid whose cells are a hundredth of a range wide, with the neighbouring cells.
 */
import type { Table } from "../../table/types.ts";
import { addColumn, columnsOf, indexRows, valuesOf, type Rows } from "./rows.ts";

export const TOLERANCE = 0.01;

interface Grid {
  readonly low: number;
  readonly width: number;
}

/** 1 for each row of a target table that nearly equals a synthetic row. Every target table is judged by the ranges of the synthetic one. */
export function nearRows(synthetic: Table, targets: readonly Table[], names: readonly string[]): Uint8Array[] {
  const columns = columnsOf(synthetic, names);
  const found = targets.map(({ rows }) => new Uint8Array(rows));
  if (columns.length < 2 || synthetic.rows === 0) return found;
  const widths = columns.map((column) => (column.kind === "category" ? null : TOLERANCE * spread(column.values)));
  const tables = [synthetic, ...targets].map((table) => exactParts(table, names, widths));
  const [source] = tables;
  if (!source) return found;
  const apart = columns.map((column, at) => (widths[at] ? cellsUsed(valuesOf(column), widths[at]) : 0));
  const order = columns
    .map((_, at) => at)
    .filter((at) => apart[at]! > 1)
    .toSorted((a, b) => apart[b]! - apart[a]!);
  for (let left = 0; left < columns.length; left++) {
    for (const table of tables) addColumn(table.exact[left]!, left, -1, table.rows);
    const grid = order
      .filter((at) => at !== left)
      .slice(0, 3)
      .map((at) => ({ at, low: lowest(source.rows.values[at]!), width: widths[at]! }));
    pass(tables, { left, widths, grid }, found);
    for (const table of tables) addColumn(table.exact[left]!, left, 1, table.rows);
  }
  return found;
}

interface Parts {
  readonly rows: Rows;
  /** What must be equal, hashed: a category's code; of a number only whether it is missing. */
  readonly exact: readonly (Float64Array | Int32Array)[];
}

function exactParts(table: Table, names: readonly string[], widths: readonly (number | null)[]): Parts {
  const values = columnsOf(table, names).map(valuesOf);
  const exact = values.map((column, at) =>
    widths[at] === null ? column : Int32Array.from(column, (x) => (x === x ? 0 : 1)),
  );
  const rows = { count: table.rows, values, slot: new Int32Array(table.rows), check: new Int32Array(table.rows) };
  exact.forEach((column, at) => addColumn(column, at, 1, rows));
  return { rows, exact };
}

interface Pass {
  readonly left: number;
  readonly widths: readonly (number | null)[];
  readonly grid: readonly (Grid & { readonly at: number })[];
}

function pass(
  [source, ...targets]: readonly Parts[],
  { left, widths, grid }: Pass,
  found: readonly Uint8Array[],
): void {
  if (!source) return;
  const known = new Uint8Array(powerOfTwo(8 * source.rows.count)); // which exact parts there are at all: spares most rows the 27 cells
  const slot = new Int32Array(source.rows.count);
  for (let row = 0; row < slot.length; row++) {
    const exact = source.rows.slot[row]!;
    known[exact & (known.length - 1)] = 1;
    slot[row] = grid.reduce(
      (hash, { at, low, width }) => step(hash, cell(source.rows.values[at]![row]!, low, width)),
      exact,
    );
  }
  const index = indexRows(slot);
  const agrees = (target: Rows, i: number, j: number): boolean => {
    for (let at = 0; at < widths.length; at++) {
      if (at === left) continue;
      const x = target.values[at]![i]!;
      const y = source.rows.values[at]![j]!;
      if (x !== y && (x === x || y === y) && !(Math.abs(x - y) <= (widths[at] ?? -1))) return false;
    }
    return true;
  };
  const search = (target: Rows, i: number, hash: number, depth: number): boolean => {
    const axis = grid[depth];
    if (axis) {
      const middle = cell(target.values[axis.at]![i]!, axis.low, axis.width);
      const reach = middle === MISSING ? 0 : 1;
      for (let c = middle - reach; c <= middle + reach; c++)
        if (search(target, i, step(hash, c), depth + 1)) return true;
      return false;
    }
    for (let j = index.first[hash & index.mask]!; j >= 0; j = index.next[j]!)
      if (slot[j] === hash && source.rows.check[j] === target.check[i] && agrees(target, i, j)) return true;
    return false;
  };
  targets.forEach(({ rows }, t) => {
    const hits = found[t]!;
    for (let row = 0; row < rows.count; row++)
      if (!hits[row] && known[rows.slot[row]! & (known.length - 1)] && search(rows, row, rows.slot[row]!, 0))
        hits[row] = 1;
  });
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));
const MISSING = -0x40000000;
const step = (hash: number, c: number): number => {
  const h = Math.imul((hash ^ c) + 0x7f4a7c15, 0x85ebca6b);
  return h ^ (h >>> 15);
};
/** Far outside the range all cells are one: nothing lies there. */
const cell = (value: number, low: number, width: number): number =>
  value === value ? Math.max(-8, Math.min(128, Math.floor((value - low) / width))) : MISSING;

function lowest(values: Float64Array | Int32Array): number {
  let low = Infinity;
  for (const value of values) if (value < low) low = value;
  return low;
}

function spread(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 0;
}

/** How well a column tells rows apart: the number of cells that its values would fill if all were as full as the fullest are on average (1/sum p^2). */
function cellsUsed(values: Float64Array | Int32Array, width: number): number {
  const low = lowest(values);
  const filled = new Map<number, number>();
  for (const value of values) {
    const c = cell(value, low, width);
    filled.set(c, (filled.get(c) ?? 0) + 1);
  }
  let sum = 0;
  for (const count of filled.values()) sum += (count / values.length) ** 2;
  return 1 / sum;
}
