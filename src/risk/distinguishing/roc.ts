/** The ROC curve of an attack, thinned out to points that are even on a logarithmic scale of false alarms, with pointwise bands. */
import type { Curve } from "../../check/finding.ts";
import type { Tally } from "../levels.ts";
import { rateCounts, rateInterval, rateValue } from "../rate.ts";

const x = "share of outsiders flagged";
const y = "share of people in the data flagged";
const fewAlarms = 10; // every number of false alarms up to here is a point
const perDecade = 15;

export function rocCurve(id: string, tally: Tally, gamma: number): Curve {
  const inner = alarmsAt(tally.n0).map((k) => {
    const counts = rateCounts(tally, { alpha: k / tally.n0, scale: "rate", of: null });
    const value = rateValue(counts);
    const { low, high } = rateInterval(counts, gamma);
    return { x: k / tally.n0, value, low: Math.min(low, value), high: Math.max(high, value) };
  });
  return { id, x, y, points: [...inner, { x: 1, value: 1, low: 1, high: 1 }] };
}

/** Numbers of false alarms, from 1 to all but one. */
function alarmsAt(n0: number): number[] {
  const at: number[] = [];
  for (let k = 1; k < n0; k = k < fewAlarms ? k + 1 : Math.max(k + 1, Math.round(k * 10 ** (1 / perDecade))))
    at.push(k);
  return at;
}
