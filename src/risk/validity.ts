/** What a reader must know before believing a guessing game: data, never warnings on a console. */
import type { GuessCounts, Validity } from "../check/finding.ts";
import { arm, countBaseline, reference, units, type Guesses } from "./counts.ts";
import { interval } from "./interval.ts";
import { gamma, smallArm } from "./measures.ts";
import { passableLimit, peopleToPass } from "./power.ts";

/** Fewer units than this measure nothing, whatever the number of trials (risk.md §0). */
const fewestUnits = 8;

/** How a game can be used: it counts, it is too small, or nobody is left whom the reference misses. */
export type Use = "measured" | "too-few-trials" | "control-saturated" | "no-control";

/** `counts` null: there is neither control nor baseline. */
export function useOf(counts: GuessCounts | null): Use {
  if (counts === null) return "no-control";
  if (!(units(counts) >= fewestUnits)) return "too-few-trials";
  return reference(counts) < 1 ? "measured" : "control-saturated";
}

/** Why a game does not count in full. `blocks`: no other game of the suite is measured, so nothing can stand on this one. */
export function unusable(game: Guesses, use: Use, effect: "blocks" | "note"): Validity[] {
  if (use === "measured") return [];
  const of = game.of && { of: game.of };
  const people = arm(game.attack).n;
  const message = {
    "too-few-trials": game.control
      ? `Only ${people} people in the data and ${arm(game.control).n} outsiders were played on; at least ${fewestUnits} of each are needed.`
      : `Only ${people} people in the data were played on; at least ${fewestUnits} are needed.`,
    "control-saturated": game.control
      ? "The guess was right for every outsider, so it cannot do better on people in the data."
      : "A blind guess is always right here, so the attack cannot do better.",
    "no-control": "There are no outsiders and no blind guess to compare with, so the hits say nothing.",
  }[use];
  return [{ code: use, message, ...of, effect }];
}

/** Notes on a game that is measured. */
export function notes(game: Guesses, counts: GuessCounts): Validity[] {
  const of = game.of && { of: game.of };
  const found: Validity[] = [];
  if (units(counts) < smallArm)
    found.push({
      code: "small-arms",
      message: `Fewer than ${smallArm} people on a side: read the counts rather than the rates.`,
      ...of,
      effect: "note",
    });
  const blind = countBaseline(game);
  if (blind && reference(blind) < 1 && !(interval(blind, gamma).low > 0))
    found.push({
      code: "attack-not-better-than-baseline",
      message:
        "The attack was not shown to do better than a blind guess, so it may simply be weak: a stronger one may do better.",
      ...of,
      effect: "note",
    });
  return found;
}

/** With no outsiders the attack can only be compared with a blind guess: better than that is not yet a leak, since one may learn from the population. */
export const noControl: Validity = {
  code: "no-control",
  message:
    "There is no holdout, so what is learnt about everybody cannot be told from what leaks about the people in the data.",
  effect: "blocks-fail",
};

/**
 * The interval crosses the limit, and so many people could not pass it even without a leak. `high` and `low` are the headline's.
 * Pairs are left out unless even no hit at all would not do: how much pairing helps is not known beforehand.
 */
export function tooFewToPass(
  games: readonly GuessCounts[],
  { low, high }: { low: number; high: number },
  limit: number,
): Validity[] {
  if (!(low <= limit && limit < high)) return [];
  let needed = 0;
  for (const counts of games) {
    const p = counts.design === "paired" ? 0 : reference(counts);
    const outsiders = counts.design === "independent" ? counts.controlN : null;
    if (passableLimit(counts.n, outsiders, p, counts.scale) > limit)
      needed = Math.max(needed, peopleToPass(p, limit, counts.scale));
  }
  if (needed === 0) return [];
  const enough = Number.isFinite(needed)
    ? `about ${needed} ${games.some(({ design }) => design === "independent") ? "people and as many outsiders" : "trials"} can`
    : "no number can";
  return [
    {
      code: "too-few-trials",
      message: `So few cannot be shown to be within the limit of ${limit} even if nothing leaks; ${enough}.`,
      effect: "note",
    },
  ];
}
