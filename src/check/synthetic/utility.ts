/** synthetic/utility: what is a model worth that was trained on the synthetic table? Not privacy; shown beside it. */
import { z } from "zod";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { CheckSpec } from "../types.ts";
import { modelWork } from "./utility/model.ts";
import { judged } from "./utility/result.ts";
import { how, pitfalls, reading, remedy, sources } from "./utility/words.ts";

export type UtilityOptions = {
  readonly label: string | null;
  readonly rows: number;
  readonly tests: number;
};

const options = z.object({
  label: z
    .string()
    .nullable()
    .default(null)
    .describe("the column that a model predicts; null: the one that the configuration names as label"),
  rows: z.int().min(10).default(50_000).describe("rows to learn from at most, synthetic and real"),
  tests: z.int().min(10).default(20_000).describe("people to test on at most"),
});

/** A model has a tree for each class in each round. */
const mostClasses = 50;

const labelOf = (subject: Synthetic, chosen: UtilityOptions): string | null => chosen.label ?? subject.label;

export const utility: CheckSpec<"synthetic", UtilityOptions> = {
  id: "synthetic/utility",
  title: "Usefulness",
  question: "Is a model that was trained on the synthetic table as good as one trained on the real table?",
  short: "Is a model trained on it any good?",
  adversary: {
    is: "nobody attacks: whoever is going to train models on the table asks",
    knows: "the real table, to compare with",
    holds: "the released table",
    wants: "to know what a model learnt from it is worth on real people",
    access: "data",
  },
  sources,
  how,
  reading,
  remedy,
  pitfalls,
  measure: null,
  options,
  presets: { quick: { rows: 4000, tests: 4000 }, thorough: { rows: 500_000, tests: 100_000 } },
  works: [modelWork],
  applies(subject, chosen) {
    const label = labelOf(subject, chosen);
    if (label === null)
      return {
        reason: "no column is named that a model would predict",
        remedy: "Name it: label under columns in the configuration, or --label.",
      };
    if (!subject.columns.includes(label))
      return {
        reason: `"${label}" is named as the label, but it is not a column that can be used: it is a key, free text, ignored or unknown`,
        remedy: `Name another one: ${subject.columns.join(", ")}.`,
      };
    if (subject.columns.length < 2)
      return {
        reason: "there is no other column to predict the label from",
        remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
      };
    const summary = subject.summary.columns.find(({ name }) => name === label);
    const { train } = summary?.tables ?? {};
    if (train && train.distinct < 2)
      return {
        reason: `"${label}" has ${train.distinct === 0 ? "no value" : "one value only"} among people in the data: there is nothing to predict`,
        remedy: "Name another column as the label.",
      };
    if (summary?.kind === "category" && summary.distinct > mostClasses)
      return {
        reason: `"${label}" has ${summary.distinct} different values, more than the ${mostClasses} classes that are predicted`,
        remedy: "Name a coarser column as the label, or declare it a number in columns.types if it is one.",
      };
    return true;
  },
  estimate(subject, chosen) {
    const { rows } = subject.summary;
    const label = subject.summary.columns.find(({ name }) => name === labelOf(subject, chosen));
    const trees = label?.kind === "category" && label.distinct > 2 ? Math.min(6, label.distinct) : 1;
    const learnt = ["synthetic", "train"].reduce((sum, part) => sum + Math.min(rows[part] ?? 0, chosen.rows), 0);
    const people = Math.min(rows["train"] ?? 0, chosen.rows);
    const outsiders = Math.min(rows["holdout"] ?? 0, chosen.tests);
    return { tasks: 2, seconds: 0.3 + 8e-7 * trees * learnt * subject.columns.length, people, outsiders, chance: 0 };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const label = labelOf(subject, chosen) ?? "";
    const { tables, columns, key } = subject;
    const { rows, tests } = chosen;
    const sides = ["synthetic", "real"] as const;
    const [tstr, trtr] = await compute(
      modelWork,
      sides.map((on) => ({ tables, columns, key, label, rows, tests, seed, on })),
    );
    if (!tstr || !trtr) throw new Error("compute gives one output for each input");
    return judged({ tstr, trtr }, { label, holdout: subject.holdout });
  },
};
