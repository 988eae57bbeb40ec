/** data/fairness: whether predictions, or a model that stands in for them, treat groups alike. The one check of training data that is judged. */
import { z } from "zod";
import { type DataSubject, nobodyProtected } from "../../subject/data.ts";
import type { GapCounts, Validity } from "../finding.ts";
import type { CheckSpec, Game, Played } from "../types.ts";
import { type Derived, derivedWork } from "./fairness/derived.ts";
import { derivedMeasures } from "./fairness/derived/measures.ts";
import { type Criterion, countsOf, criteria, headlineOf, rowsNeeded } from "./fairness/headline.ts";
import { fairMeasures } from "./fairness/measures.ts";
import { words } from "./fairness/words.ts";
import { type Fair, fairWork } from "./fairness/works.ts";
import { knownStrata } from "./label/strata.ts";
import { notes } from "./notes.ts";
import { standInWork } from "./tradeoff/score.ts";

export type FairnessOptions = {
  readonly headline: Criterion | null;
  readonly on: "train" | "holdout";
  readonly strata: readonly string[];
  readonly fewest: number;
  readonly rows: number;
  readonly neighbours: number;
  readonly similar: number;
};

export const fairness: CheckSpec<"data", FairnessOptions> = {
  id: "data/fairness",
  ...words,
  measure: "difference",
  options: z.object({
    headline: z
      .enum(criteria)
      .nullable()
      .default(null)
      .describe(
        "the criterion that is judged; null: equalized-odds, or base-rate where there is nothing that predicts",
      ),
    on: z
      .enum(["train", "holdout"])
      .default("train")
      .describe("whose rates are looked at: the table's, or the test set's, which what predicts has not learnt from"),
    strata: z
      .array(z.string())
      .default([])
      .describe("columns that may rightly explain a difference: predictions are compared within their values too"),
    fewest: z.int().min(5).default(30).describe("groups of fewer rows are not part of the gap that is judged"),
    rows: z
      .int()
      .min(100)
      .default(50_000)
      .describe("rows that a model is learnt from and asked about where no prediction was given"),
    neighbours: z.int().min(1).max(100).default(5).describe("similar people whom each is held against"),
    similar: z
      .int()
      .min(100)
      .default(20_000)
      .describe("rows that are held against similar ones; of more, so many random ones"),
  }),
  presets: { quick: { rows: 10_000, similar: 5000 }, thorough: { similar: 100_000 } },
  works: [standInWork, fairWork, derivedWork],
  applies({ label, protected: marked, predicted, summary, has }, { on, strata }) {
    if (marked.length === 0) return nobodyProtected;
    if (label === null) return { reason: "no column was named as the label", remedy: "Name it: --label COLUMN." };
    if (label.kind === "number" && predicted === null)
      return {
        reason: "the label is a number, and no predictions of it were given",
        remedy: "Give a column of predictions: --prediction COLUMN.",
      };
    if (on === "holdout" && !has.holdout)
      return { reason: "there is no test set", remedy: "Give one: --holdout FILE." };
    if (on === "holdout" && predicted === null)
      return {
        reason: "nothing predicts the test set",
        remedy: "Give predictions that both tables have (--prediction COLUMN), or the model (--model m.onnx).",
      };
    return knownStrata(strata, summary);
  },
  estimate(subject, { rows: most, on }) {
    const people = subject.summary.rows[on] ?? 0;
    const learnt = needsStandIn(subject) ? Math.min(people, most) : 0;
    const seconds = 0.5 + 1e-5 * people + learnt * subject.columns.length * 2e-5;
    return { tasks: learnt > 0 ? 3 : 2, seconds, people, outsiders: 0, chance: 0 };
  },
  async play(game) {
    return result(await foundIn(game), game);
  },
};

/** Only a class that is the positive one can be learnt and called at one half. */
const needsStandIn = ({ predicted, label }: DataSubject): boolean =>
  predicted === null && label?.kind === "class" && label.positive !== null;

