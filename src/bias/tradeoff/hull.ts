/** What a score can reach in one group: the corners of the area of all (false positive rate, true positive rate) that thresholds, and mixtures of them, give. */
import { sizesOf, type GroupCounts } from "./counts.ts";

export interface Corner {
  readonly fpr: number;
  readonly tpr: number;
  /** "Positive from this level on"; the number of levels: nobody is. */
  readonly from: number;
}

/** Every threshold, from nobody to everybody. The group has positives and negatives. */
export function rocOf(group: GroupCounts): Corner[] {
  const { positives, negatives } = sizesOf(group);
  const corners: Corner[] = [{ fpr: 0, tpr: 0, from: group.positives.length }];
  let [tp, fp] = [0, 0];
  for (let level = group.positives.length - 1; level >= 0; level--) {
    tp += group.positives[level]!;
    fp += group.negatives[level]!;
    // Sums of weights may miss the end by a rounding.
    corners.push(level === 0 ? { fpr: 1, tpr: 1, from: 0 } : { fpr: fp / negatives, tpr: tp / positives, from: level });
  }
  return corners;
}

/** Corners of the convex hull (Andrew's monotone chain), those below the diagonal too: somebody may have to be treated worse than by chance. */
export function hullOf(group: GroupCounts): Corner[] {
  const points = rocOf(group).toSorted((a, b) => a.fpr - b.fpr || a.tpr - b.tpr);
  const below = chain(points);
  const above = chain(points.toReversed());
  return [...below.slice(0, -1), ...above.slice(0, -1)];
}

function chain(points: readonly Corner[]): Corner[] {
  const kept: Corner[] = [];
  for (const point of points) {
    while (kept.length > 1 && turn(kept.at(-2)!, kept.at(-1)!, point) <= 1e-14) kept.pop();
    kept.push(point);
  }
  return kept;
}

/** Positive: to the left. */
const turn = (a: Corner, b: Corner, c: Corner): number =>
  (b.fpr - a.fpr) * (c.tpr - a.tpr) - (b.tpr - a.tpr) * (c.fpr - a.fpr);
