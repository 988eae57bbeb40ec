/** What is not a rate by group, as a work: how unequally errors fall on people, whether similar people are treated alike, and whether a score means the same in every group. */
import type { Cast } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { groupingsOf } from "../label/groups.ts";
import { strataOf, type WithinStrata, withinStrata } from "../label/strata.ts";
import type { StandIn } from "../tradeoff/score.ts";
import { type Calibrations, calibrationsOf } from "./derived/calibrations.ts";
import { type Epsilons, epsilonsOf } from "./derived/epsilons.ts";
import { type Inequality, inequalityOf } from "./derived/inequality.ts";
import { type Likeness, likenessOf } from "./derived/likeness.ts";
import { atHalf, type Is, isClass } from "./hits.ts";

export type DerivedInput = {
  readonly tables: string;
  /** The table whose people these are. */
  readonly part: string;
  readonly cast: string;
  /** Key of a `StandIn`; null: what the table says. */
  readonly standIn: string | null;
  /** Columns that may rightly explain a difference. */
  readonly strata: readonly string[];
  /** By which people are similar. */
  readonly columns: readonly string[];
  readonly neighbours: number;
  /** Of more rows than this so many are drawn, for what similar people are alike in. */
  readonly rows: number;
  readonly seed: number;
};
export type Derived = {
  /** Null: nobody's label and prediction are known. */
  readonly inequality: Inequality | null;
  /** Null: with weights, without columns, or of too few people. */
  readonly likeness: Likeness | null;
  readonly epsilons: readonly Epsilons[];
  /** Empty: with weights, or without a score. */
  readonly calibrations: readonly Calibrations[];
  /** Of predictions; empty without strata. */
  readonly within: readonly WithinStrata[];
};

/** Labels and predictions of the positive class, and its score, by row. */
export interface Told {
  readonly y: Is;
  readonly p: Is;
  readonly scores: Float64Array | null;
  readonly weights: Float64Array | null;
  readonly seed: number;
}

/** Null: the label is no class, or has no positive one. */
export const derivedWork: Work<DerivedInput, Derived | null> = {
  id: "data/fairness-derived@4",
  async run(
    { tables: key, part, cast: castKey, standIn, strata: names, columns, neighbours, rows: most, seed },
    reader,
  ) {
    const cast = (await reader.get(castKey)) as unknown as Cast; // the output of the cast's work
    const stand = standIn === null ? null : ((await reader.get(standIn)) as unknown as StandIn);
    const { label, prediction, rows, weights } = cast;
    if (label?.kind !== "class" || label.positive === null) return null;
    const scores = stand?.scores ?? cast.score;
    const p =
      prediction?.kind === "class"
        ? isClass(prediction, label.positive)
        : scores
          ? atHalf(scores)
          : new Int8Array(rows).fill(-1);
    const told: Told = { y: isClass(label, label.positive), p, scores, weights, seed };
    const groupings = groupingsOf(cast);
    const single = groupings.filter(({ crossed }) => !crossed);
    const likened = weights === null && columns.length > 0;
    const tables = likened || names.length > 0 ? ((await reader.get(key)) as unknown as Tables) : {}; // of table/read
    const table = tables[part];
    const strata = table && names.length > 0 ? strataOf(table, names) : null;
    return {
      inequality: inequalityOf(single, told),
      likeness: table && likened ? likenessOf(table, told, { columns, k: neighbours, most }) : null,
      epsilons: groupings.map((each) => epsilonsOf(each, told)),
      calibrations: single.flatMap((each) => calibrationsOf(each, told) ?? []),
      within: withinStrata(groupings, strata, { hit: p, weights }),
    };
  },
};
