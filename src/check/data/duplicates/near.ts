/**
 * Rows that are nearly the same: equal in all columns but one, or equal in all categories while numbers and times differ by at most a hundredth of the column's
 * range. Exact, and never all pairs: rows are looked up by a hash of their values with one column left out, and in a grid over the three numbers that tell
 * rows apart best, whose cells are a hundredth of a range wide, with the neighbouring cells.
 */
import { pick, valuesOf } from "../../../table/columns.ts";
import type { Table } from "../../../table/types.ts";
import { addColumn, type Hashes, indexRows } from "../../synthetic/row-hash.ts";

export const tolerance = 0.01;
/** With fewer columns "all but one" says nothing. */
export const fewestColumns = 3;

/** By row of the table: 1 = it is nearly like an earlier one. Equal rows count as near. */
export const nearEarlier = (table: Table, names: readonly string[]): Uint8Array => near(table, table, names);
/** By row of a table: 1 = it is nearly like a row of the source, whose ranges count. */
export const nearAny = (source: Table, table: Table, names: readonly string[]): Uint8Array =>
  near(source, table, names);

function near(source: Table, table: Table, names: readonly string[]): Uint8Array {
  const found = new Uint8Array(table.rows);
  if (names.length < fewestColumns) return found;
  const [from, to] = [rowsOf(source, names), source === table ? null : rowsOf(table, names)];
  const pair: Pair = { from, to: to ?? from, earlier: to === null, axes: axesOf(source, names) };
  alikeInNumbers(pair, found);
  allBut(pair, found);
  return found;
}

interface Rows {
  readonly count: number;
  readonly values: readonly (Float64Array | Int32Array)[];
}
interface Axis {
  readonly low: number;
  readonly width: number;
  /** How well it tells rows apart: so many cells its values would fill evenly (1 over the sum of squared shares). */
  readonly cells: number;
}
interface Pair {
  readonly from: Rows;
  readonly to: Rows;
  /** Only partners above: a row is no partner of its own. */
  readonly earlier: boolean;
  /** Null: a category. */
  readonly axes: readonly (Axis | null)[];
}

const rowsOf = (table: Table, names: readonly string[]): Rows => ({
  count: table.rows,
  values: pick(table, names).map(valuesOf),
});

function hashed({ count, values }: Rows, use: (column: number) => boolean): Hashes {
  const hashes = { slot: new Int32Array(count), check: new Int32Array(count) };
  values.forEach((of, column) => use(column) && addColumn(of, column, 1, hashes));
  return hashes;
}

const equal = (x: number, y: number): boolean => x === y || (x !== x && y !== y);

/** All columns but one equal, by value. */
function allBut({ from, to, earlier }: Pair, found: Uint8Array): void {
  const source = { ...from, ...hashed(from, () => true) };
  const target = from === to ? source : { ...to, ...hashed(to, () => true) };
  const both = new Set([source, target]);
  for (let left = 0; left < from.values.length; left++) {
    for (const rows of both) addColumn(rows.values[left]!, left, -1, rows);
    withoutOne(left, { source, target, earlier }, found);
    for (const rows of both) addColumn(rows.values[left]!, left, 1, rows);
  }
}

type Hashed = Rows & Hashes;
function withoutOne(
  left: number,
  {
    source: from,
    target: to,
    earlier,
  }: { readonly source: Hashed; readonly target: Hashed; readonly earlier: boolean },
  found: Uint8Array,
): void {
  const { first, next, mask } = indexRows(from.slot);
  const agree = (i: number, j: number): boolean =>
    to.values.every((of, column) => column === left || equal(of[i]!, from.values[column]![j]!));
  for (let i = 0; i < to.count; i++) {
    if (found[i]) continue;
    const end = earlier ? i : from.count; // chains rise
    for (let j = first[to.slot[i]! & mask]!; j >= 0 && j < end; j = next[j]!)
      if (from.slot[j] === to.slot[i] && from.check[j] === to.check[i] && agree(i, j)) {
        found[i] = 1;
        break;
      }
  }
}

/** All categories equal, numbers within the tolerance. */
function alikeInNumbers({ from, to, earlier, axes }: Pair, found: Uint8Array): void {
  const grid = axes
    .flatMap((axis, at) => (axis && axis.cells > 1 ? [{ ...axis, at }] : []))
    .toSorted((a, b) => b.cells - a.cells)
    .slice(0, 3);
  if (grid.length === 0) return;
  const exact = (column: number): boolean => axes[column] === null;
  const source = hashed(from, exact);
  const target = from === to ? source : hashed(to, exact);
  const slot = source.slot.map((hash, j) =>
    grid.reduce((all, axis) => step(all, cell(from.values[axis.at]![j]!, axis)), hash),
  );
  const { first, next, mask } = indexRows(slot);
  const agree = (i: number, j: number): boolean =>
    to.values.every((of, column) => {
      const [x, y] = [of[i]!, from.values[column]![j]!];
      return equal(x, y) || (axes[column] != null && Math.abs(x - y) <= axes[column].width);
    });
  const search = (i: number, hash: number, depth: number): boolean => {
    const axis = grid[depth];
    if (axis) {
      const middle = cell(to.values[axis.at]![i]!, axis);
      const reach = middle === missing ? 0 : 1;
      for (let c = middle - reach; c <= middle + reach; c++) if (search(i, step(hash, c), depth + 1)) return true;
      return false;
    }
    const end = earlier ? i : from.count;
    for (let j = first[hash & mask]!; j >= 0 && j < end; j = next[j]!)
      if (slot[j] === hash && source.check[j] === target.check[i] && agree(i, j)) return true;
    return false;
  };
  const known = new Set(source.slot); // which categories go together at all: spares most rows of another table the 27 cells
  for (let i = 0; i < to.count; i++)
    if (!found[i] && known.has(target.slot[i]!) && search(i, target.slot[i]!, 0)) found[i] = 1;
}

const missing = -0x40000000;
const step = (hash: number, c: number): number => {
  const h = Math.imul((hash ^ c) + 0x7f4a7c15, 0x85ebca6b);
  return h ^ (h >>> 15);
};
/** Far outside the range all cells are one: nothing lies there. */
const cell = (value: number, { low, width }: Axis): number =>
  value === value ? Math.max(-8, Math.min(128, Math.floor((value - low) / width))) : missing;

const axesOf = (table: Table, names: readonly string[]): (Axis | null)[] =>
  pick(table, names).map((column) => (column.kind === "category" ? null : axisOf(column.values)));

function axisOf(values: Float64Array): Axis {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = high > low ? tolerance * (high - low) : 0;
  const filled = new Map<number, number>();
  if (width > 0)
    for (const value of values) {
      const c = cell(value, { low, width, cells: 0 });
      filled.set(c, (filled.get(c) ?? 0) + 1);
    }
  const squares = [...filled.values()].reduce((sum, count) => sum + (count / values.length) ** 2, 0);
  return { low, width, cells: squares > 0 ? 1 / squares : 0 };
}
