/** data/representation: who is in the data, against who should be; who is too few; and weights that repair it. A diagnostic. */
import { z } from "zod";
import type { DataSubject } from "../../subject/data.ts";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec, Game, Played } from "../types.ts";
import { notes } from "./notes.ts";
import { asJson, featureFacts, groupFacts, holdoutFacts } from "./representation/facts.ts";
import { measuresOf } from "./representation/measures.ts";
import { words } from "./representation/words.ts";
import { type Input, type Measured, measuredWork, type Weights, weightsWork } from "./representation/works.ts";

export type RepresentationOptions = {
  readonly columns: readonly string[] | null;
  readonly tau: number;
  readonly depth: number;
  readonly patterns: number;
  readonly named: number;
  readonly trim: number | null;
};

export const representation: CheckSpec<"data", RepresentationOptions> = {
  id: "data/representation",
  ...words,
  measure: null,
  options: z.object({
    columns: z
      .array(z.string())
      .nullable()
      .default(null)
      .describe(
        "columns to compare beside the protected ones; null: those with at most 20 different values and, where the population's table was given, numbers",
      ),
    tau: z.int().min(1).default(30).describe("a combination that fewer rows have counts as missing"),
    depth: z.int().min(1).max(8).default(3).describe("values that such a combination may have at most"),
    patterns: z.int().min(1).max(1000).default(50).describe("missing combinations that are listed"),
    named: z.int().min(1).default(5).describe("groups of fewer people are not named"),
    trim: z
      .number()
      .gt(1)
      .nullable()
      .default(null)
      .describe("no weight above so many times the median weight; null: none is cut"),
  }),
  presets: {},
  works: [measuredWork, weightsWork],
  applies({ protected: marked, columns }, { columns: wanted }) {
    return (
      marked.length > 0 ||
      (wanted ?? columns).length > 0 || {
        reason: "no column is left to compare: all are keys, free text or ignored",
        remedy: "Mark those whose groups matter: --protected sex,race.",
      }
    );
  },
  estimate({ summary: { rows }, columns }) {
    const people = rows["train"] ?? 0;
    return { tasks: 2, seconds: 0.3 + 4e-7 * people * (columns.length + 8), people, outsiders: 0, chance: 0 };
  },
  async play(game) {
    const { subject, options, compute, refs } = game;
    const input = inputOf(subject, options);
    const { tau, depth, patterns, trim } = options;
    const wanted = { tau, deepest: depth, listed: patterns };
    const [[found], [raking = null], [key = ""]] = await Promise.all([
      compute(measuredWork, [{ ...input, wanted }]),
      compute(weightsWork, [{ ...input, trim }]),
      refs(weightsWork, [{ ...input, trim }]),
    ]);
    if (!found) throw new Error("compute gives one output for one input");
    return result({ found, raking, key }, game);
  },
};

function inputOf(subject: DataSubject, { columns, named }: RepresentationOptions): Input {
  const { cast, tables, shares, protected: marked } = subject;
  return {
    tables,
    casts: {
      train: cast.train,
      holdout: cast.holdout ?? null,
      population: cast.population ?? null,
      serving: cast.serving ?? null,
    },
    shares,
    protected: marked,
    columns: columns ?? subject.columns,
    chosen: columns !== null,
    named,
  };
}

interface Found {
  readonly found: Measured;
  readonly raking: Weights | null;
  readonly key: string;
}

function result({ found, raking, key }: Found, { subject, options }: Game<DataSubject, RepresentationOptions>): Played {
  const measures: Measure[] = measuresOf(found.features, raking, options.named);
  return {
    headline: null,
    measures,
    reference: referenceOf(subject),
    validity: remarks({ found, raking, key }, subject),
    curves: [],
    adversary: {},
    ...(raking && { perRow: [{ name: "weights", column: "weight", values: raking.weights }] }),
    facts: asJson({
      rows: found.rows,
      ownEffect: found.ownEffect,
      basis: referenceOf(subject),
      features: featureFacts(found.features, options.named),
      groups: groupFacts(found.features, measures),
      holdout: holdoutFacts(found.features, measures, found.holdoutRows),
      gaps: found.gaps,
      raking: raking && { ...raking.summary, key },
    }),
  };
}

function referenceOf({ shares, has }: DataSubject): string {
  if (shares)
    return has.population ? "the shares that were given, else the population's table" : "the shares that were given";
  return has.population ? "the population's table" : "as many rows of each group, for no population was given";
}

function remarks({ found, raking }: Found, { shares, has }: DataSubject): Validity[] {
  return notes([
    [
      !shares && !has.population,
      "no-target",
      "Nobody said who the data will be used on. Groups are held against equal numbers, which is a yardstick and no ideal.",
    ],
    [
      found.gaps !== null && !found.gaps.complete,
      "patterns-cut",
      `Missing combinations of more than ${found.gaps?.searched} values were too many to look at.`,
    ],
    [
      raking !== null && raking.summary.empty.length > 0,
      "empty-groups",
      "The target has groups that nobody in the data is of. No weights can make up for them.",
    ],
    [
      raking !== null && !raking.summary.converged,
      "raking-open",
      "The weights do not reach all targets at once. The targets contradict each other in this data.",
    ],
  ]);
}
