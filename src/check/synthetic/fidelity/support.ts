/**
 * Work: alpha-precision and beta-recall (Alaa, van Breugel, Saveliev & van der Schaar 2022): do synthetic rows lie where real
 * ones are, and are real ones covered by synthetic rows? Given as levels, from which both are read for every alpha and beta.
 */
import { sample, stream } from "../../../stats/stream.ts";
import type { Table, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Laid, rulerOf, squared } from "./ruler.ts";
import { stack } from "./stack.ts";

/** Points in a task. */
export const pointsInTask = 1000;

type Input = {
  readonly tables: string;
  readonly columns: readonly string[];
  /** Whose rows are held against those of train: the holdout's show what other real people reach. */
  readonly arm: "synthetic" | "holdout";
  /** Rows of each, the same number. */
  readonly points: number;
  readonly seed: number;
  /** Of these rows, those from here to there. */
  readonly from: number;
  readonly to: number;
};
export type Levels = {
  /** Of each of the arm's rows: it lies in the alpha-support of train for every alpha from here on. */
  readonly precision: Float64Array;
  /** Of each of train's rows: it is covered by the beta-support of the arm for every beta from here on; 2: by none. */
  readonly recall: Float64Array;
};

export const supportWork: Work<Input, Levels> = {
  id: "synthetic/fidelity/support@1",
  async run({ columns, arm, points, seed, from, to, ...input }, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const real = drawn(tables, "train", { columns, points, seed });
    const made = drawn(tables, arm, { columns, points, seed });
    const ruler = rulerOf(real);
    const inTrain = levelIn(ruler.toCentre(real, real));
    const outwards = ruler.toCentre(made, real);
    const ownCentre = ruler.toCentre(made, made);
    const levelOf = Float64Array.from(ownCentre, levelIn(ownCentre));
    const inward = Uint32Array.from(levelOf, (_, row) => row).toSorted((i, j) => levelOf[i]! - levelOf[j]!);
    const [a, b] = [ruler.lay(real), ruler.lay(made)];
    return {
      precision: outwards.subarray(from, to).map(inTrain),
      recall: Float64Array.from({ length: Math.max(0, Math.min(to, real.rows) - from) }, (_, i) => {
        const radius = nearestOther(a, from + i, real.rows);
        const first = inward.find((row) => squared(a, from + i, b, row, radius) <= radius);
        return first === undefined ? 2 : levelOf[first]!;
      }),
    };
  },
};

function drawn(
  tables: Tables,
  part: string,
  { columns, points, seed }: Pick<Input, "columns" | "points" | "seed">,
): Table {
  const { [part]: table } = tables;
  if (!table) throw new Error(`The tables have no part ${part}`);
  const rows = sample(table.rows, points, stream(seed, "synthetic/fidelity", "support", part));
  return stack([{ table, rows }], columns);
}

/** The share of the values that lie below, ties counting half. */
function levelIn(values: Float64Array): (value: number) => number {
  const sorted = values.toSorted();
  const below = (value: number, also: 0 | 1): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < value || (also === 1 && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (value) => (below(value, 0) + below(value, 1)) / 2 / sorted.length;
}

function nearestOther(laid: Laid, i: number, rows: number): number {
  let nearest = Infinity;
  for (let j = 0; j < rows; j++) if (j !== i) nearest = Math.min(nearest, squared(laid, i, laid, j, nearest));
  return nearest;
}

/** 1 - 2 times the mean distance of P(level <= a) from a, over all a from 0 to 1: 1 when the levels are uniform. */
export function integrated(levels: Float64Array): number {
  const sorted = levels.toSorted();
  const n = sorted.length;
  let [area, at] = [0, 0];
  for (let k = 0; k <= n; k++) {
    const next = k < n ? Math.min(1, sorted[k]!) : 1;
    area += strip(at, next, k / n);
    at = Math.max(at, next);
  }
  return 1 - 2 * area;
}

/** The integral of |share - a| from one a to another. */
function strip(from: number, to: number, share: number): number {
  if (!(to > from)) return 0;
  if (share <= from) return ((to - share) ** 2 - (from - share) ** 2) / 2;
  if (share >= to) return ((share - from) ** 2 - (share - to) ** 2) / 2;
  return ((share - from) ** 2 + (to - share) ** 2) / 2;
}
