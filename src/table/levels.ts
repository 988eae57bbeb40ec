/** Columns laid out for the neighbour kernel: the rows, and above them, level by level, bounds over 16 nodes each. */
import type { KernelMemory } from "./memory.ts";
import { offset, type Scale } from "./scale.ts";
import type { CategoryColumn, NumberColumn, TimeColumn } from "./types.ts";

/** One category column: addresses by level. */
export interface LaidCategory {
  readonly kind: "narrow" | "wide";
  readonly name: string;
  readonly at: readonly number[];
}
/** One number column: by level the addresses of the low and the high values, and of what is NaN where a value is missing. */
export interface LaidNumber {
  readonly kind: "number";
  readonly name: string;
  readonly scale: Scale;
  /** A row has no value here. */
  readonly holes: boolean;
  readonly at: readonly (readonly [low: number, high: number, present: number])[];
}
export type Laid = LaidCategory | LaidNumber;

const fan = 16;
/** A narrow column holds 0 (missing) to 254 in a byte; 255 stands for several categories below a node. */
export const narrowLabels = 254;
const severalNarrow = 255;
const severalWide = -2;

/** Numbers of nodes by level: the rows, then a sixteenth each, until one group of 16 is left. */
export function levelSizes(rows: number): number[] {
  const sizes = [rows];
  for (let size = rows; size > fan; sizes.push(size)) size = Math.ceil(size / fan);
  return sizes;
}

const padded = (size: number): number => Math.ceil(size / fan) * fan;

/** Lowest rank below each node; a row's own at level 0. */
export function layRanks(memory: KernelMemory, sizes: readonly number[], ranks: Uint32Array): number[] {
  const at = sizes.map((size) => memory.take(4 * padded(size)));
  const views = sizes.map((size, level) => memory.view(Int32Array, at[level]!, size));
  views[0]!.set(ranks);
  climb(sizes, (level, node, from, to) => {
    const below = views[level - 1]!;
    let lowest = below[from]!;
    for (let i = from + 1; i < to; i++) if (below[i]! < lowest) lowest = below[i]!;
    views[level]![node] = lowest;
  });
  return at;
}

/** `place` is the order of the rows in memory. */
export function layCategory(
  memory: KernelMemory,
  sizes: readonly number[],
  { name, codes }: CategoryColumn,
  place: Uint32Array,
  kind: LaidCategory["kind"],
): LaidCategory {
  const type = kind === "narrow" ? Uint8Array : Int32Array;
  const several = kind === "narrow" ? severalNarrow : severalWide;
  const shift = kind === "narrow" ? 1 : 0;
  const at = sizes.map((size) => memory.take(type.BYTES_PER_ELEMENT * padded(size)));
  const views = sizes.map((size, level) => memory.view<Uint8Array | Int32Array>(type, at[level]!, size));
  const own = views[0]!;
  for (let i = 0; i < place.length; i++) own[i] = codes[place[i]!]! + shift;
  climb(sizes, (level, node, from, to) => {
    const below = views[level - 1]!;
    const first = below[from]!;
    let same = true;
    for (let i = from + 1; i < to; i++) if (below[i] !== first) same = false;
    views[level]![node] = same ? first : several;
  });
  return { kind, name, at };
}

export function layNumber(
  memory: KernelMemory,
  sizes: readonly number[],
  { name, values }: NumberColumn | TimeColumn,
  place: Uint32Array,
  scale: Scale,
): LaidNumber {
  const at = sizes.map((size, level) => {
    const bytes = 4 * padded(size);
    if (level > 0) return [memory.take(bytes), memory.take(bytes), memory.take(bytes)] as const;
    const own = memory.take(bytes);
    return [own, own, own] as const; // a row is its own low and high, and NaN where missing
  });
  const views = at.map((three, level) => three.map((address) => memory.view(Float32Array, address, sizes[level]!)));
  const own = views[0]![0]!;
  for (let i = 0; i < place.length; i++) own[i] = offset(values[place[i]!]!, scale);
  const holes = own.some(Number.isNaN);
  climb(sizes, (level, node, from, to) => {
    const [lows, highs, presents] = views[level - 1]! as [Float32Array, Float32Array, Float32Array]; // three each, as above
    let low = NaN;
    let high = NaN;
    let present = 0;
    for (let i = from; i < to; i++) {
      // Comparisons with NaN are false: the first value replaces it, a missing one never does.
      if (!(low <= lows[i]!)) low = Number.isNaN(lows[i]!) ? low : lows[i]!;
      if (!(high >= highs[i]!)) high = Number.isNaN(highs[i]!) ? high : highs[i]!;
      if (Number.isNaN(presents[i]!)) present = NaN;
    }
    const [low_, high_, present_] = views[level]! as [Float32Array, Float32Array, Float32Array];
    low_[node] = low;
    high_[node] = high;
    present_[node] = present;
  });
  return { kind: "number", name, scale, holes, at };
}

/** Calls for every node above the rows, from below, with the part of the level below that it stands for. */
function climb(sizes: readonly number[], node: (level: number, node: number, from: number, to: number) => void): void {
  for (let level = 1; level < sizes.length; level++)
    for (let i = 0; i < sizes[level]!; i++) node(level, i, i * fan, Math.min((i + 1) * fan, sizes[level - 1]!));
}
