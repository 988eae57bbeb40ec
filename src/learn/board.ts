/** The training rows, laid out for the kernel: bins in blocks of columns, gradients, the order of the rows by leaf, and room for histograms. */
import { readFileSync } from "node:fs";
import { type KernelMemory, openMemory } from "../table/memory.ts";
import type { Cut } from "./binning.ts";

/** What histogram.as.ts exports. */
interface Kernel {
  quantise(from: number, to: number, n: number, perGradient: number, perHessian: number, bits: number): void;
  clear(histogram: number, bins: number): void;
  add(histogram: number, cells: number, width: number, rows: number, count: number, sums: number): void;
  subtract(parent: number, child: number, bins: number): void;
  read(histogram: number, bins: number, to: number, gradient: number, hessian: number, bits: number): void;
  part(rows: number, count: number, cell: number, stride: number, left: number, spare: number): number;
}

/** A column on the board: a constant one is not there. */
export interface Placed {
  /** Position among the features. */
  readonly column: number;
  readonly kind: Cut["kind"];
  /** Its first bin in the histogram, and how many it has. */
  readonly offset: number;
  readonly size: number;
}
export interface Board {
  readonly n: number;
  readonly columns: readonly Placed[];
  /** n pairs (gradient, hessian): written by the caller, then `take` is called. */
  readonly gradients: Float64Array;
  /** The rows in the order of the leaves. */
  readonly order: Uint32Array;
  /** Takes up the gradients of all rows, and the rows that a tree is grown on. */
  take(largest: { readonly gradient: number; readonly hessian: number }): void;
  /** The histogram of the rows order[start] to order[end - 1] into a slot. */
  build(slot: number, start: number, end: number): void;
  /** What was a parent's becomes the other child's. */
  subtract(parent: number, child: number): void;
  /** Gradient, hessian and count by bin, three numbers each: a view that holds until the next call. */
  read(slot: number): Float64Array;
  /** Brings the rows for which `left` (by bin of the column, 0 or 1) holds to the front. Gives where the others start. */
  part(start: number, end: number, column: Placed, left: Uint8Array): number;
}

const module = new WebAssembly.Module(readFileSync(new URL("./histogram.wasm", import.meta.url)));
/** Bins of a block, so that its histogram (16 bytes a bin) stays in the fastest cache. */
const blockBins = 2048;

interface Block {
  readonly columns: readonly Placed[];
  readonly offset: number;
  readonly cells: number;
}

/** `cells`: row after row, as of `binRows`. `slots`: histograms kept at a time. */
export function openBoard(
  cells: Uint8Array,
  cuts: readonly Cut[],
  { n, slots }: { readonly n: number; readonly slots: number },
): Board {
  const memory = openMemory();
  const { exports } = new WebAssembly.Instance(module, { env: { memory: memory.memory, abort: unreachable } });
  const kernel = exports as unknown as Kernel; // its functions are all it exports
  const columns = place(cells, cuts, n);
  const bins = columns.reduce((sum, { size }) => sum + size, 0);
  const blocks = lay(memory, columns, { cells, width: cuts.length, n });
  const [order, spare] = [memory.take(4 * n), memory.take(4 * n)];
  const [doubles, sums] = [memory.take(16 * n), memory.take(16 * n)];
  const [left, numbers] = [memory.take(65_536), memory.take(24 * bins)];
  const histograms = memory.take(16 * bins * slots);
  const slotAt = (slot: number): number => histograms + 16 * bins * slot;
  // The lowest bits count rows; 2^62 is room for the sum of all hessians above them, and of all gradients.
  const bits = Math.ceil(Math.log2(n + 1));
  const units = { gradient: 1, hessian: 1 };
  const blockOf = new Map(
    blocks.flatMap((block) => block.columns.map((column, at) => [column, { block, at }] as const)),
  );
  const view = memory.view(Float64Array, numbers, 3 * bins);
  const flags = memory.view(Uint8Array, left, 65_536);
  return {
    n,
    columns,
    gradients: memory.view(Float64Array, doubles, 2 * n),
    order: memory.view(Uint32Array, order, n),
    take({ gradient, hessian }) {
      units.gradient = powerOfTwo(gradient, 61 - bits);
      units.hessian = powerOfTwo(hessian, Math.min(61 - 2 * bits, 40));
      kernel.quantise(doubles, sums, n, 1 / units.gradient, 1 / units.hessian, bits);
    },
    build(slot, start, end) {
      kernel.clear(slotAt(slot), bins);
      for (const block of blocks)
        kernel.add(
          slotAt(slot) + 16 * block.offset,
          block.cells,
          block.columns.length,
          order + 4 * start,
          end - start,
          sums,
        );
    },
    subtract: (parent, child) => kernel.subtract(slotAt(parent), slotAt(child), bins),
    read(slot) {
      kernel.read(slotAt(slot), bins, numbers, units.gradient, units.hessian, bits);
      return view;
    },
    part(start, end, column, goes) {
      const found = blockOf.get(column);
      if (!found) throw new RangeError(`Column ${column.column} is not on the board`);
      const { block, at } = found;
      flags.set(goes.subarray(0, column.size), column.offset - block.offset);
      const stride = 2 * block.columns.length;
      return start + kernel.part(order + 4 * start, end - start, block.cells + 2 * at, stride, left, spare);
    },
  };
}

/** The unit, a power of two, in which the largest value takes so many bits. */
function powerOfTwo(largest: number, bits: number): number {
  return largest > 0 ? 2 ** (Math.ceil(Math.log2(largest)) - bits) : 1;
}

/** Columns in which the rows differ. */
function place(cells: Uint8Array, cuts: readonly Cut[], n: number): Placed[] {
  let offset = 0;
  return cuts.flatMap(({ kind, size }, column) => {
    let i = 1;
    while (i < n && cells[i * cuts.length + column] === cells[column]) i++;
    if (i >= n) return [];
    const placed = { column, kind, offset, size };
    offset += size;
    return [placed];
  });
}

function lay(
  memory: KernelMemory,
  columns: readonly Placed[],
  { cells, width, n }: { cells: Uint8Array; width: number; n: number },
): Block[] {
  const groups: Placed[][] = [];
  for (const column of columns) {
    const open = groups.at(-1);
    if (open && column.offset + column.size - open[0]!.offset <= blockBins) open.push(column);
    else groups.push([column]);
  }
  return groups.map((group) => {
    const offset = group[0]!.offset;
    const address = memory.take(2 * n * group.length);
    const laid = memory.view(Uint16Array, address, n * group.length);
    group.forEach((column, at) => {
      const first = column.offset - offset;
      for (let i = 0; i < n; i++) laid[i * group.length + at] = first + cells[i * width + column.column]!;
    });
    return { columns: group, offset, cells: address };
  });
}

function unreachable(): never {
  throw new Error("The kernel of learning has failed"); // AssemblyScript's `abort`: nothing in it asserts or allocates
}
