/** The numbers of one attack as a finding lists them: plain 95 % intervals, not judged. */
import type { Measure, Of } from "../../check/finding.ts";
import { aucInterval } from "../../stats/auc.ts";
import { confidence, gamma, row, smallArm } from "../measures.ts";
import { rateCounts, rateInterval, rateValue } from "../rate.ts";
import type { Largest } from "../suite.ts";
import { gapBand, largestGap } from "./gap.ts";
import type { Attack } from "./game.ts";
import { falseAlarms, outsidersFor, tooTied } from "./largest-rate.ts";

/** The headline's false alarm rate: a coin-like game that every suite can play. */
export const wide = 0.1;
/** Few false alarms: what an accuser needs. */
export const narrow = 0.01;
const narrowest = 0.001;

/** An AUC of fewer on a side is not measured. */
export const fewestForAuc = 10;

export const rateId = (alpha: number): string => `tpr@fpr=${alpha}`;

export function attackRows(attack: Attack): Measure[] {
  const { of, tally } = attack;
  const { n1, n0 } = tally;
  const status = Math.min(n1, n0) < smallArm ? { status: "small" as const } : {};
  const gap = largestGap(tally);
  const band = gapBand(gap, tally, gamma);
  return [
    aucRow(attack),
    ...rateRows(attack, wide),
    ...rateRows(attack, narrow),
    ...(n0 >= outsidersFor(narrowest) ? rateRows(attack, narrowest) : []),
    row({
      id: "largest-gap",
      of,
      value: gap,
      low: Math.max(0, band.low),
      high: Math.min(1, band.high),
      n: n1,
      ...status,
    }),
  ];
}

function aucRow({ of, auc }: Attack): Measure {
  const n = auc.members;
  if (Math.min(auc.members, auc.outsiders) < fewestForAuc)
    return row({ id: "auc", of, value: auc.auc, low: null, high: null, n, status: "not-measurable" });
  const small = Math.min(auc.members, auc.outsiders) < smallArm;
  return row({ id: "auc", of, value: auc.auc, ...aucInterval(auc, gamma), n, ...(small && { status: "small" }) });
}

/** The rate, of 1 in 10 also less chance, which is the advantage; with the false alarms that were really made where ties kept them from being as many. */
function rateRows({ of, tally }: Attack, alpha: number): Measure[] {
  const { n1, n0 } = tally;
  const id = rateId(alpha);
  const made = falseAlarms(tally, alpha);
  const real: Measure = row({ id: `realised.${id}`, of, value: made / n0, low: null, high: null, n: n0, hits: made });
  if (n0 < outsidersFor(alpha) || tooTied(tally, alpha)) {
    const unknown = { of, value: null, low: null, high: null, n: n1, status: "not-measurable" as const };
    return [...(alpha === wide ? [row({ id: "advantage", ...unknown })] : []), row({ id, ...unknown }), real];
  }
  const counts = rateCounts(tally, { alpha, scale: "rate", of });
  const value = rateValue(counts);
  const { low, high } = rateInterval(counts, gamma);
  const small = n1 < smallArm ? { status: "small" as const } : {};
  const rate = row({ id, of, value, low, high, n: n1, hits: Math.round(value * n1), ...small });
  const less = { of, value: value - alpha, low: low - alpha, high: high - alpha, n: n1, ...small };
  return [
    ...(alpha === wide ? [row({ id: "advantage", ...less })] : []),
    rate,
    ...(made / n0 < alpha * 0.9 ? [real] : []),
  ];
}

/** The corrected maximum, under the name of the attack that stands for it. */
export function bestRow(id: string, found: Largest, named: Attack): Measure {
  const of: Of = { ...named.of, best: "true" };
  const { value, low, high } = found;
  return { ...row({ id, of, value, low, high, n: named.tally.n1 }), confidence };
}
