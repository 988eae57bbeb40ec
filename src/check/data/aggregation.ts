/** data/aggregation: whether one model fits all groups, and whether a column means the same in each. A diagnostic. */
import { z } from "zod";
import { type DataSubject, nobodyProtected } from "../../subject/data.ts";
import type { Validity } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { type Divisions, interactionsWork } from "./aggregation/interactions.ts";
import { gainMeasures, slopeMeasures } from "./aggregation/measures.ts";
import { type Models, modelsWork } from "./aggregation/models.ts";
import { words } from "./aggregation/words.ts";
import { notes } from "./notes.ts";

export type AggregationOptions = { readonly rows: number };

export const aggregation: CheckSpec<"data", AggregationOptions> = {
  id: "data/aggregation",
  ...words,
  measure: null,
  options: z.object({
    rows: z.int().min(200).default(10_000).describe("random rows that models are learnt from and asked about"),
  }),
  presets: { quick: { rows: 3000 }, thorough: { rows: 100_000 } },
  works: [interactionsWork, modelsWork],
  applies({ label, protected: marked }) {
    if (marked.length === 0) return nobodyProtected;
    return (
      label !== null || {
        reason: "no label was named",
        remedy: "Name the column that is to be predicted: --label income.",
      }
    );
  },
  estimate({ summary, columns, protected: marked }, { rows: most }) {
    const people = summary.rows["train"] ?? 0;
    const learning = 2e-5 * Math.min(most, people) * Math.max(1, columns.length / 10) * (2 + marked.length);
    const seconds = 0.2 + 1e-7 * people * columns.length * marked.length + learning;
    return { tasks: 2, seconds, people, outsiders: 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, cast, protected: marked } = subject;
    const columns = subject.columns.filter((name) => !marked.includes(name));
    const [[divisions = []], [models = null]] = await Promise.all([
      compute(interactionsWork, [{ tables, cast: cast.train, columns }]),
      compute(modelsWork, [{ tables, cast: cast.train, columns, marked, rows: options.rows, seed }]),
    ]);
    return result(divisions, models, subject);
  },
};

/** Of the slopes of each attribute so many are kept, and all that are reversed. */
const kept = 20;

export type AggregationFacts = { readonly divisions: readonly Divisions[]; readonly models: Models | null };

function result(divisions: readonly Divisions[], models: Models | null, subject: DataSubject): Played {
  const facts: AggregationFacts = {
    divisions: divisions.map(({ interactions, ...one }) => ({
      ...one,
      interactions: interactions.filter(({ reversed }, i) => i < kept || reversed),
    })),
    models,
  };
  return {
    headline: null,
    measures: [...(models ? gainMeasures(models) : []), ...slopeMeasures(divisions)],
    reference: "one model serves every group as well as one of its own",
    validity: remarks(divisions, models, subject),
    curves: [],
    adversary: {},
    facts: { ...facts } satisfies { readonly [name: string]: Json },
  };
}

function remarks(divisions: readonly Divisions[], models: Models | null, { weights }: DataSubject): Validity[] {
  return notes([
    [weights !== null, "unweighted", "Weights do not count here."],
    [
      models === null,
      "no-models",
      "Too few rows with a label, or only one class, for models to be learnt. Only slopes were compared.",
    ],
    [
      models !== null && models.rows < models.of,
      "rows-drawn",
      `Models were learnt from ${models?.rows ?? 0} random rows of ${models?.of ?? 0}.`,
    ],
    [
      models !== null && models.groups.length > 0 && models.groups.every(({ own }) => own === null),
      "no-own-model",
      "No group is large enough for a model of its own.",
    ],
    [
      divisions.every(({ compared }) => compared === 0),
      "no-slopes",
      "No column has a slope in two groups of at least 30 rows. None were compared.",
    ],
  ]);
}
