/** Labels that a model which has not seen them finds hard to believe: confident learning (Northcutt, Jiang & Chuang 2021, Journal of Artificial Intelligence Research 70). */
import { wholeWithSum } from "./confident/whole.ts";

export interface Confident {
  /** By class: the mean chance of it among its own rows; NaN for a class without rows. */
  readonly thresholds: readonly number[];
  /** Rows by given class and by the class that they are confidently of. Rows that are confidently of none are not counted. */
  readonly joint: readonly (readonly number[])[];
  /** The same, scaled so that each given class has all its rows, in whole rows. */
  readonly calibrated: readonly (readonly number[])[];
  /** By row: the class that it is confidently of; -1 = of none. */
  readonly confident: Int32Array;
}

/** As in cleanlab, so that a chance equal to its threshold counts however it was rounded. */
const hair = 1e-6;

/**
 * `chances`: row by row, of each of `classes` classes, from a model that has not seen the row. `labels`: 0 to classes - 1.
 */
export function confident(chances: ArrayLike<number>, labels: ArrayLike<number>, classes: number): Confident {
  const thresholds = thresholdsOf(chances, labels, classes);
  const joint = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  const counts = Array<number>(classes).fill(0);
  const found = new Int32Array(labels.length).fill(-1);
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    counts[given]!++;
    let best = -1;
    for (let k = 0; k < classes; k++) {
      const chance = chances[row * classes + k]!;
      if (chance >= thresholds[k]! - hair && (best < 0 || chance > chances[row * classes + best]!)) best = k;
    }
    found[row] = best;
    if (best >= 0) joint[given]![best]!++;
  }
  return { thresholds, joint, calibrated: calibrate(joint, counts), confident: found };
}

function thresholdsOf(chances: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number[] {
  const sums = Array<number>(classes).fill(0);
  const counts = Array<number>(classes).fill(0);
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    sums[given]! += chances[row * classes + given]!;
    counts[given]!++;
  }
  return sums.map((sum, k) => (counts[k]! > 0 ? sum / counts[k]! : Number.NaN));
}

/** A class none of whose rows is confidently anything is taken to be right. */
function calibrate(joint: readonly (readonly number[])[], counts: readonly number[]): number[][] {
  return joint.map((row, given) => {
    const total = row.reduce((sum, x) => sum + x, 0);
    const n = counts[given]!;
    const scaled = row.map((x, k) => (total > 0 ? (x * n) / total : k === given ? n : 0));
    return wholeWithSum(scaled, n);
  });
}
