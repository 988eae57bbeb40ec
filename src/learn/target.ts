/** What a tree learns: the impurity of a node, and what a split of it gains, row by row in constant time. */
import type { CategoryColumn, NumberColumn, TimeColumn } from "../table/types.ts";

export interface Target {
  /** Takes up a node: all its rows are on the right. */
  enter(rows: Int32Array, start: number, end: number): void;
  /** Nothing is left to tell apart. */
  pure(): boolean;
  /** Puts all rows of the node on the right again. */
  reset(): void;
  /** Moves a row of the node from right to left. */
  move(row: number): void;
  /** By how much the two sides together are purer than the node, in the units of `impurity`. */
  gain(): number;
  impurity(rows: Int32Array, start: number, end: number): number;
  /** A score for each of `count` categories (`members`: the category of each of the rows): a good subset is low or high in it. */
  order(rows: Int32Array, members: Int32Array, count: number): Float64Array;
}

/** Gini: n (1 - sum of squared shares). Missing is a class. */
export function classTarget({ codes, labels }: CategoryColumn, all: Int32Array): Target {
  const seen = new Map<number, number>();
  const classes = new Int32Array(codes.length);
  for (const row of all) {
    const code = codes[row]!;
    let known = seen.get(code);
    if (known === undefined) seen.set(code, (known = seen.size));
    classes[row] = known;
  }
  const size = Math.min(labels.length + 1, seen.size);
  const [node, left, right] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const position = new Int32Array(size); // of a class among those present in the node
  let present: number[] = [];
  let [n, squares] = [0, 0]; // of the node
  let [nLeft, nRight, squaresLeft, squaresRight] = [0, 0, 0, 0];
  const enter = (rows: Int32Array, start: number, end: number): void => {
    for (const c of present) node[c] = 0;
    present = [];
    for (let i = start; i < end; i++) {
      const c = classes[rows[i]!]!;
      if (node[c] === 0) position[c] = present.push(c) - 1;
      node[c] = node[c]! + 1;
    }
    n = end - start;
    squares = present.reduce((sum, c) => sum + node[c]! ** 2, 0);
  };
  return {
    enter,
    pure: () => present.length < 2,
    reset() {
      for (const c of present) {
        left[c] = 0;
        right[c] = node[c]!;
      }
      [nLeft, nRight, squaresLeft, squaresRight] = [0, n, 0, squares];
    },
    move(row) {
      const c = classes[row]!;
      squaresLeft += 2 * left[c]! + 1; // (x + 1)^2 - x^2
      squaresRight -= 2 * right[c]! - 1;
      left[c] = left[c]! + 1;
      right[c] = right[c]! - 1;
      nLeft++;
      nRight--;
    },
    gain: () => (nLeft > 0 ? squaresLeft / nLeft : 0) + (nRight > 0 ? squaresRight / nRight : 0) - squares / n,
    impurity(rows, start, end) {
      enter(rows, start, end);
      return n > 0 ? n - squares / n : 0;
    },
    order: (rows, members, count) =>
      reciprocalAverages(
        Int32Array.from(rows, (row) => position[classes[row]!]!),
        members,
        { size: present.length, count },
      ),
  };
}

/**
 * First axis of the correspondence analysis of category x class, by four rounds of reciprocal averaging: the score of a category is the mean score of its rows'
 * classes, and the other way round (Hill 1973). The start tells the commonest class from all others; with two classes the order is exact from the first round.
 */
function reciprocalAverages(
  classes: Int32Array,
  members: Int32Array,
  { size, count }: { readonly size: number; readonly count: number },
): Float64Array {
  const [ofClass, inClass] = [new Float64Array(size), new Float64Array(size)];
  const [ofCategory, inCategory] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < classes.length; i++) {
    inClass[classes[i]!] = inClass[classes[i]!]! + 1;
    inCategory[members[i]!] = inCategory[members[i]!]! + 1;
  }
  ofClass[inClass.indexOf(inClass.reduce((a, b) => Math.max(a, b), 0))] = 1;
  const rounds = size > 2 ? 4 : 1;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) {
      ofClass.fill(0);
      for (let i = 0; i < classes.length; i++) ofClass[classes[i]!] = ofClass[classes[i]!]! + ofCategory[members[i]!]!;
      for (let c = 0; c < size; c++) ofClass[c] = ofClass[c]! / inClass[c]!;
    }
    ofCategory.fill(0);
    for (let i = 0; i < classes.length; i++) ofCategory[members[i]!] = ofCategory[members[i]!]! + ofClass[classes[i]!]!;
    for (let c = 0; c < count; c++) ofCategory[c] = ofCategory[c]! / inCategory[c]!;
  }
  return ofCategory;
}

/** Squared error around the mean, with the values brought to [-1, 1]. */
export function numberTarget({ values }: NumberColumn | TimeColumn, all: Int32Array): Target {
  let [low, high] = [Infinity, -Infinity];
  for (const row of all) {
    low = Math.min(low, values[row]!);
    high = Math.max(high, values[row]!);
  }
  const [middle, half] = [low / 2 + high / 2, high / 2 - low / 2 || 1]; // halves first: the sum may be too large for a double
  const scaled = new Float64Array(values.length);
  for (const row of all) scaled[row] = Math.max(-1, Math.min(1, (values[row]! - middle) / half));
  let [n, sum, spread] = [0, 0, 0]; // of the node
  let [nLeft, sumLeft] = [0, 0];
  const enter = (rows: Int32Array, start: number, end: number): void => {
    [n, sum] = [end - start, 0];
    let [least, most] = [Infinity, -Infinity];
    for (let i = start; i < end; i++) {
      const value = scaled[rows[i]!]!;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    spread = most - least;
  };
  return {
    enter,
    pure: () => !(spread > 0),
    reset() {
      [nLeft, sumLeft] = [0, 0];
    },
    move(row) {
      sumLeft += scaled[row]!;
      nLeft++;
    },
    gain() {
      if (nLeft === 0 || nLeft === n) return 0;
      const difference = sumLeft / nLeft - (sum - sumLeft) / (n - nLeft);
      return ((nLeft * (n - nLeft)) / n) * difference ** 2; // equals the fall of the sum of squares, without cancellation
    },
    impurity(rows, start, end) {
      enter(rows, start, end);
      const mean = sum / Math.max(1, n);
      let squares = 0;
      for (let i = start; i < end; i++) squares += (scaled[rows[i]!]! - mean) ** 2;
      return squares;
    },
    order(rows, members, count) {
      const [sums, counts] = [new Float64Array(count), new Float64Array(count)];
      for (let i = 0; i < members.length; i++) {
        sums[members[i]!] = sums[members[i]!]! + scaled[rows[i]!]!;
        counts[members[i]!] = counts[members[i]!]! + 1;
      }
      return sums.map((total, category) => total / counts[category]!);
    },
  };
}
