/** What a reader must know before believing a distinguishing game: data, never warnings on a console. */
import type { Validity } from "../../check/finding.ts";
import { limitFor, policies } from "../limits.ts";
import { smallArm } from "../measures.ts";
import { passableRate, peopleToPassRate } from "../power.ts";
import type { Attack } from "./game.ts";
import { outsidersFor, tooTied, type Rate } from "./largest-rate.ts";
import { fewestForAuc, wide } from "./rows.ts";

/** Why the headline cannot be measured on so few; empty where it can. */
export function tooFew(n1: number, n0: number): Validity[] {
  const needed = outsidersFor(wide);
  if (n0 >= needed && n1 >= fewestForAuc) return [];
  const people = n1 < fewestForAuc ? `at least ${fewestForAuc} people in the data and ` : "";
  return [
    {
      code: n0 === 0 ? "no-control" : "too-few-trials",
      message:
        n0 === 0
          ? "There are no outsiders, so nobody can be told apart from them."
          : `${n1} people in the data and ${n0} outsiders were scored; ${people}at least ${needed} outsiders are needed to say who stands out among 1 in 10 of them.`,
      effect: "blocks",
    },
  ];
}

/** Attacks that score everybody alike, or so coarsely that the false alarms cannot be had. `blocks` if no attack is left. */
export function coarse(attacks: readonly Attack[], alpha: number): Validity[] {
  const usable = attacks.filter(({ tally }) => !tooTied(tally, alpha));
  const effect = usable.length === 0 ? "blocks" : "note";
  return attacks.flatMap(({ of, levels, tally }): Validity[] => {
    if (levels.count <= 1)
      return [{ code: "constant-score", message: "Everybody has the same score, so nobody stands out.", of, effect }];
    if (!tooTied(tally, alpha)) return [];
    const message =
      "So many outsiders share the highest scores that no threshold makes 1 false alarm in 10: the attack is left out of the headline.";
    return [{ code: "tied-scores", message, of, effect, measure: "advantage" }];
  });
}

export function smallArms(n1: number, n0: number): Validity[] {
  if (Math.min(n1, n0) >= smallArm) return [];
  const message = `Fewer than ${smallArm} people on a side: read the counts rather than the rates.`;
  return [{ code: "small-arms", message, effect: "note" }];
}

/** The limit that a measure has unless the user says otherwise. */
export const usualLimit = (check: string, measure: string, given: number | null | undefined): number | null =>
  given === undefined ? limitFor(policies.default, check, measure) : given;

/** The interval crosses the limit, and so many could not pass it (80 % chance) even without a leak. */
export function tooFewToPass(
  { n1, n0, attacks }: { n1: number; n0: number; attacks: number },
  { low, high }: { low: number; high: number },
  { alpha, scale, limit }: Rate & { limit: number },
): Validity[] {
  if (!(low <= limit && limit < high)) return [];
  const room = scale === "rate" ? limit - alpha : limit; // above what chance gives
  if (passableRate({ people: n1, outsiders: n0, alpha, attacks }) <= room) return [];
  const needed = Math.max(peopleToPassRate(room, { alpha, attacks }), outsidersFor(alpha));
  const enough = Number.isFinite(needed) ? `about ${needed} people and as many outsiders can` : "no number can";
  const message = `So few cannot be shown to be within the limit of ${limit} even if nothing leaks; ${enough}.`;
  return [{ code: "too-few-trials", message, effect: "note" }];
}
