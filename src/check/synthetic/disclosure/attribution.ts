/**
 * Correct attribution probability (Elliot 2014; Taub et al. 2018): somebody knows a person's quasi-identifiers, looks up the synthetic rows that have the same
 * ones, and takes what they say of the secret. The share that says the truth is the probability; the guess is what most of them say.
 */
import { stream } from "../../../stats/stream.ts";
import { mix } from "../../../table/mix.ts";
import { firstWhere, type Judge } from "../secret.ts";
import { type Classes, sizeOf } from "./classes.ts";

export interface Attribution {
  /** Synthetic rows of class c that say the truth. */
  readonly right: (c: number, truth: number) => number;
  /** What most rows of the class say; of several the seed chooses one. */
  readonly guess: (c: number) => number;
  /** What most rows of the whole table say: the guess of somebody who does not look the key up. */
  readonly usual: number;
}

/** `secret`: of the synthetic rows, as `levels` gives it. */
export function attribution(
  classes: Classes,
  secret: Float64Array,
  { judge, seed, name }: { readonly judge: Judge["right"]; readonly seed: number; readonly name: string },
): Attribution {
  const { start } = classes;
  const sorted = Float64Array.from(classes.rows, (row) => secret[row]!);
  for (let c = 0; c < classes.count; c++) sorted.subarray(start[c], start[c + 1]).sort(); // NaN last
  const salt = stream(seed, "synthetic/disclosure", "ties", name).int(2 ** 31);
  const known = new Map<number, number>();
  return {
    right(c, truth) {
      const here = sorted.subarray(start[c], start[c + 1]);
      return agreeing(here, truth, (guess) => judge(guess, truth));
    },
    guess(c) {
      const found = known.get(c) ?? commonest(sorted.subarray(start[c], start[c + 1]), judge, mix(salt ^ c) >>> 0);
      known.set(c, found);
      return found;
    },
    usual: commonest(secret.toSorted(), judge, salt),
  };
}

/** The value that most of the sorted values would accept as a guess; `lot` chooses among several. */
function commonest(sorted: Float64Array, judge: Judge["right"], lot: number): number {
  let best: number[] = [];
  let most = 0;
  for (let i = 0; i < sorted.length; i++) {
    const guess = sorted[i]!;
    if (i > 0 && Object.is(guess, sorted[i - 1])) continue;
    const votes = agreeing(sorted, guess, (truth) => judge(guess, truth));
    if (votes > most) [best, most] = [[], votes];
    if (votes === most) best.push(guess);
  }
  return best[lot % best.length] ?? Number.NaN;
}

/** Of values in ascending order (NaN last) those around a point that agree with it: they lie side by side. */
function agreeing(sorted: Float64Array, point: number, agrees: (value: number) => boolean): number {
  const first = firstWhere(sorted, (value) => !(value < point) || agrees(value));
  if (Number.isNaN(point)) return sorted.length - firstWhere(sorted, (value) => Number.isNaN(value));
  const end = firstWhere(sorted, (value) => !(value <= point) && !agrees(value));
  return end - first;
}

/** A mean over people with what an interval needs. */
export type Mean = { readonly n: number; readonly sum: number; readonly squares: number };

export function meanOf(values: readonly number[] | Float64Array): Mean {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return { n: values.length, sum, squares };
}

/** The probability in a class, or in several taken together. */
export function share(classes: Classes, { right }: Attribution, pool: Int32Array, truth: number): number {
  let [hits, rows] = [0, 0];
  for (const c of pool) {
    hits += right(c, truth);
    rows += sizeOf(classes, c);
  }
  return hits / rows;
}
