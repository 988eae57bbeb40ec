/** data/subgroups: for which groups that nobody marked it goes wrong. A diagnostic. */
import { z } from "zod";
import type { DataSubject } from "../../subject/data.ts";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec, Game, Json, Played } from "../types.ts";
import { notes } from "./notes.ts";
import { words } from "./subgroups/words.ts";
import { type FoundSubgroups, type Searched, subgroupsWork } from "./subgroups/works.ts";
import { standInWork } from "./tradeoff/score.ts";

export type SubgroupsOptions = {
  readonly conditions: number;
  readonly support: number;
  readonly top: number;
  readonly epsilon: number;
  readonly alpha: number;
  readonly reshuffles: number;
  readonly columns: number;
  readonly rows: number;
};

export const subgroups: CheckSpec<"data", SubgroupsOptions> = {
  id: "data/subgroups",
  ...words,
  measure: null,
  options: z.object({
    conditions: z.int().min(1).max(4).default(3).describe("that a subgroup has at most"),
    support: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.01)
      .describe("share of the rows that a subgroup has at least; never fewer than 30 rows"),
    top: z.int().min(1).max(200).default(20).describe("subgroups of each outcome that are measured on the other half"),
    epsilon: z
      .number()
      .min(0)
      .default(0.01)
      .describe(
        "a subgroup is left out where one with a condition less diverges as much but for this (of a number: but for so many standard deviations)",
      ),
    alpha: z.number().min(0).max(1).default(0.95).describe("weight of the errors, against size, in SliceLine's score"),
    reshuffles: z.int().min(19).max(9999).default(99).describe("of each outcome, that are searched alike"),
    columns: z.int().min(1).max(60).default(20).describe("that conditions are made of at most, protected ones first"),
    rows: z
      .int()
      .min(200)
      .default(50_000)
      .describe(
        "twice those that are searched at most; and those that a model is learnt from where no prediction was given",
      ),
  }),
  presets: { quick: { rows: 10_000, columns: 12 }, thorough: { reshuffles: 999, columns: 30 } },
  works: [standInWork, subgroupsWork],
  applies({ label, columns }) {
    if (label === null)
      return { reason: "no column was named as the label", remedy: "Name what is to be predicted: --label COLUMN." };
    return (
      columns.length > 0 || {
        reason: "no column describes people",
        remedy: "Keep columns beside the label, keys and free text.",
      }
    );
  },
  estimate(subject, { rows: most, columns, conditions, reshuffles }) {
    const people = subject.summary.rows["train"] ?? 0;
    const used = Math.min(columns, subject.columns.length);
    const learnt = needsStandIn(subject) ? Math.min(people, most) : 0;
    const sets = choose(used, conditions);
    // Counts of rows are added three at a time, sums of numbers one by one.
    const adding = subject.weights !== null || subject.label?.kind === "number" ? 1 : 1 / 3;
    const searching = 4e-9 * (Math.min(people, most) / 2) * sets * (15 + reshuffles * adding);
    const seconds = 0.3 + searching + learnt * subject.columns.length * 2e-5;
    return { tasks: learnt > 0 ? 2 : 1, seconds, people, outsiders: 0, chance: 0 };
  },
  async play(game) {
    return result(await foundIn(game), game);
  },
};

/** Sets of up to so many of so many columns. */
function choose(columns: number, most: number): number {
  let [sets, all] = [1, 0];
  for (let k = 1; k <= Math.min(most, columns); k++) {
    sets *= (columns - k + 1) / k;
    all += sets;
  }
  return all;
}

/** Only a class that is the positive one can be learnt and called at one half. */
const needsStandIn = ({ predicted, label }: DataSubject): boolean =>
  predicted === null && label?.kind === "class" && label.positive !== null;

async function foundIn(game: Game<DataSubject, SubgroupsOptions>): Promise<FoundSubgroups> {
  const { subject, options, seed, compute, refs } = game;
  const { tables, cast, columns } = subject;
  const { rows, columns: _, ...how } = options;
  const [standIn = null] = needsStandIn(subject)
    ? await refs(standInWork, [{ tables, cast: cast.train, columns, rows, seed }])
    : [];
  const [found] = await compute(subgroupsWork, [
    { tables, cast: cast.train, standIn, columns: used(subject, options), ...how, most: Math.floor(rows / 2), seed },
  ]);
  if (!found) throw new Error("compute gives one output for one input");
  return found;
}

const used = ({ columns, protected: marked }: DataSubject, { columns: most }: SubgroupsOptions): readonly string[] =>
  [...columns.filter((name) => marked.includes(name)), ...columns.filter((name) => !marked.includes(name))].slice(
    0,
    most,
  );

export type SubgroupsFacts = { readonly found: FoundSubgroups; readonly conditions: number };

function result(found: FoundSubgroups, { subject, options }: Game<DataSubject, SubgroupsOptions>): Played {
  const facts: SubgroupsFacts = { found, conditions: options.conditions };
  return {
    headline: null,
    measures: found.outcomes.flatMap(measuresOf),
    reference: "the subgroup is as all others are",
    validity: remarks(found, subject.columns.length - options.columns),
    curves: [],
    adversary: {},
    facts: { ...facts } satisfies { readonly [name: string]: Json },
  };
}

const confidence = 0.95;

/** From the half that no search has seen. */
const measuresOf = ({ outcome, class: name, subgroups: all }: Searched): Measure[] =>
  all.map(({ conditions, measured: { rows, divergence } }): Measure => {
    const subgroup = conditions.map(({ column, value }) => `${column}=${value}`).join("&");
    const of = { outcome, ...(name !== null && { class: name }), subgroup };
    const base = { id: "divergence", of, confidence, n: rows };
    return divergence
      ? { ...base, ...divergence, status: "ok" }
      : { ...base, value: null, low: null, high: null, status: "small" };
  });

function remarks({ by, outcomes, weighted }: FoundSubgroups, left: number): Validity[] {
  const none = outcomes.every(({ looked }) => looked === 0);
  return notes([
    [
      by === "stand-in",
      "stand-in",
      "No predictions were given. A model learnt by cross-validation stands in for them.",
    ],
    [by === "score", "threshold", "No predictions were given. A score says yes from 0.5 on."],
    [
      by === "none",
      "no-predictions",
      "There is nothing that predicts the label. Only how often people have it is looked at.",
    ],
    [weighted, "weighted", "Rates are weighted, and rows count as many as they are worth. Support is of rows."],
    [left > 0, "columns-left-out", `${left} columns were not searched. The option columns says how many are.`],
    [none, "too-few-rows", "No subgroup has enough rows to be looked at."],
  ]);
}
