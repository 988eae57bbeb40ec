/** How well scores tell members from others, read as papers read it: the last step of the curve that is below the rate of false alarms; nothing between steps. */
import { auc } from "../src/stats/auc.ts";

export interface Found {
  readonly auc: number;
  /** Share of members found at less than 1 in 1,000, and at less than 1 in 100, false alarms. */
  readonly low: number;
  readonly one: number;
}

/** Scores by row, higher = in the data; `isIn`: 1 = in the data. */
export function found(scores: Float64Array, isIn: Uint8Array): Found {
  const side = (one: number): Float64Array => scores.filter((_, row) => isIn[row] === one).toSorted();
  const [members, outsiders] = [side(1), side(0)];
  return {
    auc: auc({ members, outsiders }),
    low: rateBelow(members, outsiders, 0.001),
    one: rateBelow(members, outsiders, 0.01),
  };
}

/** Both ascending. Whoever scores more than the first outsider who is not let through is accused. */
function rateBelow(members: Float64Array, outsiders: Float64Array, alpha: number): number {
  const most = Math.ceil(alpha * outsiders.length) - 1;
  const line = outsiders.at(-1 - most) ?? -Infinity;
  return members.filter((score) => score > line).length / members.length;
}
