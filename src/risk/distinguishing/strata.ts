/**
 * Members who can be told from outsiders without the artefact make any attack look good. So figures are repeated within fifths of the blind score, where members and
 * outsiders are alike, and averaged with weights n_1 n_0/(n_1 + n_0) (risk.md §3).
 */
import type { ScoreCounts } from "../../check/finding.ts";
import { aucOfLevels } from "../../stats/auc.ts";
import { normalQuantile } from "../../stats/normal.ts";
import type { Interval } from "../../stats/proportion.ts";
import { tallyOf, type Levels, type Tally } from "../levels.ts";
import { rateCounts, rateInterval, rateValue } from "../rate.ts";
import type { Attack } from "./game.ts";
import type { Rate } from "./largest-rate.ts";

const fifths = 5;

export interface Figure extends Interval {
  readonly value: number;
}

/** Fifth of each person by the blind score, all people together; equal scores stay together. */
export interface Strata {
  readonly members: Uint8Array;
  readonly outsiders: Uint8Array;
}

export function strataOf(blind: Levels): Strata {
  const { members, outsiders, n1, n0 } = tallyOf(blind);
  const stratum = new Uint8Array(blind.count);
  let below = 0;
  for (let level = 0; level < blind.count; level++) {
    const here = members[level]! + outsiders[level]!;
    stratum[level] = Math.min(fifths - 1, Math.floor((fifths * (below + here / 2)) / (n1 + n0)));
    below += here;
  }
  const place = (of: Int32Array): Uint8Array => Uint8Array.from(of, (level) => stratum[level]!);
  return { members: place(blind.members), outsiders: place(blind.outsiders) };
}

/** The attack's counts in each fifth that has members and outsiders. */
function talliesOf({ levels }: Attack, strata: Strata): Tally[] {
  const tallies: Tally[] = [];
  for (let at = 0; at < fifths; at++) {
    const keep = (of: Uint8Array): Uint8Array => of.map((one) => Number(one === at));
    const tally = tallyOf(levels, { members: keep(strata.members), outsiders: keep(strata.outsiders) });
    if (tally.n1 > 0 && tally.n0 > 0) tallies.push(tally);
  }
  return tallies;
}

/** The rate within fifths, each with its own threshold; the bounds are put together by their distances from the estimates (MOVER, Zou & Donner 2008). */
export function rateWithin(attack: Attack, strata: Strata, { alpha, scale, gamma }: Rate & { gamma: number }): Figure {
  const parts = talliesOf(attack, strata).map((tally) => {
    const counts: ScoreCounts = rateCounts(tally, { alpha, scale, of: null });
    return { weight: weightOf(tally), value: rateValue(counts), ...rateInterval(counts, gamma) };
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const value = parts.reduce((sum, part) => sum + (part.weight / total) * part.value, 0);
  const reach = (end: "low" | "high"): number =>
    Math.sqrt(parts.reduce((sum, part) => sum + ((part.weight / total) * (part[end] - part.value)) ** 2, 0));
  return { value, low: value - reach("low"), high: value + reach("high") };
}

/** AUC within fifths, with DeLong's variances; fifths of fewer than two people on a side are left out. */
export function aucWithin(attack: Attack, strata: Strata, gamma: number): Figure | null {
  const tallies = talliesOf(attack, strata).filter(({ n1, n0 }) => n1 > 1 && n0 > 1);
  const total = tallies.reduce((sum, tally) => sum + weightOf(tally), 0);
  if (total === 0) return null;
  let [value, variance] = [0, 0];
  for (const tally of tallies) {
    const estimate = aucOfLevels(tally.members, tally.outsiders);
    value += (weightOf(tally) / total) * estimate.auc;
    variance += (weightOf(tally) / total) ** 2 * estimate.variance;
  }
  const reach = -normalQuantile(gamma / 2) * Math.sqrt(variance);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

const weightOf = ({ n1, n0 }: Tally): number => (n1 * n0) / (n1 + n0);
