/**
 * Near copies: rows that agree with a synthetic row in all columns, or in all but one, where numbers and times agree when they differ by at most
 * a hundredth of the synthetic column's range. Exact: categories are hashed, and the three numbers that tell rows apart best are looked up
 * in a grid whose cells are a hundredth of a range wide, with the neighbouring cells.
 */
import type { Table } from "../../table/types.ts";
import { pick, valuesOf } from "../../table/columns.ts";
import { addColumn, indexRows, type Hashes } from "./row-hash.ts";

export const TOLERANCE = 0.01;

/** 1 for each row of a target table that nearly equals a synthetic row. Every target table is judged by the ranges of the synthetic one. */
export function nearRows(synthetic: Table, targets: readonly Table[], names: readonly string[]): Uint8Array[] {
  const columns = pick(synthetic, names);
  const found = targets.map(({ rows }) => new Uint8Array(rows));
  if (columns.length < 2 || synthetic.rows === 0) return found;
  const axes = columns.map((column) => (column.kind === "category" ? null : axisOf(column.values)));
  const best = axes
    .flatMap((axis, at) => (axis && axis.cells > 1 ? [{ ...axis, at }] : []))
    .toSorted((a, b) => b.cells - a.cells);
  const categories = axes.flatMap((axis, at) => (axis ? [] : [at]));
  const [source, ...others] = [synthetic, ...targets].map((table) => hashed(table, names, categories));
  if (!source) return found;
  // When the column that may differ is a number, it is in at most one of two grids without a common column: the other finds the pair.
  pass(source, others, { axes, grid: best.filter((_, i) => i % 2 === 0).slice(0, 3) }, found);
  pass(source, others, { axes, grid: best.filter((_, i) => i % 2 === 1).slice(0, 3) }, found);
  // When it is a category, all other categories are equal, and no number differs.
  for (const left of categories) {
    for (const rows of [source, ...others]) addColumn(rows.values[left]!, left, -1, rows);
    pass(source, others, { axes, grid: best.slice(0, 3) }, found);
    for (const rows of [source, ...others]) addColumn(rows.values[left]!, left, 1, rows);
  }
  return found;
}

interface Rows extends Hashes {
  readonly count: number;
  /** Codes or numbers, column by column. */
  readonly values: readonly (Float64Array | Int32Array)[];
}
interface Axis {
  readonly low: number;
  readonly width: number;
  /** How well it tells rows apart: how many cells its values would fill evenly (1 / sum of squared shares). */
  readonly cells: number;
}
interface Pass {
  readonly axes: readonly (Axis | null)[];
  readonly grid: readonly (Axis & { readonly at: number })[];
}

function hashed(table: Table, names: readonly string[], categories: readonly number[]): Rows {
  const values = pick(table, names).map(valuesOf);
  const hashes = { slot: new Int32Array(table.rows), check: new Int32Array(table.rows) };
  for (const at of categories) addColumn(values[at]!, at, 1, hashes);
  return { count: table.rows, values, ...hashes };
}

function pass(source: Rows, targets: readonly Rows[], { axes, grid }: Pass, found: readonly Uint8Array[]): void {
  const known = new Uint8Array(powerOfTwo(8 * source.count)); // which exact parts there are at all: spares most rows the 27 cells
  const slot = new Int32Array(source.count);
  for (let row = 0; row < slot.length; row++) {
    let hash = source.slot[row]!;
    known[hash & (known.length - 1)] = 1;
    for (const axis of grid) hash = step(hash, cell(source.values[axis.at]![row]!, axis));
    slot[row] = hash;
  }
  const index = indexRows(slot);
  const widths = axes.map((axis) => axis?.width ?? 0);
  const agree = (target: Rows, i: number, j: number): boolean => {
    let different = 0;
    for (let at = 0; at < widths.length; at++) {
      const x = target.values[at]![i]!;
      const y = source.values[at]![j]!;
      if (x !== y && (x === x || y === y) && !(Math.abs(x - y) <= widths[at]! && axes[at]) && ++different > 1)
        return false;
    }
    return true;
  };
  const search = (target: Rows, i: number, hash: number, depth: number): boolean => {
    const axis = grid[depth];
    if (axis) {
      const middle = cell(target.values[axis.at]![i]!, axis);
      const reach = middle === MISSING ? 0 : 1;
      for (let c = middle - reach; c <= middle + reach; c++)
        if (search(target, i, step(hash, c), depth + 1)) return true;
      return false;
    }
    for (let j = index.first[hash & index.mask]!; j >= 0; j = index.next[j]!)
      if (slot[j] === hash && source.check[j] === target.check[i] && agree(target, i, j)) return true;
    return false;
  };
  targets.forEach((rows, t) => {
    const hits = found[t]!;
    for (let row = 0; row < rows.count; row++) {
      const exact = rows.slot[row]!;
      if (!hits[row] && known[exact & (known.length - 1)] && search(rows, row, exact, 0)) hits[row] = 1;
    }
  });
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));
const MISSING = -0x40000000;
const step = (hash: number, c: number): number => {
  const h = Math.imul((hash ^ c) + 0x7f4a7c15, 0x85ebca6b);
  return h ^ (h >>> 15);
};
/** Far outside the range all cells are one: nothing lies there. */
const cell = (value: number, { low, width }: Axis): number =>
  value === value ? Math.max(-8, Math.min(128, Math.floor((value - low) / width))) : MISSING;

function axisOf(values: Float64Array): Axis {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = high > low ? TOLERANCE * (high - low) : 0;
  const filled = new Map<number, number>();
  for (const value of width > 0 ? values : []) {
    const c = cell(value, { low, width, cells: 0 });
    filled.set(c, (filled.get(c) ?? 0) + 1);
  }
  const squares = [...filled.values()].reduce((sum, count) => sum + (count / values.length) ** 2, 0);
  return { low, width, cells: squares > 0 ? 1 / squares : 0 };
}
