/** The largest of several attacks' true positive rates at one false alarm rate, corrected for having been chosen (risk.md §3, Suites). */
import type { ScoreCounts } from "../../check/finding.ts";
import { crossFitted, folds, indexOfMax } from "../crossfit.ts";
import type { Tally } from "../levels.ts";
import { alarms, rateCounts, rateInterval, rateLow, rateValue } from "../rate.ts";
import type { Largest } from "../suite.ts";
import type { Attack, Parts } from "./game.ts";

export interface Rate {
  readonly alpha: number;
  readonly scale: ScoreCounts["scale"];
}

/** Fewer outsiders cannot say where the threshold lies: 100 for 1 in 10. */
export const outsidersFor = (alpha: number): number => Math.ceil(10 / alpha - 1e-9);

/** Outsiders above the smallest outsider's score that at most alpha of them exceed: fewer than alpha where scores tie. */
export function falseAlarms({ outsiders, n0 }: Tally, alpha: number): number {
  const most = alarms(alpha, n0);
  let above = 0;
  for (let level = outsiders.length - 1; level >= 0; level--) {
    if (above + outsiders[level]! > most) return above;
    above += outsiders[level]!;
  }
  return above;
}

/** With heavy ties the attack cannot make so many false alarms: at less than half of them it is another game. */
export const tooTied = (tally: Tally, alpha: number): boolean => falseAlarms(tally, alpha) / tally.n0 < alpha / 2;

export function largestRate(
  attacks: readonly Attack[],
  { alpha, scale }: Rate,
  { parts, gamma }: { parts: Parts; gamma: number },
): Largest & { readonly counts: readonly ScoreCounts[] } {
  const countsOf = (attack: Attack, tally: Tally): ScoreCounts => rateCounts(tally, { alpha, scale, of: attack.of });
  const counts = attacks.map((attack) => countsOf(attack, attack.tally));
  const bounds = counts.map((one) => rateInterval(one, gamma));
  if (attacks.length === 1) return { value: rateValue(counts[0]!), ...bounds[0]!, best: 0, counts };
  const each = gamma / attacks.length;
  const lows = counts.map((one) => rateLow(one, each));
  const best = indexOfMax(lows);
  const low = lows[best]!;
  const high = Math.max(...bounds.map((bound) => bound.high));
  const value = crossFitted({
    folds,
    games: attacks.length,
    promise: (k, without) => rateLow(countsOf(attacks[k]!, parts.without(attacks[k]!, without)), each),
    counted: (k, on) => rateValue(countsOf(attacks[k]!, parts.on(attacks[k]!, on))),
  });
  return { value: Math.min(high, Math.max(low, value)), low, high, best, counts };
}
