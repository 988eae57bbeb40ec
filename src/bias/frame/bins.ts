/** Tenths of a score, by group: how many are positive there, and what the score says. */
import type { Is } from "./table.ts";

export const bins = 10;

/** Sums of weights and of weighted scores at [2 bin + label]; `rows` and `n` of all. */
export interface Binned {
  readonly rows: number;
  readonly n: number;
  readonly sums: Float64Array;
  readonly scores: Float64Array;
}

export function binnedBy(
  codes: Int32Array,
  groups: number,
  { scores, y, weights }: { readonly scores: Float64Array; readonly y: Is; readonly weights: Float64Array | null },
): Binned[] {
  const width = 2 * bins;
  const [sums, said] = [new Float64Array(groups * width), new Float64Array(groups * width)];
  const [rows, squares] = [new Float64Array(groups), new Float64Array(groups)];
  for (let row = 0; row < codes.length; row++) {
    const [code, is, score] = [codes[row]!, y[row]!, scores[row]!];
    if (code < 0 || is < 0 || Number.isNaN(score)) continue;
    const at = code * width + 2 * Math.min(bins - 1, Math.floor(score * bins)) + is;
    const weight = weights ? weights[row]! : 1;
    sums[at]! += weight;
    said[at]! += weight * score;
    rows[code]!++;
    squares[code]! += weight * weight;
  }
  return Array.from({ length: groups }, (_, g) => {
    const own = sums.slice(g * width, (g + 1) * width);
    const all = own.reduce((sum, one) => sum + one, 0);
    const n = squares[g]! > 0 ? (all * all) / squares[g]! : 0;
    return { rows: rows[g]!, n, sums: own, scores: said.slice(g * width, (g + 1) * width) };
  });
}
