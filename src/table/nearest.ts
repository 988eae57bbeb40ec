/**
 * The k nearest rows of a table by Gower's or by Euclidean distance, mixed types and missing values, exactly.
 *
 * Gower (1971): the sum over columns of |a - b| / range for numbers and times, at most 1, where the range is that
 * of the indexed table; 0 or 1 for categories; 0 for missing against missing, 1 for missing against a value. A number
 * column without a range is at 0 where equal, else at 1.
 *
 * Euclidean: the root of the sum over columns of ((a - b) / sd)^2 for numbers and times, at most 10^30; 2 for two different
 * categories, which is what their 0/1 columns give; 0 for missing against missing, 1 for missing against a value, of any
 * kind. sd is of the table that the scales were fitted to (dividing by n), so that several tables are measured by one ruler;
 * "raw": 1. Where sd is 0 all values are equal.
 *
 * Computed in f32, the raw difference first, so that integers less than 2^24 apart stay exact and equal distances are equal
 * in bits. Of equally near rows the one that comes first in a given order is the nearer one: shuffle that order, and the
 * order of the file decides nothing.
 */
import { readFileSync } from "node:fs";
import { clusterOrder } from "./cluster.ts";
import { pick } from "./columns.ts";
import { type Laid, layCategory, layNumber, layRanks, levelSizes, narrowLabels } from "./levels.ts";
import { openMemory } from "./memory.ts";
import { fitRaw, fitScale, fitStandard, type Scale } from "./scale.ts";
import { count, type Kernel, type Neighbours, point, type Question, search, type Targets } from "./search.ts";
import type { Column, NumberColumn, Table, TimeColumn } from "./types.ts";

export type { Neighbours, Targets } from "./search.ts";

export interface RowIndex {
  readonly rows: number;
  /** k nearest rows of the indexed table for each target, by all columns or all but one. */
  nearest(targets: Targets, options: { readonly k: number; readonly without?: string }): Neighbours;
  /** How many rows of the indexed table lie at `radius` or nearer, for each target; the fewer, the faster. */
  within(targets: Targets, options: { readonly radius: number; readonly without?: string }): Uint32Array;
}
/** One ruler for several tables: how far one unit of each number column is. */
export interface Euclidean {
  readonly scales: ReadonlyMap<string, Scale>;
}

/** Scales fitted to a table; standard: one standard deviation counts 1; raw: a difference of 1 counts 1. */
export function euclidean(
  table: Table,
  { columns, scale }: { readonly columns: readonly string[]; readonly scale: "standard" | "raw" },
): Euclidean {
  const fit = scale === "standard" ? fitStandard : fitRaw;
  const numbers = pick(table, columns).filter((column) => column.kind !== "category");
  return { scales: new Map(numbers.map(({ name, values }) => [name, fit(values)])) };
}

const module = new WebAssembly.Module(readFileSync(new URL("./nearest.wasm", import.meta.url)));
/** The kernel counts the mismatches of narrow columns in a byte: 1 each, or 2. */
const mostNarrow = { gower: 255, euclidean: 127 };

/** `order` is a permutation of the rows: the earlier of two equally near rows is the nearer. About 6 bytes a cell. */
export function indexRows(
  table: Table,
  {
    columns,
    order,
    metric = "gower",
  }: { readonly columns: readonly string[]; readonly order: Uint32Array; readonly metric?: "gower" | Euclidean },
): RowIndex {
  const used = pick(table, columns);
  const memory = openMemory();
  const sizes = levelSizes(table.rows);
  const place = clusterOrder(used, order, metric === "gower" ? [] : outweighing(used, metric));
  const rankOf = new Uint32Array(table.rows);
  order.forEach((row, rank) => (rankOf[row] = rank));
  const ranks = layRanks(
    memory,
    sizes,
    Uint32Array.from(place, (row) => rankOf[row]!),
  );
  const most = metric === "gower" ? mostNarrow.gower : mostNarrow.euclidean;
  let narrow = 0;
  const laid = used.map((column) => {
    if (column.kind !== "category") return layNumber(memory, sizes, column, place, scaleOf(column, metric));
    const kind = column.labels.length <= narrowLabels && narrow++ < most ? "narrow" : "wide";
    return layCategory(memory, sizes, column, place, kind);
  });
  const { exports } = new WebAssembly.Instance(module, { env: { memory: memory.memory, abort: unreachable } });
  const kernel = exports as unknown as Kernel; // its three functions are all it exports
  const mark = memory.mark();
  const ready = (without: string | undefined): readonly Laid[] => {
    memory.reset(mark);
    const chosen = laid.filter(({ name }) => name !== without);
    point(kernel, memory, { sizes, ranks, chosen, squares: metric !== "gower" });
    return chosen;
  };
  const ask = (targets: Targets, without: string | undefined): Question => ({
    kernel,
    memory,
    targets,
    chosen: ready(without),
  });
  return {
    rows: table.rows,
    nearest(targets, { k, without }) {
      const found = search(ask(targets, without), { order, k: Math.min(k, table.rows) });
      if (metric === "gower") return found;
      return { ...found, distances: found.distances.map(Math.sqrt) };
    },
    within(targets, { radius, without }) {
      return count(ask(targets, without), metric === "gower" ? radius : squareOf(radius));
    },
  };
}

function scaleOf({ name, values }: NumberColumn | TimeColumn, metric: "gower" | Euclidean): Scale {
  if (metric === "gower") return fitScale(values);
  const scale = metric.scales.get(name);
  if (!scale) throw new Error(`No scale was fitted for column "${name}"`);
  return scale;
}

/** Number columns in which rows typically differ by far more than in a category, the widest first. */
function outweighing(columns: readonly Column[], metric: Euclidean): (NumberColumn | TimeColumn)[] {
  const spread = ({ name, values }: NumberColumn | TimeColumn): number => {
    const { factor: ruler = 0, unit: per = 1 } = metric.scales.get(name) ?? {};
    const { factor, unit } = fitStandard(values);
    return factor === 0 ? 0 : (ruler / per / factor) * unit;
  };
  return columns
    .flatMap((column) => (column.kind === "category" ? [] : [{ column, far: spread(column) }]))
    .filter(({ far }) => far > 10)
    .toSorted((a, b) => b.far - a.far)
    .map(({ column }) => column);
}

/** The largest f32 whose root, in f32, is at most `radius`: whatever is at the distance that `nearest` gave is within it. */
function squareOf(radius: number): number {
  if (!(radius >= 0)) return -1;
  const square = new Float32Array([radius * radius * (1 + 2 ** -21)]);
  const bits = new Int32Array(square.buffer);
  while (bits[0]! > 0 && Math.fround(Math.sqrt(square[0]!)) > radius) bits[0]!--; // the next smaller f32
  return square[0]!;
}

function unreachable(): never {
  throw new Error("The kernel aborted");
}