async function foundIn({ subject, options, seed, compute, refs }: Game<DataSubject, FairnessOptions>): Promise<Found> {
  const { tables, cast, columns, protected: marked } = subject;
  // People of one group are not alike for being of it.
  const alike = columns.filter((name) => !marked.includes(name));
  const { rows, neighbours, similar, strata, on } = options;
  const people = cast[on] ?? cast.train;
  const [standIn = null] = needsStandIn(subject)
    ? await refs(standInWork, [{ tables, cast: cast.train, columns, rows, seed }])
    : [];
  const [[fair], [derived = null]] = await Promise.all([
    compute(fairWork, [{ cast: people, standIn, seed }]),
    compute(derivedWork, [
      { tables, part: on, cast: people, standIn, strata, columns: alike, neighbours, rows: similar, seed },
    ]),
  ]);
  if (!fair) throw new Error("compute gives one output for one input");
  return { fair, derived };
}

interface Found {
  readonly fair: Fair;
  /** Null: the label has no positive class. */
  readonly derived: Derived | null;
}

/** A gap this large is what the rows needed are said for where nobody set a limit. */
const usual = 0.1;

export type FairnessFacts = {
  readonly fair: Fair;
  /** Null: the label has no positive class. */
  readonly derived: Derived | null;
  readonly criterion: Criterion;
  readonly strata: readonly string[];
  /** By gap that is judged: rows of each group that it takes to see a gap as large as the limit, or a tenth. */
  readonly needed: readonly {
    readonly attribute: string;
    readonly rate: string;
    readonly class: string | null;
    readonly gap: number;
    readonly smallest: number;
    readonly rows: number | null;
  }[];
};

function result({ fair, derived }: Found, game: Game<DataSubject, FairnessOptions>): Played {
  const { options } = game;
  const criterion = options.headline ?? (fair.by === "none" ? "base-rate" : "equalized-odds");
  const counts = countsOf(fair, criterion, options.fewest);
  const headline = headlineOf(counts, fair.rows);
  const gap = game.limitOf("difference") || usual;
  const needed = counts.map((one) => neededOf(one, gap));
  const facts: FairnessFacts = { fair, derived, criterion, strata: options.strata, needed };
  return {
    headline,
    measures: [...fairMeasures(fair), ...(derived ? derivedMeasures(derived) : [])],
    reference: "all groups have the same rate",
    validity: remarks({ fair, derived }, game, { criterion, judged: headline !== null }),
    curves: [],
    adversary: {},
    facts: { ...facts },
  };
}

const neededOf = (counts: GapCounts, gap: number): FairnessFacts["needed"][number] => ({
  attribute: counts.of?.["attribute"] ?? "",
  rate: counts.of?.["rate"] ?? "",
  class: counts.of?.["class"] ?? null,
  gap,
  smallest: Math.floor(Math.min(...counts.groups.map(({ n }) => n))),
  rows: rowsNeeded(counts, gap),
});

function remarks(
  { fair, derived }: Found,
  { subject: { has, predicted }, options: { on, fewest } }: Game<DataSubject, FairnessOptions>,
  { criterion, judged }: { readonly criterion: Criterion; readonly judged: boolean },
): Validity[] {
  return notes([
    [
      fair.by === "stand-in",
      "stand-in",
      "No predictions were given. A model learnt by cross-validation stands in for them.",
    ],
    [fair.by === "score", "threshold", "No predictions were given. A score says yes from 0.5 on."],
    [on === "holdout", "test-set", `Rates are of the ${fair.rows} rows of the test set.`],
    [
      on === "train" && predicted !== null,
      "rows-learnt",
      `If what predicts learnt from this table, it errs less here than on other people. ${has.holdout ? `--set fairness.on='"holdout"' looks at the test set.` : "With --holdout FILE, the test set can be looked at."}`,
    ],
    [
      fair.by === "none",
      "no-predictions",
      "There is nothing that predicts the label. Only how often people have it is looked at.",
    ],
    [
      fair.weighted && fair.means.length > 0,
      "unweighted-auc",
      "The area under the curve is not given, since it knows no weights.",
    ],
    [
      fair.weighted && derived !== null,
      "unweighted-similar",
      "Whether similar people are treated alike, and whether a score means the same in all groups, is not said: both know no weights.",
    ],
    [
      derived?.likeness != null && derived.likeness.rows < derived.likeness.of,
      "similar-drawn",
      `Similar people were looked for among ${derived?.likeness?.rows ?? 0} random rows of ${derived?.likeness?.of ?? 0}.`,
    ],
    [
      !judged,
      "no-gap",
      fair.summaries
        ? "The label is a number: it has no rates that could be held against a limit. Its errors are described, and nothing is judged."
        : `Nowhere are there two groups of at least ${fewest} rows for ${criterion}. Nothing can be judged.`,
    ],
  ]);
}
