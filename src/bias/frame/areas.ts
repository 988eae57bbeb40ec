/**
 * Areas under the ROC curves of many groups in one sweep over rows in the order of their scores, with variances by placements (DeLong, DeLong & Clarke-Pearson 1988).
 * With weights, a placement is a weighted share, and the variance that of a weighted mean; without, all of it is DeLong's.
 */
import type { AucEstimate } from "../../stats/auc.ts";
import type { Is } from "./table.ts";

export interface Swept {
  /** Rows of the lowest score first. Labels of all are known. */
  readonly order: Uint32Array;
  readonly scores: Float64Array;
  readonly y: Is;
  readonly weights: Float64Array | null;
}

/** Null: fewer than two positives or negatives. `rows` counts both. */
export type Area = (AucEstimate & { readonly rows: number }) | null;

/** Of placements V of one side: sums of w, w^2, w V, w^2 V, w^2 V^2. */
interface Side {
  readonly rows: Float64Array;
  readonly w: Float64Array;
  readonly w2: Float64Array;
  readonly wV: Float64Array;
  readonly w2V: Float64Array;
  readonly w2VV: Float64Array;
}

export function areasBy(codes: Int32Array, groups: number, swept: Swept): Area[] {
  const { order, scores, y, weights } = swept;
  const all = [sideOf(groups), sideOf(groups)] as const;
  for (const row of order) {
    const code = codes[row]!;
    if (code < 0) continue;
    const side = all[y[row] as 0 | 1];
    const weight = weights ? weights[row]! : 1;
    side.rows[code]!++;
    side.w[code]! += weight;
    side.w2[code]! += weight * weight;
  }
  const [negatives, positives] = all;
  // Weights below the present score, and at it.
  const below = [new Float64Array(groups), new Float64Array(groups)] as const;
  const here = [new Float64Array(groups), new Float64Array(groups)] as const;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[order[start]!]!;
    for (end = start; end < order.length && scores[order[end]!] === score; end++) {
      const row = order[end]!;
      const code = codes[row]!;
      if (code >= 0) here[y[row] as 0 | 1][code]! += weights ? weights[row]! : 1;
    }
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const code = codes[row]!;
      if (code < 0) continue;
      const weight = weights ? weights[row]! : 1;
      const positive = y[row] === 1;
      const [side, other] = positive ? [positives, negatives] : [negatives, positives];
      const past = positive ? 0 : 1;
      const share = (below[past][code]! + here[past][code]! / 2) / other.w[code]!;
      const placed = (positive ? share : 1 - share) - 0.5; // shifted, so that squares do not cancel
      side.wV[code]! += weight * placed;
      side.w2V[code]! += weight * weight * placed;
      side.w2VV[code]! += weight * weight * placed * placed;
    }
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const code = codes[row]!;
      if (code < 0) continue;
      const is = y[row] as 0 | 1;
      below[is][code]! += weights ? weights[row]! : 1;
      here[is][code] = 0;
    }
  }
  return Array.from({ length: groups }, (_, g) => areaOf(positives, negatives, g));
}

const sideOf = (groups: number): Side => {
  const zeros = (): Float64Array => new Float64Array(groups);
  return { rows: zeros(), w: zeros(), w2: zeros(), wV: zeros(), w2V: zeros(), w2VV: zeros() };
};

function areaOf(positives: Side, negatives: Side, g: number): Area {
  const worth = ({ w, w2 }: Side): number => (w2[g]! > 0 ? (w[g]! * w[g]!) / w2[g]! : 0);
  const [members, outsiders] = [worth(positives), worth(negatives)];
  if (Math.min(positives.rows[g]!, negatives.rows[g]!) < 2 || !(Math.min(members, outsiders) > 1)) return null;
  const mean = positives.wV[g]! / positives.w[g]!;
  const variance = ({ w, w2, w2V, w2VV }: Side, n: number): number =>
    (Math.max(0, w2VV[g]! - 2 * mean * w2V[g]! + mean * mean * w2[g]!) / (w[g]! * w[g]!)) * (n / (n - 1));
  return {
    auc: Math.min(1, Math.max(0, mean + 0.5)),
    variance: variance(positives, members) + variance(negatives, outsiders),
    members,
    outsiders,
    rows: positives.rows[g]! + negatives.rows[g]!,
  };
}
