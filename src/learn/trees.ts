/** Many trees in a few arrays: plain data that a work can return; and the walk down. */
import type { Split } from "./split.ts";

export type Trees = {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /** Position of the feature that a node asks for; -1: a leaf. */
  readonly column: Int32Array;
  /** Left are the bins from `low` to `low + span`; where `span` is -1, those whose bits in `sets`, from word `low` on, are 1. */
  readonly low: Int32Array;
  readonly span: Int32Array;
  /** The left child, with the right one after it; of a leaf, the place of its values. */
  readonly next: Int32Array;
  readonly sets: Int32Array;
  readonly values: Float64Array;
};

export interface Planting {
  /** A new tree; gives its root, a leaf until it is split. */
  plant(): number;
  /** Gives the left child. */
  split(node: number, split: Pick<Split, "left" | "range"> & { readonly column: { readonly column: number } }): number;
  setLeaf(node: number, values: ArrayLike<number>): void;
  /** The trees so far, without a copy: they hold until the next one is planted. */
  now(): Trees;
  /** The first trees, as they are to be kept. */
  keep(trees: number): Trees;
}

export function planting(): Planting {
  const [roots, column, low, span, next] = [lengthening(), lengthening(), lengthening(), lengthening(), lengthening()];
  const sets = lengthening();
  const values = lengthening((size) => new Float64Array(size));
  const add = (): number => {
    low.push(0);
    span.push(0);
    next.push(0);
    return column.push(-1);
  };
  const now = (): Trees => ({
    roots: roots.view(),
    column: column.view(),
    low: low.view(),
    span: span.view(),
    next: next.view(),
    sets: sets.view(),
    values: values.view(),
  });
  return {
    plant() {
      const root = add();
      roots.push(root);
      return root;
    },
    split(node, { column: { column: at }, range, left }) {
      const child = add();
      add();
      column.set(node, at);
      next.set(node, child);
      low.set(node, range ? range.low : sets.size());
      span.set(node, range ? range.high - range.low : -1);
      if (!range) for (const word of wordsOf(left)) sets.push(word);
      return child;
    },
    setLeaf(node, of) {
      next.set(node, values.size());
      for (let k = 0; k < of.length; k++) values.push(of[k]!);
    },
    now,
    keep(trees) {
      const all = now();
      const nodes = all.roots[trees] ?? all.column.length; // a tree's nodes lie together
      const first = (array: Int32Array): Int32Array => array.slice(0, nodes);
      return {
        roots: all.roots.slice(0, trees),
        column: first(all.column),
        low: first(all.low),
        span: first(all.span),
        next: first(all.next),
        sets: all.sets.slice(),
        values: all.values.slice(),
      };
    },
  };
}

interface Lengthening<T> {
  /** Gives the place. */
  push(value: number): number;
  set(at: number, value: number): void;
  size(): number;
  view(): T;
}
function lengthening(): Lengthening<Int32Array>;
function lengthening<T extends Int32Array | Float64Array>(make: (size: number) => T): Lengthening<T>;
function lengthening(
  make: (size: number) => Int32Array | Float64Array = (size) => new Int32Array(size),
): Lengthening<Int32Array | Float64Array> {
  let items = make(64);
  let size = 0;
  return {
    push(value) {
      if (size === items.length) {
        const longer = make(2 * size);
        longer.set(items);
        items = longer;
      }
      items[size] = value;
      return size++;
    },
    set: (at, value) => (items[at] = value),
    size: () => size,
    view: () => items.subarray(0, size),
  };
}

function wordsOf(bits: Uint8Array): Int32Array {
  const words = new Int32Array(Math.ceil(bits.length / 32));
  bits.forEach((bit, at) => (words[at >> 5] = words[at >> 5]! | (bit << (at & 31))));
  return words;
}

export interface Cells {
  /** Row after row, the bins of its `width` columns. */
  readonly cells: Uint8Array;
  readonly width: number;
}

/** Adds a tree's value for each row to totals[row * stride + offset]; with `outputs` values a leaf, to so many places one after the other. */
export function addTree(
  { roots, column, low, span, next, sets, values }: Trees,
  tree: number,
  { cells, width }: Cells,
  into: { readonly totals: Float64Array; readonly stride: number; readonly offset: number; readonly outputs: number },
): void {
  const root = roots[tree]!;
  const { totals, stride, offset, outputs } = into;
  const rows = width === 0 ? totals.length / stride : cells.length / width;
  for (let row = 0; row < rows; row++) {
    let node = root;
    for (let at = column[node]!; at >= 0; at = column[node]!) {
      const bin = cells[row * width + at]!;
      const [from, length] = [low[node]!, span[node]!];
      const left = length >= 0 ? (bin - from) >>> 0 <= length : (sets[from + (bin >> 5)]! >>> (bin & 31)) & 1;
      node = next[node]! + (left ? 0 : 1);
    }
    const value = next[node]!;
    for (let k = 0; k < outputs; k++) totals[row * stride + offset + k]! += values[value + k]!;
  }
}
