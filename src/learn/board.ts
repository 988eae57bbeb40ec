/** The training rows, laid out for the kernel: bins in blocks of columns, gradients, the order of the rows by leaf, and room for histograms. */
import type { KernelMemory } from "../table/memory.ts";
import type { Cut } from "./binning.ts";
import { openHistograms } from "./kernels.ts";
import type { Sums } from "./split.ts";

/** A column on the board: a constant one is not there. */
export interface Placed {
  /** Position among the features. */
  readonly column: number;
  readonly kind: Cut["kind"];
  /** Its first bin in the histogram, and how many it has. */
  readonly offset: number;
  readonly size: number;
}
/** Where gradients and hessians of all rows are to be written, as whole numbers of a unit. */
export interface Place {
  readonly address: number;
  /** The unit in which numbers up to the largest fit. */
  unitOfGradient(largest: number): number;
  unitOfHessian(largest: number): number;
  /** Bits below a hessian, for the count. */
  readonly bits: number;
}
export interface Units {
  readonly gradient: number;
  readonly hessian: number;
}
export interface Board {
  readonly n: number;
  readonly columns: readonly Placed[];
  /** The rows in the order of the leaves. */
  readonly order: Uint32Array;
  /** Takes up new gradients. */
  take(write: (place: Place) => Units): void;
  /** The histogram of the rows order[start] to order[end - 1] into a slot. */
  build(slot: number, start: number, end: number): void;
  /** What was a parent's becomes the other child's. */
  subtract(parent: number, child: number): void;
  /** Gradient, hessian and count by bin, three numbers each: a view that holds until the next call. */
  read(slot: number): Float64Array;
  total(start: number, end: number): Sums;
  /** Brings the rows for which `left` (by bin of the column, 0 or 1) holds to the front. Gives where the others start. */
  part(start: number, end: number, column: Placed, left: Uint8Array): number;
}

/** Bins of a block, so that its histogram (16 bytes a bin) stays in the fastest cache. */
const blockBins = 2048;

interface Block {
  readonly columns: readonly Placed[];
  readonly offset: number;
  readonly cells: number;
}
export interface Layout {
  /** Row after row, as of `binRows`. */
  readonly cells: Uint8Array;
  readonly cuts: readonly Cut[];
  readonly n: number;
  /** Histograms kept at a time. */
  readonly slots: number;
}

/** Nothing else may be taken from the memory afterwards. */
export function openBoard(memory: KernelMemory, { cells, cuts, n, slots }: Layout): Board {
  const kernel = openHistograms(memory);
  const columns = place(cells, cuts, n);
  const bins = columns.reduce((sum, { size }) => sum + size, 0);
  const blocks = lay(memory, columns, { cells, width: cuts.length, n });
  const [order, spare] = [memory.take(4 * n), memory.take(4 * n)];
  const sums = memory.take(16 * (n + 1));
  const [left, numbers] = [memory.take(65_536), memory.take(24 * Math.max(bins, 1))];
  const histograms = memory.take(16 * bins * slots + 16);
  const slotAt = (slot: number): number => histograms + 16 * bins * slot;
  // The lowest bits count rows; 2^61 is room for the sum of all hessians above them, and of all gradients.
  const bits = Math.ceil(Math.log2(n + 1));
  let units: Units = { gradient: 1, hessian: 1 };
  const blockOf = new Map(
    blocks.flatMap((block) => block.columns.map((column, at) => [column, { block, at }] as const)),
  );
  const view = memory.view(Float64Array, numbers, 3 * Math.max(bins, 1));
  const flags = memory.view(Uint8Array, left, 65_536);
  return {
    n,
    columns,
    order: memory.view(Uint32Array, order, n),
    take(write) {
      units = write({
        address: sums,
        unitOfGradient: (largest) => unit(largest, 61 - bits),
        unitOfHessian: (largest) => unit(largest, Math.min(61 - 2 * bits, 40)),
        bits,
      });
    },
    build(slot, start, end) {
      kernel.clear(slotAt(slot), bins);
      const [rows, count] = [order + 4 * start, end - start];
      for (const block of blocks)
        kernel.add(slotAt(slot) + 16 * block.offset, block.cells, block.columns.length, rows, count, sums);
    },
    subtract: (parent, child) => kernel.subtract(slotAt(parent), slotAt(child), bins),
    read(slot) {
      kernel.read(slotAt(slot), bins, numbers, units.gradient, units.hessian, bits);
      return view;
    },
    total(start, end) {
      kernel.total(histograms, order + 4 * start, end - start, sums);
      kernel.read(histograms, 1, numbers, units.gradient, units.hessian, bits);
      return { gradient: view[0]!, hessian: view[1]!, count: view[2]! };
    },
    part(start, end, column, goes) {
      const found = blockOf.get(column);
      if (!found) throw new RangeError(`Column ${column.column} is not on the board`);
      const { block, at } = found;
      flags.set(goes, column.offset - block.offset);
      const stride = 2 * block.columns.length;
      return start + kernel.part(order + 4 * start, end - start, block.cells + 2 * at, stride, left, spare);
    },
  };
}

/** A power of two in which the largest value takes so many bits. */
const unit = (largest: number, bits: number): number => (largest > 0 ? 2 ** (Math.ceil(Math.log2(largest)) - bits) : 1);

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
