/** Which rows are compared: random ones of each table, drawn by name, so that every task draws the same. */
import { shuffled, stream } from "../../../stats/stream.ts";
import { rowIds } from "../../../table/columns.ts";
import { euclidean, indexRows, type RowIndex } from "../../../table/nearest.ts";
import type { Table, Tables } from "../../../table/types.ts";
import { targetRows } from "../arena.ts";
import { rowsOf, stacked } from "../attacks/rows.ts";
import { randomTable } from "./random.ts";

export type Scope = {
  /** Key of the tables in the store. */
  readonly tables: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** At most so many rows of each table; null: all. */
  readonly rows: number | null;
  readonly seed: number;
};

/** random: as many rows as the synthetic sample has, drawn from the ranges of train. real: train, then holdout; distinct: without those that equal an earlier one. equal: as many rows of each as the smallest sample has. */
export type View =
  | "synthetic"
  | "random"
  | "train"
  | "holdout"
  | "real"
  | "distinct"
  | "equal synthetic"
  | "equal train"
  | "equal holdout";
export type Metric = "euclidean" | "gower";

const parts = ["synthetic", "train", "holdout"] as const;

export function viewOf(tables: Tables, scope: Scope, view: View): Table {
  const { synthetic } = tables;
  if (!synthetic) throw new Error("a synthetic subject has a synthetic table");
  const known = views.get(synthetic) ?? new Map<string, Table>();
  views.set(synthetic, known);
  const name = JSON.stringify([scope, view]);
  const table = known.get(name) ?? draw(tables, scope, view);
  known.set(name, table);
  for (const oldest of known.keys()) {
    if (known.size <= keptViews) break;
    known.delete(oldest);
  }
  return table;
}

/** All views of one subject, with their indexes, which live as long: some megabytes. */
const keptViews = 9;
const views = new WeakMap<Table, Map<string, Table>>();
const indexes = new WeakMap<Table, Map<Metric, RowIndex>>();

function draw(tables: Tables, scope: Scope, view: View): Table {
  if (view === "random") {
    const rows = viewOf(tables, scope, "synthetic").rows;
    return randomTable(viewOf(tables, scope, "train"), { columns: scope.columns, rows, seed: scope.seed });
  }
  if (view === "real") {
    const sides = [viewOf(tables, scope, "train"), ...(tables["holdout"] ? [viewOf(tables, scope, "holdout")] : [])];
    const rows = sides.reduce((sum, table) => sum + table.rows, 0);
    return { digest: "", rows, columns: stacked(sides, scope.columns) };
  }
  if (view === "distinct") {
    const real = viewOf(tables, scope, "real");
    const ids = groupsOf(real, scope.columns);
    let seen = 0;
    return rowsOf(
      real,
      Uint32Array.from(ids.keys()).filter((row) => ids[row] === seen && ++seen > 0),
    );
  }
  const part = view.replace("equal ", "");
  const table = tables[part];
  if (!table) throw new Error(`The tables have no part ${part}`);
  const order = orderOf(tables, scope, part);
  if (part === view) return rowsOf(table, order);
  const sizes = parts.flatMap((each) => (tables[each] ? [orderOf(tables, scope, each).length] : []));
  return rowsOf(table, order.subarray(0, Math.min(...sizes)));
}

/** Random rows in random order; of people one row each, without outsiders who are in the data. */
function orderOf(tables: Tables, { key, rows, seed }: Scope, part: string): Uint32Array {
  const all =
    part === "train" || part === "holdout"
      ? targetRows(tables, { tables: "", part, key, targets: null, seed })
      : Uint32Array.from({ length: tables[part]?.rows ?? 0 }, (_, row) => row);
  const order = shuffled(all.length, stream(seed, "synthetic/similarity", part));
  return order.subarray(0, rows ?? order.length).map((at) => all[at]!);
}

/** Equal numbers for equal rows, from 0 in the order of first rows: the rows of "distinct". */
export function groupsOf(table: Table, columns: readonly string[]): Int32Array {
  const [ids = new Int32Array()] = groups.has(table) ? [groups.get(table)] : rowIds([table], columns);
  groups.set(table, ids);
  return ids;
}
const groups = new WeakMap<Table, Int32Array>();

/** Ready for neighbours. Euclidean: standardised by the whole synthetic table, whatever is indexed; Gower: by the ranges of what is indexed. */
export function indexOf(tables: Tables, scope: Scope, { view, metric }: { view: View; metric: Metric }): RowIndex {
  const table = viewOf(tables, scope, view);
  const known = indexes.get(table) ?? new Map<Metric, RowIndex>();
  indexes.set(table, known);
  const index = known.get(metric) ?? build(tables, scope, { table, metric });
  known.set(metric, index);
  return index;
}

function build(
  { synthetic }: Tables,
  { columns, seed }: Scope,
  { table, metric }: { readonly table: Table; readonly metric: Metric },
): RowIndex {
  if (!synthetic) throw new Error("a synthetic subject has a synthetic table");
  const order = shuffled(table.rows, stream(seed, "synthetic/similarity", "ties"));
  const ruler = metric === "gower" ? "gower" : euclidean(synthetic, { columns, scale: "standard" });
  return indexRows(table, { columns, order, metric: ruler });
}
