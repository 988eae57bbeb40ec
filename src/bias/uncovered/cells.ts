/** Rows that are equal in all features, counted once: patterns are counted over these. */
import type { Feature } from "../uncovered.ts";

export interface Cells {
  /** How many rows each stands for. */
  readonly counts: Uint32Array;
  /** By feature: the value of each, shifted by 1; 0 = missing. */
  readonly codes: readonly Uint32Array[];
  readonly rows: number;
}

export function collapsed(features: readonly Feature[]): Cells {
  const rows = features[0]?.codes.length ?? 0;
  let ids = new Uint32Array(rows);
  let groups = rows > 0 ? 1 : 0;
  for (const { codes, levels } of features) {
    // Pairs of an earlier group and a value, numbered as they first come.
    const seen = new Map<number, number>();
    const next = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
      const pair = ids[row]! * (levels + 1) + codes[row]! + 1;
      let id = seen.get(pair);
      if (id === undefined) seen.set(pair, (id = seen.size));
      next[row] = id;
    }
    [ids, groups] = [next, seen.size];
  }
  const counts = new Uint32Array(groups);
  const codes = features.map(() => new Uint32Array(groups));
  for (let row = 0; row < rows; row++) {
    const id = ids[row]!;
    if (counts[id]!++ === 0) codes.forEach((list, i) => (list[id] = features[i]!.codes[row]! + 1));
  }
  return { counts, codes, rows };
}

export interface Buckets {
  /** Rows of the table by value. */
  readonly counts: Uint32Array;
  rowsOf(value: number): Uint32Array;
}

/** Some cells split by the values of one feature; who has none is left out. */
export function bucketed(
  { codes, counts }: Cells,
  { rows, feature, levels }: { readonly rows: Uint32Array; readonly feature: number; readonly levels: number },
): Buckets {
  const of = codes[feature]!;
  const sums = new Uint32Array(levels + 1);
  const sizes = new Uint32Array(levels + 1);
  for (let i = 0; i < rows.length; i++) {
    const cell = rows[i]!;
    const value = of[cell]!;
    sums[value]! += counts[cell]!;
    sizes[value]!++;
  }
  return {
    counts: sums.subarray(1),
    rowsOf(value) {
      const into = new Uint32Array(sizes[value + 1]!);
      let at = 0;
      for (let i = 0; i < rows.length; i++) if (of[rows[i]!] === value + 1) into[at++] = rows[i]!;
      return into;
    },
  };
}
