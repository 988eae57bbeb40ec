/** data/missingness: whose values are missing, and whether the other columns tell. A diagnostic. */
import { z } from "zod";
import { nobodyProtected } from "../../subject/data.ts";
import type { Measure } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { rateMeasures } from "./label/measures.ts";
import { words } from "./missingness/words.ts";
import { type Lacking, type Missing, missingWork } from "./missingness/works.ts";
import { note } from "./notes.ts";

export type MissingnessOptions = { readonly columns: number; readonly models: number; readonly rows: number };

export const missingness: CheckSpec<"data", MissingnessOptions> = {
  id: "data/missingness",
  ...words,
  measure: null,
  options: z.object({
    columns: z.int().min(1).default(30).describe("the emptiest columns, which are looked at by group"),
    models: z.int().min(0).default(5).describe("of these, those for which a model says whether the value is missing"),
    rows: z.int().min(100).default(20_000).describe("random rows that such a model is learnt and tried on"),
  }),
  presets: { quick: { models: 2, rows: 5000 }, thorough: { columns: 200, models: 20, rows: 100_000 } },
  works: [missingWork],
  applies: ({ protected: marked }) => marked.length > 0 || nobodyProtected,
  estimate({ summary, columns }, { columns: most, models, rows: cap }) {
    const people = summary.rows["train"] ?? 0;
    const lacking = summary.columns.filter(({ tables }) => (tables["train"]?.missing ?? 0) > 0).length;
    const learning = 2e-5 * Math.min(cap, people) * Math.max(1, columns.length / 10);
    const seconds = 0.2 + 1e-6 * people * Math.min(most, lacking) + Math.min(models, lacking) * learning;
    return { tasks: 1, seconds, people, outsiders: 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, columns, cast, label } = subject;
    const { columns: most, models, rows } = options;
    const [found] = await compute(missingWork, [
      { tables, cast: cast.train, columns, label: label?.column ?? null, most, models, rows, seed },
    ]);
    if (!found) throw new Error("compute gives one output for one input");
    return result(found);
  },
};

function result(found: Missing): Played {
  const nothing = found.columns.length === 0;
  const message =
    found.complete === found.rows
      ? "No value is missing."
      : "No column lacks more than 4 values. They are not looked at.";
  return {
    headline: null,
    measures: [...found.columns.flatMap(measuresOf), ...found.kept.flatMap((rates) => rateMeasures("complete", rates))],
    reference: "values are missing as often in all groups",
    validity: nothing ? [note("nothing-missing", message)] : [],
    curves: [],
    adversary: {},
    facts: { ...found } satisfies { readonly [name: string]: Json },
  };
}

const confidence = 0.95;

function measuresOf({ column, rows, missing, value, low, high, by, model }: Lacking): Measure[] {
  const base = { of: { column }, confidence, status: "ok" as const };
  return [
    { ...base, id: "missing", value, low, high, n: rows, num: missing, den: rows },
    ...by.flatMap((rates) => rateMeasures("missing", rates, { column })),
    ...(model
      ? [
          {
            ...base,
            id: "missing-auc",
            value: model.auc,
            low: model.low,
            high: model.high,
            n: model.missing + model.present,
          } satisfies Measure,
        ]
      : []),
  ];
}
