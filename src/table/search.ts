/** Questions to the neighbour kernel: where everything lies in its memory, and the targets, a portion at a time. */
import { pick } from "./columns.ts";
import type { Laid } from "./levels.ts";
import type { KernelMemory } from "./memory.ts";
import { offset } from "./scale.ts";
import type { CategoryColumn, NumberColumn, Table, TimeColumn } from "./types.ts";

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
export interface Kernel {
  open(...addresses: readonly number[]): void;
  search(count: number, bytes: number, ints: number, floats: number, k: number, distances: number, ranks: number): void;
  within(count: number, bytes: number, ints: number, floats: number, radius: number, counts: number): void;
}

export interface Question {
  readonly kernel: Kernel;
  readonly memory: KernelMemory;
  readonly targets: Targets;
  /** The columns that the kernel was pointed at. */
  readonly chosen: readonly Laid[];
}

/** Targets, and places for their neighbours, in the kernel's memory at a time. */
const batch = { targets: 256, places: 2 ** 20 };

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
export function point(
  kernel: Kernel,
  memory: KernelMemory,
  {
    sizes,
    ranks,
    chosen,
    squares,
  }: { sizes: readonly number[]; ranks: readonly number[]; chosen: readonly Laid[]; squares: boolean },
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
    squares ? 1 : 0,
    list(numbers.map(({ holes }) => (holes ? 1 : 0))),
  );
}

/** Writes the targets into the kernel's memory, `step` at a time, and calls for each portion. */
function inSteps(
  { memory, targets, chosen }: Question,
  step: number,
  ask: (portion: {
    readonly from: number;
    readonly count: number;
    readonly at: readonly [number, number, number];
  }) => void,
): void {
  const { narrow, wide, numbers } = byKind(chosen);
  const bytes = memory.take(step * narrow.length);
  const ints = memory.take(4 * step * wide.length);
  const floats = memory.take(4 * step * numbers.length);
  // Of one schema with the indexed table: what was laid out as a category is one here.
  const codes = pick(targets.table, names([...narrow, ...wide])).map((column) => (column as CategoryColumn).codes);
  const values = pick(targets.table, names(numbers)).map((column) => (column as NumberColumn | TimeColumn).values);
  for (let from = 0; from < targets.rows.length; from += step) {
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
    ask({ from, count: rows.length, at: [bytes, ints, floats] });
  }
}

export function search(
  question: Question,
  { order, k }: { readonly order: Uint32Array; readonly k: number },
): Neighbours {
  const { kernel, memory, targets } = question;
  const step = Math.max(1, Math.min(batch.targets, Math.floor(batch.places / k)));
  const distances = memory.take(4 * step * k);
  const ranks = memory.take(4 * step * k);
  const places = targets.rows.length * k;
  const result: Neighbours = { k, rows: new Uint32Array(places), distances: new Float32Array(places) };
  inSteps(question, step, ({ from, count: rows, at }) => {
    kernel.search(rows, ...at, k, distances, ranks);
    result.distances.set(memory.view(Float32Array, distances, rows * k), from * k);
    const found = memory.view(Uint32Array, ranks, rows * k);
    for (let i = 0; i < found.length; i++) result.rows[from * k + i] = order[found[i]!]!;
  });
  return result;
}

export function count(question: Question, radius: number): Uint32Array {
  const { kernel, memory, targets } = question;
  const counts = memory.take(4 * batch.targets);
  const result = new Uint32Array(targets.rows.length);
  inSteps(question, batch.targets, ({ from, count: rows, at }) => {
    kernel.within(rows, ...at, radius, counts);
    result.set(memory.view(Uint32Array, counts, rows), from);
  });
  return result;
}

const names = (laid: readonly Laid[]): string[] => laid.map(({ name }) => name);
