/** data/drift: whether people in use, or those of the test set, are like the training data. A diagnostic. */
import { z } from "zod";
import type { DataSubject } from "../../subject/data.ts";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { words } from "./drift/words.ts";
import { type Drift, driftWork } from "./drift/works.ts";
import { notes } from "./notes.ts";

export type DriftOptions = { readonly rows: number };

export const drift: CheckSpec<"data", DriftOptions> = {
  id: "data/drift",
  ...words,
  measure: null,
  options: z.object({
    rows: z.int().min(100).default(20_000).describe("random rows of each table that the classifier tells apart"),
  }),
  presets: { quick: { rows: 5000 }, thorough: { rows: 100_000 } },
  works: [driftWork],
  applies(subject) {
    if (partOf(subject) === null)
      return {
        reason: "there is no other table",
        remedy: "Give people in use: --serving FILE, or a test set: --holdout FILE.",
      };
    return subject.columns.length > 0 || { reason: "no column describes people", remedy: "Ignore fewer columns." };
  },
  estimate(subject, { rows: most }) {
    const part = partOf(subject) ?? "serving";
    const [people, others] = [subject.summary.rows["train"] ?? 0, subject.summary.rows[part] ?? 0];
    const learnt = 2 * Math.min(people, others, most);
    const seconds =
      0.3 + 4e-6 * (people + others) * subject.columns.length * 0.1 + learnt * subject.columns.length * 2e-5;
    return { tasks: 1, seconds, people, outsiders: others, chance: 0 };
  },
  async play({ subject, options: { rows }, seed, compute }) {
    const { tables, cast } = subject;
    const part = partOf(subject);
    const other = part && cast[part];
    if (part === null || !other) throw new Error("applies says that there is another table");
    const lacking = absentIn(subject, part);
    const columns = subject.columns.filter((name) => !lacking.includes(name));
    const [found] = await compute(driftWork, [{ tables, part, cast: cast.train, other, columns, rows, seed }]);
    if (!found) throw new Error("compute gives one output for one input");
    return result(found, lacking);
  },
};

/** Null: no other table was given. */
const partOf = ({ has }: DataSubject): "serving" | "holdout" | null =>
  has.serving ? "serving" : has.holdout ? "holdout" : null;

/** Columns that the reader had to fill, since the other table lacks them. */
const absentIn = ({ columns, summary }: DataSubject, part: string): string[] => {
  const rows = summary.rows[part] ?? 0;
  const empty = summary.columns.filter(({ tables }) => tables?.[part] !== undefined && tables[part].missing === rows);
  return empty.map(({ name }) => name).filter((name) => columns.includes(name));
};

export type DriftFacts = { readonly found: Drift };

const result = (found: Drift, lacking: readonly string[]): Played => ({
  headline: null,
  measures: measuresOf(found),
  reference: "both tables are of the same people",
  validity: remarks(found, lacking),
  curves: [],
  adversary: {},
  facts: { found } satisfies { readonly [name: string]: Json },
});

const confidence = 0.95;

function measuresOf({ columns, groups, label, told, rows: [n, m] }: Drift): Measure[] {
  return [
    ...(told
      ? [
          {
            id: "told-apart",
            value: told.auc,
            low: told.low,
            high: told.high,
            confidence,
            n: 2 * told.rows,
            status: "ok" as const,
          },
        ]
      : []),
    ...columns.map(({ column, tv }): Measure => ({
      id: "drift",
      of: { column },
      ...tv,
      confidence,
      n: n + m,
      status: "ok",
    })),
    ...groups.map(({ column, group, tv, rows }): Measure => ({
      id: "drift",
      of: { column, group },
      ...tv,
      confidence,
      n: rows[0] + rows[1],
      status: "ok",
    })),
    ...label.map(({ group, difference, rows }): Measure => ({
      id: "label-shift",
      ...(group !== null && { of: { group } }),
      ...difference,
      confidence,
      n: rows[0] + rows[1],
      status: "ok",
    })),
  ];
}

function remarks({ part, told, columns }: Drift, lacking: readonly string[]): Validity[] {
  return notes([
    [part === "holdout", "no-serving", "No people in use were given. The training data is held against the holdout."],
    [
      lacking.length > 0,
      "columns-absent",
      `The other table has no values of ${lacking.join(", ")}. Nothing is said of them.`,
    ],
    [told === null, "too-few-rows", "There are too few rows for a classifier that tells the tables apart."],
    [columns.length === 0, "no-columns", "The tables have no column in common."],
  ]);
}
