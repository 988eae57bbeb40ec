/**
 * The k nearest rows of a table by Gower distance, mixed types and missing values, exactly.
 *
 * Distance (Gower 1971): the sum over columns of |a - b| / range for numbers and times, at most 1, where the range is that
 * of the indexed table; 0 or 1 for categories; 0 for missing against missing, 1 for missing against a value. A number
 * column without a range is at 0 where equal, else at 1. Computed in f32, the raw difference first, so that integers less
 * than 2^24 apart stay exact and equal distances are equal in bits. Of equally near rows the one that comes first in a
 * given order is the nearer one: shuffle that order, and the order of the file decides nothing.
 */
import { readFileSync } from "node:fs";
import { clusterOrder } from "./cluster.ts";
import { pick } from "./columns.ts";
import { type Laid, layCategory, layNumber, layRanks, levelSizes, narrowLabels } from "./levels.ts";
import { type KernelMemory, openMemory } from "./memory.ts";
import { fitScale, offset } from "./scale.ts";
import type { CategoryColumn, NumberColumn, Table, TimeColumn } from "./types.ts";

export interface RowIndex {
  readonly rows: number;
  /** k nearest rows of the indexed table for each target, by all columns or all but one. */
  nearest(targets: Targets, options: { readonly k: number; readonly without?: string }): Neighbours;
}
export interface Targets {
  /** Of the same columns and labels as the indexed table. */
  readonly table: Table;
  readonly rows: Uint32Array;
}
export interface Neighbours {
  /** As asked for, but never more than the indexed table has rows. */
  readonly k: number;
  /** Row numbers of the indexed table, k for each target, nearest first. */
  readonly rows: Uint32Array;
  readonly distances: Float32Array;
}

/** What nearest.as.ts exports. */
interface Kernel {
  open(...addresses: readonly number[]): void;
  search(count: number, bytes: number, ints: number, floats: number, k: number, distances: number, ranks: number): void;
}

const module = new WebAssembly.Module(readFileSync(new URL("./nearest.wasm", import.meta.url)));
/** The kernel counts the mismatches of narrow columns in a byte. */
const mostNarrow = 255;
/** Targets, and places for their neighbours, in the kernel's memory at a time. */
const batch = { targets: 256, places: 2 ** 20 };

/** `order` is a permutation of the rows: the earlier of two equally near rows is the nearer. About 6 bytes a cell. */
export function indexRows(
  table: Table,
  { columns, order }: { readonly columns: readonly string[]; readonly order: Uint32Array },
): RowIndex {
  const used = pick(table, columns);
  const memory = openMemory();
  const sizes = levelSizes(table.rows);
  const place = clusterOrder(used, order);
  const rankOf = new Uint32Array(table.rows);
  order.forEach((row, rank) => (rankOf[row] = rank));
  const ranks = layRanks(
    memory,
    sizes,
    Uint32Array.from(place, (row) => rankOf[row]!),
  );
  let narrow = 0;
  const laid = used.map((column) => {
    if (column.kind !== "category") return layNumber(memory, sizes, column, place, fitScale(column.values));
    const kind = column.labels.length <= narrowLabels && narrow++ < mostNarrow ? "narrow" : "wide";
    return layCategory(memory, sizes, column, place, kind);
  });
  const { exports } = new WebAssembly.Instance(module, { env: { memory: memory.memory, abort: unreachable } });
  const kernel = exports as unknown as Kernel; // its two functions are all it exports
  const mark = memory.mark();
  return {
    rows: table.rows,
    nearest(targets, { k, without }) {
      memory.reset(mark);
      const chosen = laid.filter(({ name }) => name !== without);
      point(kernel, memory, { sizes, ranks, chosen });
      return search(kernel, memory, { targets, chosen, order, k: Math.min(k, table.rows) });
    },
  };
}

/** Columns by the three ways the kernel has of comparing. */
function byKind(chosen: readonly Laid[]) {
  const categories = chosen.filter((column) => column.kind !== "number");
  return {
    narrow: categories.filter(({ kind }) => kind === "narrow"),
    wide: categories.filter(({ kind }) => kind === "wide"),
    numbers: chosen.filter((column) => column.kind === "number"),
  };
}

/** Tells the kernel where everything lies. */
function point(
  kernel: Kernel,
  memory: KernelMemory,
  { sizes, ranks, chosen }: { sizes: readonly number[]; ranks: readonly number[]; chosen: readonly Laid[] },
): void {
  const { narrow, wide, numbers } = byKind(chosen);
  const list = (values: readonly number[]): number => {
    const address = memory.take(4 * values.length);
    memory.view(Uint32Array, address, values.length).set(values);
    return address;
  };
  const factors = memory.take(4 * numbers.length);
  memory.view(Float32Array, factors, numbers.length).set(numbers.map(({ scale }) => scale.factor));
  kernel.open(
    sizes.length,
    list(sizes),
    list(ranks),
    narrow.length,
    list(narrow.flatMap(({ at }) => at)),
    wide.length,
    list(wide.flatMap(({ at }) => at)),
    numbers.length,
    list(numbers.flatMap(({ at }) => at.flat())),
    factors,
    memory.take(64 * sizes.length),
  );
}

function search(
  kernel: Kernel,
  memory: KernelMemory,
  { targets, chosen, order, k }: { targets: Targets; chosen: readonly Laid[]; order: Uint32Array; k: number },
): Neighbours {
  const { narrow, wide, numbers } = byKind(chosen);
  const count = targets.rows.length;
  const step = Math.max(1, Math.min(batch.targets, Math.floor(batch.places / k)));
  const bytes = memory.take(step * narrow.length);
  const ints = memory.take(4 * step * wide.length);
  const floats = memory.take(4 * step * numbers.length);
  const distances = memory.take(4 * step * k);
  const ranks = memory.take(4 * step * k);
  const result: Neighbours = { k, rows: new Uint32Array(count * k), distances: new Float32Array(count * k) };
  // Of one schema with the indexed table: what was laid out as a category is one here.
  const codes = pick(targets.table, names([...narrow, ...wide])).map((column) => (column as CategoryColumn).codes);
  const values = pick(targets.table, names(numbers)).map((column) => (column as NumberColumn | TimeColumn).values);
  for (let from = 0; from < count; from += step) {
    const rows = targets.rows.subarray(from, from + step);
    const small = memory.view(Uint8Array, bytes, step * narrow.length);
    const large = memory.view(Int32Array, ints, step * wide.length);
    const offsets = memory.view(Float32Array, floats, step * numbers.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      for (let c = 0; c < narrow.length; c++) small[i * narrow.length + c] = codes[c]![row]! + 1;
      for (let c = 0; c < wide.length; c++) large[i * wide.length + c] = codes[narrow.length + c]![row]!;
      for (let c = 0; c < numbers.length; c++)
        offsets[i * numbers.length + c] = offset(values[c]![row]!, numbers[c]!.scale);
    }
    kernel.search(rows.length, bytes, ints, floats, k, distances, ranks);
    result.distances.set(memory.view(Float32Array, distances, rows.length * k), from * k);
    const found = memory.view(Uint32Array, ranks, rows.length * k);
    for (let i = 0; i < found.length; i++) result.rows[from * k + i] = order[found[i]!]!;
  }
  return result;
}

const names = (laid: readonly Laid[]): string[] => laid.map(({ name }) => name);

function unreachable(): never {
  throw new Error("The kernel aborted");
}
