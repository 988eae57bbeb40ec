/** One attack of a distinguishing game, made ready: its levels, and counts of any part of the people. */
import type { Of } from "../../check/finding.ts";
import { aucOfLevels, type AucEstimate, type Placements } from "../../stats/auc.ts";
import { folds } from "../crossfit.ts";
import type { Folding } from "../folds.ts";
import { levelsOf, tallyOf, type Levels, type Tally } from "../levels.ts";

/** Scores of one attack: higher = "in the data"; the same people in the same order in every attack. */
export interface Scores {
  readonly of: Of;
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}

export interface Attack {
  readonly of: Of;
  readonly levels: Levels;
  readonly tally: Tally;
  readonly auc: AucEstimate;
}

export function attackOf(scores: Scores): Attack {
  const levels = levelsOf(scores);
  const tally = tallyOf(levels);
  return { of: scores.of, levels, tally, auc: aucOfLevels(tally.members, tally.outsiders) };
}

/** Counts of one attack on everybody but the people of a fold, and on the people of some. */
export interface Parts {
  without(attack: Attack, fold: number): Tally;
  on(attack: Attack, folds: readonly number[]): Tally;
}

/** @param foldOf the same for all attacks: they are about the same people */
export function partsOf({ tally: { n1, n0 } }: Attack, foldOf: Folding): Parts {
  const fold = { members: foldOf("attack", n1), outsiders: foldOf("control", n0) };
  const those = (keep: (fold: number) => boolean): { members: Uint8Array; outsiders: Uint8Array } => ({
    members: fold.members.map((of) => Number(keep(of))),
    outsiders: fold.outsiders.map((of) => Number(keep(of))),
  });
  const others = Array.from({ length: folds }, (_, left) => those((of) => of !== left));
  return {
    without: (attack, left) => tallyOf(attack.levels, others[left]),
    on: (attack, chosen) =>
      chosen.length === folds
        ? attack.tally
        : tallyOf(
            attack.levels,
            those((of) => chosen.includes(of)),
          ),
  };
}

/** For DeLong's covariances: without sorting. */
export function placementsOf({ auc: { auc }, levels, tally }: Attack): Placements {
  const [ofMembers, ofOutsiders] = [new Float64Array(levels.count), new Float64Array(levels.count)];
  let [m, o] = [0, 0];
  for (let level = 0; level < levels.count; level++) {
    ofMembers[level] = (o + tally.outsiders[level]! / 2) / tally.n0;
    ofOutsiders[level] = 1 - (m + tally.members[level]! / 2) / tally.n1;
    m += tally.members[level]!;
    o += tally.outsiders[level]!;
  }
  return {
    auc,
    members: Float64Array.from(levels.members, (level) => ofMembers[level]!),
    outsiders: Float64Array.from(levels.outsiders, (level) => ofOutsiders[level]!),
  };
}
