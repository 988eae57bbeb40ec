/** An order of rows in which neighbours are alike: categories one after the other, then the bits of all numbers interleaved (Morton 1966). */
import { fitScale } from "./scale.ts";
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from "./types.ts";

/** A key is a double of at most 52 bits, so that it can be built by arithmetic. */
const keyBits = 52;
const categoryBits = 36;
const leadingBits = 16;
const half = 2 ** 26;

/**
 * The rows of `order`, sorted by likeness; rows that are equally like keep their order. It decides speed only, never a result.
 * `leading` number columns outweigh the categories, the first one most: they go before them.
 */
export function clusterOrder(
  columns: readonly Column[],
  order: Uint32Array,
  leading: readonly (NumberColumn | TimeColumn)[] = [],
): Uint32Array {
  const keys = new Float64Array(order.length);
  const categories = columns.filter((column) => column.kind === "category");
  const numbers = columns.filter((column) => column.kind !== "category").filter((column) => !leading.includes(column));
  let room = numbers.length > 0 ? categoryBits : keyBits;
  leading.forEach((column, at) => {
    const bits = Math.min(at === 0 ? leadingBits : 4, room);
    room -= bits;
    const level = quantised(column, bits);
    for (let row = 0; row < keys.length; row++) keys[row] = keys[row]! * 2 ** bits + level[row]!;
  });
  // The column that splits the rows most evenly over many labels goes first: a mismatch there rules out most of them.
  const ranked = categories.map((column) => ({ column, even: evenness(column) })).toSorted((a, b) => b.even - a.even);
  for (const { column } of ranked) {
    const bits = Math.ceil(Math.log2(column.labels.length + 1));
    if (bits > room) continue;
    room -= bits;
    for (let row = 0; row < keys.length; row++) keys[row] = keys[row]! * 2 ** bits + column.codes[row]! + 1;
  }
  const each = Math.min(12, Math.floor((keyBits - categoryBits + room) / Math.max(1, numbers.length)));
  const levels = numbers.map((column) => quantised(column, each));
  for (let bit = each - 1; bit >= 0; bit--)
    for (const level of levels)
      for (let row = 0; row < keys.length; row++) keys[row] = keys[row]! * 2 + ((level[row]! >>> bit) & 1);
  return sortedBy(keys, order);
}

/** Gini impurity: the chance that two random rows differ. */
function evenness({ codes, labels }: CategoryColumn): number {
  const counts = new Float64Array(labels.length + 1);
  for (const code of codes) counts[code + 1]!++;
  return 1 - counts.reduce((sum, count) => sum + (count / codes.length) ** 2, 0);
}

function quantised({ values }: NumberColumn | TimeColumn, bits: number): Uint16Array {
  const { low, halved, unit, factor } = fitScale(values);
  const most = 2 ** bits - 1;
  const scale = unit === 0 ? 0 : (factor * most) / unit;
  const levels = new Uint16Array(values.length);
  for (let row = 0; row < levels.length; row++) {
    const level = ((halved ? values[row]! / 2 : values[row]!) - low) * scale;
    levels[row] = level > 0 ? Math.min(most, level) : 0; // NaN becomes 0; infinities go to the ends
  }
  return levels;
}

/** Radix sort of row numbers by four digits of 13 bits. */
function sortedBy(keys: Float64Array, order: Uint32Array): Uint32Array {
  const words = [new Uint32Array(keys.length), new Uint32Array(keys.length)] as const;
  keys.forEach((key, row) => {
    words[0][row] = key % half;
    words[1][row] = key / half;
  });
  let from = Uint32Array.from(order);
  let to = new Uint32Array(order.length);
  const starts = new Uint32Array(8192 + 1);
  for (const word of words)
    for (const shift of [0, 13]) {
      starts.fill(0);
      for (const key of word) starts[((key >>> shift) & 8191) + 1]!++;
      for (let digit = 1; digit < 8192; digit++) starts[digit]! += starts[digit - 1]!;
      for (const row of from) to[starts[(word[row]! >>> shift) & 8191]!++] = row;
      [from, to] = [to, from];
    }
  return from;
}
