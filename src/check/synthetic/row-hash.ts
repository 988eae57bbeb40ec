/** Hashes of rows that are sums over the columns, so that a column can be taken out again, and a table of rows by hash. */
import { mix } from "../../table/mix.ts";

export interface Hashes {
  readonly slot: Int32Array;
  readonly check: Int32Array;
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/** Adds `sign` times each value's hash to every row's two hashes. */
export function addColumn(
  values: Float64Array | Int32Array,
  position: number,
  sign: 1 | -1,
  { slot, check }: Hashes,
): void {
  const salt = mix(position + 0x9e3779b9);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    bits[0] = value === value ? value + 0 : Number.NaN; // -0 + 0 is 0; one NaN for every missing value
    const hash = mix(words[1]! + mix(words[0]! ^ salt));
    slot[row] = slot[row]! + Math.imul(sign, mix(hash ^ 0x27d4eb2f));
    check[row] = check[row]! + Math.imul(sign, mix(hash ^ 0x165667b1));
  }
}

/** A hash table of rows: `first` of each slot, then `next` of each row; -1 ends. */
export interface Index {
  readonly mask: number;
  readonly first: Int32Array;
  readonly next: Int32Array;
}
export function indexRows(slot: Int32Array): Index {
  let size = 16;
  while (size < 2 * slot.length) size *= 2;
  const first = new Int32Array(size).fill(-1);
  const next = new Int32Array(slot.length);
  for (let row = slot.length - 1; row >= 0; row--) {
    const at = slot[row]! & (size - 1);
    next[row] = first[at]!;
    first[at] = row;
  }
  return { mask: size - 1, first, next };
}
