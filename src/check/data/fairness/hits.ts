/** Whom a rate counts, and who of them is a hit: from labels and predictions, row by row. */
import type { RateId } from "../../../bias/frame/metrics.ts";
import { type Is, rules } from "../../../bias/frame/table.ts";
import type { Said } from "../../../subject/data.ts";

export { type RateId, rateIds } from "../../../bias/frame/metrics.ts";
export type { Is } from "../../../bias/frame/table.ts";

export function hitsOf(id: RateId, y: Is, p: Is): Int8Array {
  const rule = rules[id];
  return y.map((is, row) => rule(is, p[row]!));
}

export const isClass = ({ codes }: Extract<Said, { kind: "class" }>, k: number): Is =>
  Int8Array.from(codes, (code) => (code < 0 ? -1 : Number(code === k)));

/** A score of one half and more says yes. */
export const atHalf = (scores: Float64Array): Is =>
  Int8Array.from(scores, (score) => (Number.isNaN(score) ? -1 : Number(score >= 0.5)));
