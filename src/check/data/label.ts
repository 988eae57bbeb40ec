/** data/label: what the labels say of each group, within strata too, and where they look wrong. A diagnostic. */
import { z } from "zod";
import { type DataSubject, nobodyProtected } from "../../subject/data.ts";
import type { Validity } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { labelMeasures, noiseMeasures, secondMeasures } from "./label/measures.ts";
import { type Noise, noiseWork } from "./label/noise.ts";
import { type Second, secondWork } from "./label/second.ts";
import { knownStrata } from "./label/strata.ts";
import { words } from "./label/words.ts";
import { type Labelled, labelWork } from "./label/works.ts";
import { notes } from "./notes.ts";

export type LabelOptions = {
  readonly strata: readonly string[];
  readonly second: string | null;
  readonly rows: number;
  readonly blind: boolean;
};

export const label: CheckSpec<"data", LabelOptions> = {
  id: "data/label",
  ...words,
  measure: null,
  options: z.object({
    strata: z
      .array(z.string())
      .default([])
      .describe("columns that may rightly explain a difference: groups are compared within their values too"),
    second: z
      .string()
      .nullable()
      .default(null)
      .describe(
        "a column in which somebody else gave the same labels (another doctor, a later check): where it says otherwise is compared between groups",
      ),
    rows: z.int().min(100).default(20_000).describe("random rows in which doubtful labels are looked for"),
    blind: z
      .boolean()
      .default(false)
      .describe(
        "the model that doubts labels does not see the protected columns: what is usual in one group only is then doubted",
      ),
  }),
  presets: { quick: { rows: 5000 }, thorough: { rows: 100_000 } },
  works: [labelWork, noiseWork, secondWork],
  applies({ label: of, protected: marked, summary }, { strata, second }) {
    if (!of)
      return { reason: "no label was named", remedy: "Name the column that is to be predicted: --label income." };
    if (marked.length === 0) return nobodyProtected;
    if (second !== null && !summary.columns.some(({ name }) => name === second))
      return {
        reason: `"${second}" is not a column of the table`,
        remedy: "Name a column of the table in the option second.",
      };
    return knownStrata(strata, summary);
  },
  estimate({ summary: { rows }, columns }, { rows: most }) {
    const people = rows["train"] ?? 0;
    const seconds = 0.5 + 1e-6 * people + 2e-5 * Math.min(most, people) * Math.max(1, columns.length / 10);
    return { tasks: 2, seconds, people, outsiders: 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, cast } = subject;
    const { second: column } = options;
    // What a second source says would tell the model the label.
    const columns = subject.columns.filter(
      (name) => name !== column && (!options.blind || !subject.protected.includes(name)),
    );
    const [[found], [noise = null], [second = null]] = await Promise.all([
      compute(labelWork, [{ tables, cast: cast.train, strata: options.strata, seed }]),
      compute(noiseWork, [{ tables, cast: cast.train, columns, rows: options.rows, seed }]),
      compute(secondWork, column === null ? [] : [{ tables, cast: cast.train, column, seed }]),
    ]);
    if (!found) throw new Error("compute gives one output for one input");
    return result({ found, noise, second }, subject, options);
  },
};

export type LabelFacts = {
  readonly column: string;
  readonly labelled: Labelled;
  readonly strata: readonly string[];
  readonly noise: Noise | null;
  /** Null: no second source was named. */
  readonly second: Second | null;
};

interface Found {
  readonly found: Labelled;
  readonly noise: Noise | null;
  readonly second: Second | null;
}

function result(all: Found, subject: DataSubject, options: LabelOptions): Played {
  const { found, noise, second } = all;
  const { strata } = options;
  const facts: LabelFacts = { column: subject.label?.column ?? "", labelled: found, strata, noise, second };
  return {
    headline: null,
    measures: [
      ...labelMeasures(found),
      ...(noise ? noiseMeasures(noise) : []),
      ...(second ? secondMeasures(second) : []),
    ],
    reference: "all groups have the same labels as often",
    validity: remarks(all, subject, options),
    curves: [],
    adversary: {},
    facts: { ...facts } satisfies { readonly [name: string]: Json },
  };
}

const weak = 0.6;

function remarks(
  { found, noise, second }: Found,
  { columns }: DataSubject,
  { strata, second: column }: LabelOptions,
): Validity[] {
  const numbers = found.means.length > 0;
  return notes([
    [
      strata.length === 0 && !numbers,
      "no-strata",
      "No column was named that may rightly explain a difference. Groups are compared as a whole only.",
    ],
    [
      strata.length > 0 && numbers,
      "strata-of-numbers",
      "The label is a number. Its means are compared as a whole, not within strata.",
    ],
    [
      found.unlabelled > 0,
      "unlabelled",
      `${found.unlabelled} rows have no label. Who they are is shown by data/missingness.`,
    ],
    [
      found.allClasses > found.classes.length && found.classes.length > 1,
      "classes-cut",
      "Only the commonest classes were compared.",
    ],
    [
      noise?.auc != null && noise.auc < weak,
      "weak-model",
      "The model hardly knows one label from the other. What it doubts says little about the labels.",
    ],
    [
      !numbers && noise === null,
      "no-noise",
      "Too few rows, or only one class, for a model to be learnt. Doubtful labels were not looked for.",
    ],
    [
      column !== null && columns.includes(column),
      "second-is-seen",
      `"${column}" says the label a second time, and other checks learn from it. --ignore ${column} keeps it from them.`,
    ],
    [
      column !== null && second === null,
      "second-kind",
      `The label is a number and "${column}" is not. They cannot be compared.`,
    ],
    [second?.rows === 0, "second-apart", `No row has both the label and "${column}". They cannot be compared.`],
  ]);
}
