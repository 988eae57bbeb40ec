/** How many rows of a group have which label and which prediction: all rates are read off it. */
import type { RateId } from "./metrics.ts";

/** By row: 1 = positive, 0 = not, -1 = unknown. */
export type Is = Int8Array;

/** Nine cells each: (label, prediction) at 3 label + prediction, with 2 for unknown. */
export interface CountTable {
  readonly rows: Float64Array;
  /** Of weights, and of their squares. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Hits of as many rows as they are worth with their weights: n = (sum w)^2 / sum w^2 (Kish). `weight` is the sum of weights. */
export interface Tally {
  readonly rows: number;
  readonly hits: number;
  readonly n: number;
  readonly weight: number;
}

const cells = 9;
const place = (is: number): number => (is < 0 ? 2 : is);

/** One table per group, in one pass. `codes` are positions below `groups`; -1 = of no group. */
export function tablesOf(
  { codes, groups }: { readonly codes: Int32Array; readonly groups: number },
  { y, p, weights }: { readonly y: Is; readonly p: Is; readonly weights: Float64Array | null },
): CountTable[] {
  const size = groups * cells;
  const [rows, sums, squares] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    const at = code * cells + 3 * place(y[row]!) + place(p[row]!);
    rows[at]!++;
    if (!weights) continue;
    const weight = weights[row]!;
    sums[at]! += weight;
    squares[at]! += weight * weight;
  }
  return Array.from({ length: groups }, (_, g) => {
    const own = (all: Float64Array): Float64Array => all.slice(g * cells, (g + 1) * cells);
    return { rows: own(rows), sums: own(weights ? sums : rows), squares: own(weights ? squares : rows) };
  });
}

/** Everybody who is not of the group. */
export function without(all: CountTable, own: CountTable): CountTable {
  const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => Math.max(0, x - b[i]!));
  return {
    rows: minus(all.rows, own.rows),
    sums: minus(all.sums, own.sums),
    squares: minus(all.squares, own.squares),
  };
}

/** (label, prediction) to 1 = hit, 0 = none, -1 = not counted. Both -1 where unknown. */
export const rules: { readonly [id in RateId]: (y: number, p: number) => number } = {
  "base-rate": (y) => y,
  "selection-rate": (_, p) => p,
  tpr: (y, p) => (y === 1 ? p : -1),
  fpr: (y, p) => (y === 0 ? p : -1),
  tnr: (y, p) => (y === 0 ? other(p) : -1),
  fnr: (y, p) => (y === 1 ? other(p) : -1),
  ppv: (y, p) => (p === 1 ? y : -1),
  npv: (y, p) => (p === 0 ? other(y) : -1),
  fdr: (y, p) => (p === 1 ? other(y) : -1),
  for: (y, p) => (p === 0 ? y : -1),
  accuracy: (y, p) => (y < 0 || p < 0 ? -1 : Number(y === p)),
  "error-rate": (y, p) => (y < 0 || p < 0 ? -1 : Number(y !== p)),
};

const other = (is: number): number => (is < 0 ? -1 : 1 - is);
const known = [0, 1, -1] as const;

/** How often `rule` is met by those whom it counts. */
export function tallyBy({ rows, sums, squares }: CountTable, rule: (y: number, p: number) => number): Tally {
  let [counted, hits, all, squared] = [0, 0, 0, 0];
  for (let at = 0; at < cells; at++) {
    const is = rule(known[Math.floor(at / 3)]!, known[at % 3]!);
    if (is < 0) continue;
    counted += rows[at]!;
    all += sums[at]!;
    squared += squares[at]!;
    if (is === 1) hits += sums[at]!;
  }
  const n = squared > 0 ? (all * all) / squared : 0;
  return { rows: counted, hits: all > 0 ? (hits * n) / all : 0, n, weight: all };
}

export const tallyOf = (table: CountTable, id: RateId): Tally => tallyBy(table, rules[id]);

/** Found, falsely called, rightly left and missed; in rows that they are worth. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
  readonly rows: number;
  readonly n: number;
}

export function confusionOf(table: CountTable): Confusion {
  const { rows, n, weight } = tallyOf(table, "accuracy");
  const worth = (y: number, p: number): number => (weight > 0 ? (table.sums[3 * y + p]! * n) / weight : 0);
  return { tp: worth(1, 1), fp: worth(0, 1), tn: worth(0, 0), fn: worth(1, 0), rows, n };
}
