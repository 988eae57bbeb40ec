/** Which rows are compared: random ones of each table, drawn by name, so that every task draws the same. */
import { sample, shuffled, stream } from "../../../stats/stream.ts";
import { pick, rowIds } from "../../../table/columns.ts";
import { type Euclidean, euclidean, indexRows, type RowIndex } from "../../../table/nearest.ts";
import type { Table, Tables } from "../../../table/types.ts";
import { targetRows } from "../arena.ts";
import { rowsOf, stacked } from "../../../table/rows.ts";
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
      firstRows(real.rows).filter((row) => ids[row] === seen && ++seen > 0),
    );
  }
  if (view.startsWith("equal")) {
    const own = viewOf(tables, scope, partOf(view));
    const sizes = parts.flatMap((part) => (tables[part] ? [viewOf(tables, scope, part).rows] : []));
    return rowsOf(own, firstRows(Math.min(...sizes)));
  }
  const table = tables[view];
  if (!table) throw new Error(`The tables have no part ${view}`);
  return rowsOf({ ...table, columns: pick(table, scope.columns) }, orderOf(tables, scope, view));
}

/** The part that a view of people or of synthetic rows is drawn from. */
export const partOf = (view: View): (typeof parts)[number] =>
  parts.find((part) => view.endsWith(part)) ?? (view === "random" ? "synthetic" : "train");

export const firstRows = (count: number, from = 0): Uint32Array =>
  Uint32Array.from({ length: Math.max(0, count) }, (_, i) => from + i);

/** Random rows in random order; of people one row each, without outsiders who are in the data. */
function orderOf(tables: Tables, { key, rows, seed }: Scope, part: string): Uint32Array {
  const all =
    part === "train" || part === "holdout"
      ? targetRows(tables, { tables: "", part, key, targets: null, seed })
      : firstRows(tables[part]?.rows ?? 0);
  const random = stream(seed, "synthetic/similarity", part);
  const order = rows !== null && rows < all.length ? sample(all.length, rows, random) : shuffled(all.length, random);
  return order.map((at) => all[at]!);
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
  tables: Tables,
  { columns, seed }: Scope,
  { table, metric }: { readonly table: Table; readonly metric: Metric },
): RowIndex {
  const order = shuffled(table.rows, stream(seed, "synthetic/similarity", "ties"));
  return indexRows(table, { columns, order, metric: metric === "gower" ? metric : rulerOf(tables, columns) });
}

function rulerOf({ synthetic }: Tables, columns: readonly string[]): Euclidean {
  if (!synthetic) throw new Error("a synthetic subject has a synthetic table");
  const known = rulers.get(synthetic);
  const name = JSON.stringify(columns);
  if (known?.name === name) return known.ruler;
  const ruler = euclidean(synthetic, { columns, scale: "standard" });
  rulers.set(synthetic, { name, ruler });
  return ruler;
}
const rulers = new WeakMap<Table, { readonly name: string; readonly ruler: Euclidean }>();
