/** data/duplicates: are people in the table twice, do their labels agree, and does the test set repeat what was learnt from? A diagnostic. */
import { z } from "zod";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { type Across, acrossWork } from "./duplicates/across.ts";
import { measuresOf } from "./duplicates/measures.ts";
import { words } from "./duplicates/words.ts";
import { type Duplicates, duplicatesWork } from "./duplicates/works.ts";
import { notes } from "./notes.ts";

export type DuplicatesOptions = { readonly near: boolean };

export const duplicates: CheckSpec<"data", DuplicatesOptions> = {
  id: "data/duplicates",
  ...words,
  measure: null,
  options: z.object({
    near: z
      .boolean()
      .default(true)
      .describe("also look for rows that are nearly equal: all columns but one, or numbers within 1 % of the range"),
  }),
  presets: { quick: { near: false } },
  works: [duplicatesWork, acrossWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to compare: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns, has }, { near }) {
    const people = rows["train"] ?? 0;
    const outsiders = has.holdout ? (rows["holdout"] ?? 0) : 0;
    const cells = (people + outsiders) * (columns.length + 1);
    const seconds = 0.2 + Math.max(4e7, 6 * cells) * 1e-7 + (near ? Math.max(8e6, 3 * cells) * 1e-6 : 0);
    return { tasks: has.holdout ? 2 : 1, seconds, people, outsiders, chance: 0 };
  },
  async play({ subject, options: { near }, seed, compute }) {
    const { tables, columns, cast, key } = subject;
    const label = subject.label?.column ?? null;
    const all = label === null ? columns : [...columns, label];
    const beside =
      cast.holdout === undefined ? [] : [{ tables, cast: cast.holdout, columns: all, label, key, near, seed }];
    const [[within], [across = null]] = await Promise.all([
      compute(duplicatesWork, [{ tables, cast: cast.train, columns, label, near, seed }]),
      compute(acrossWork, beside),
    ]);
    if (!within) throw new Error("compute gives one output for one input");
    return result({ within, across, label });
  },
};

export type DuplicatesFacts = {
  readonly within: Duplicates;
  /** Null: no holdout was given. */
  readonly across: Across | null;
  readonly label: string | null;
};

const result = (facts: DuplicatesFacts): Played => ({
  headline: null,
  measures: measuresOf(facts) satisfies readonly Measure[],
  reference: "no row occurs twice",
  validity: remarks(facts),
  curves: [],
  adversary: {},
  facts: { ...facts } satisfies { readonly [name: string]: Json },
});

function remarks({ within: { equal, near }, across, label }: DuplicatesFacts): Validity[] {
  return notes([
    [
      equal.beyond.hits > 0 && equal.beyond.hits <= equal.chance.q95,
      "by-chance",
      "Of columns with so few values, chance alone makes as many equal rows. They need not be the same people.",
    ],
    [
      near !== null && near.like.hits > 0 && near.like.hits <= near.chance.q95,
      "near-by-chance",
      "Chance alone makes as many rows that are nearly equal.",
    ],
    [label === null, "no-label", "No label was named. Whether equal rows have the same label was not looked at."],
    [
      across === null,
      "no-holdout",
      "No holdout was given. Whether rows are learnt from and tested on was not looked at.",
    ],
  ]);
}
