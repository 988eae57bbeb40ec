/** Many trees in a few arrays: plain data that a work can return. */
import type { Split } from "./split.ts";

export type Trees = {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /**
   * Four numbers a node. The position of the feature it asks for, -1 in a leaf; where the bins begin that go left, and their number less one, or -1: then they are the
   * bits that are 1 in `sets`, from that word on; the left child, with the right one after it, or in a leaf the place of its first value.
   */
  readonly nodes: Int32Array;
  readonly sets: Int32Array;
  readonly values: Float64Array;
};
/** Trees that follow each other: arrays begin with so many left out. */
export type Run = Trees & {
  readonly without: { readonly trees: number; readonly nodes: number; readonly sets: number; readonly values: number };
};

export interface Planting {
  /** A new tree; gives its root, a leaf until it is split. */
  plant(): number;
  /** Gives the left child. */
  split(node: number, split: Pick<Split, "left" | "range"> & { readonly column: { readonly column: number } }): number;
  setLeaf(node: number, values: ArrayLike<number>): void;
  /** The tree planted last, without a copy: it holds until the next one is planted. */
  last(): Run;
  /** The first trees, as they are to be kept. */
  keep(trees: number): Trees;
}

export function planting(): Planting {
  const [roots, nodes, sets] = [lengthening(), lengthening(), lengthening()];
  const values = lengthening((size) => new Float64Array(size));
  let without = { trees: 0, nodes: 0, sets: 0, values: 0 };
  const add = (): number => {
    const at = nodes.push(-1) / 4;
    for (let i = 0; i < 3; i++) nodes.push(0);
    return at;
  };
  return {
    plant() {
      without = { trees: roots.size(), nodes: nodes.size() / 4, sets: sets.size(), values: values.size() };
      const root = add();
      roots.push(root);
      return root;
    },
    split(node, { column: { column }, range, left }) {
      const child = add();
      add();
      nodes.set(4 * node, column);
      nodes.set(4 * node + 1, range ? range.low : sets.size());
      nodes.set(4 * node + 2, range ? range.high - range.low : -1);
      nodes.set(4 * node + 3, child);
      if (!range) for (const word of wordsOf(left)) sets.push(word);
      return child;
    },
    setLeaf(node, of) {
      nodes.set(4 * node + 3, values.size());
      for (let k = 0; k < of.length; k++) values.push(of[k]!);
    },
    last: () => ({
      roots: roots.view().subarray(without.trees),
      nodes: nodes.view().subarray(4 * without.nodes),
      sets: sets.view().subarray(without.sets),
      values: values.view().subarray(without.values),
      without,
    }),
    keep(trees) {
      const end = roots.view()[trees] ?? nodes.size() / 4; // a tree's nodes lie together
      return {
        roots: roots.view().slice(0, trees),
        nodes: nodes.view().slice(0, 4 * end),
        sets: sets.view().slice(),
        values: values.view().slice(),
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
