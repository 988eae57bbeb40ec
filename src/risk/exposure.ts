/** Who bears the leak (risk.md §4): how many people stand out, who could be named, which groups, and which subgroup most of all. */
import type { Exposure } from "../check/finding.ts";
import { accusations } from "./exposure/accusations.ts";
import { groupsOf, type GroupColumn } from "./exposure/groups.ts";
import { referenceOf } from "./exposure/leak.ts";
import { rank, type ScoresOf } from "./exposure/ranks.ts";
import { histogram, standOut } from "./exposure/stand-out.ts";
import { worstOf } from "./exposure/worst.ts";

export type { GroupColumn } from "./exposure/groups.ts";

export interface ExposureOptions {
  /** Of the run. */
  readonly seed: number;
  /** Names the streams of random numbers: the check's id. */
  readonly name: string;
  /** Protected columns are groups of their own; all are searched for the worst subgroup. */
  readonly groups: readonly GroupColumn[];
  /** Of the search for the worst subgroup; fewer where there are many people and columns. */
  readonly reshuffles?: number;
}

/**
 * From the scores of one attack (higher = "in the data") to who bears it. Takes up to a few seconds: for works, not for plays.
 * Without people on both sides there is nothing to compare: lists are empty.
 */
export function exposure(scores: ScoresOf, options: ExposureOptions): Exposure {
  const ranks = rank(scores);
  const sides = { members: scores.members.length, outsiders: scores.outsiders.length };
  const nobody = Math.min(sides.members, sides.outsiders) === 0;
  const common = referenceOf(scores, ranks);
  return {
    of: scores.of,
    ...sides,
    cap: ranks.cap,
    standOut: standOut(scores, ranks),
    histogram: histogram(ranks),
    accusations: nobody ? [] : accusations(scores, ranks),
    groups: groupsOf(scores, ranks, common, options.groups),
    worst: nobody ? null : worstOf(scores, ranks, common, options),
  };
}
