/** Whom a rate counts, and who of them is a hit: from labels and predictions, row by row. */
import type { Said } from "../../../subject/data.ts";

export const rateIds = [
  "base-rate",
  "selection-rate",
  "tpr",
  "fpr",
  "tnr",
  "fnr",
  "ppv",
  "npv",
  "fdr",
  "for",
  "accuracy",
] as const;
export type RateId = (typeof rateIds)[number];

/** By row: 1 = of the class, 0 = of another, -1 = unknown. */
export type Is = Int8Array;

/** (label, prediction) to 1 = hit, 0 = none, -1 = not counted. Both -1 where unknown. */
const rules: { readonly [id in RateId]: (y: number, p: number) => number } = {
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
};

const other = (is: number): number => (is < 0 ? -1 : 1 - is);

export function hitsOf(id: RateId, y: Is, p: Is): Int8Array {
  const rule = rules[id];
  return y.map((is, row) => rule(is, p[row]!));
}

export const isClass = ({ codes }: Extract<Said, { kind: "class" }>, k: number): Is =>
  Int8Array.from(codes, (code) => (code < 0 ? -1 : Number(code === k)));

/** A score of one half and more says yes. */
export const atHalf = (scores: Float64Array): Is =>
  Int8Array.from(scores, (score) => (Number.isNaN(score) ? -1 : Number(score >= 0.5)));
