/** data/tradeoff: which criteria of fairness can hold together on this data, and what each costs. A diagnostic: which of them matters is for people to decide. */
import { z } from "zod";
import { type DataSubject, nobodyProtected } from "../../subject/data.ts";
import type { Measure } from "../finding.ts";
import type { CheckSpec, Game } from "../types.ts";
import { about } from "./tradeoff/about.ts";
import { standInWork } from "./tradeoff/score.ts";
import { type Row, type Traded, tradedWork } from "./tradeoff/traded.ts";
import { criterionWords, remarks, sentences } from "./tradeoff/words.ts";

export type TradeoffOptions = {
  readonly costFalsePositive: number;
  readonly costFalseNegative: number;
  readonly replicates: number;
  readonly levels: number;
  readonly rows: number;
};

const options = z.object({
  costFalsePositive: z.number().min(0).default(1).describe("what it costs to call a negative positive"),
  costFalseNegative: z
    .number()
    .min(0)
    .default(1)
    .describe("what it costs to miss a positive; with 1 and 1 the cost is the share of errors"),
  replicates: z.int().min(20).max(2000).default(200).describe("tables that are drawn again for the intervals"),
  levels: z
    .int()
    .min(2)
    .max(1000)
    .default(100)
    .describe("different scores that are told apart; more are cut by quantiles"),
  rows: z
    .int()
    .min(100)
    .default(50_000)
    .describe("rows that a model is learnt from and asked about where no score was given"),
});

export const tradeoff: CheckSpec<"data", TradeoffOptions> = {
  id: "data/tradeoff",
  ...about,
  measure: null,
  options,
  presets: { quick: { replicates: 100, rows: 10_000 }, thorough: { replicates: 1000 } },
  works: [standInWork, tradedWork],
  applies(subject) {
    const { label } = subject;
    if (subject.protected.length === 0) return nobodyProtected;
    if (label === null) return { reason: "no column was named as the label", remedy: "Name it: --label COLUMN." };
    if (label.kind === "number")
      return {
        reason: "the label is a number, and the criteria are about decisions between yes and no",
        remedy: "If its numbers stand for classes, say so (labels as classes), or give a column that says yes or no.",
      };
    if (label.positive === null)
      return {
        reason: "the label has several classes, and nobody said which of them is the positive one",
        remedy: "Say it: columns.positive.",
      };
    if (!hasScore(subject) && subject.columns.every((column) => column === label.column))
      return {
        reason: "there is no score, and no column to learn one from",
        remedy: "Give a column of scores: --score COLUMN.",
      };
    return true;
  },
  estimate(subject, { replicates, rows: most }) {
    const rows = subject.summary.rows["train"] ?? 0;
    const learnt = hasScore(subject) ? 0 : Math.min(rows, most);
    const each = 0.1 + 3e-6 * rows + 2e-3 * replicates;
    return {
      tasks: subject.protected.length + (learnt > 0 ? 1 : 0),
      seconds: subject.protected.length * each + learnt * subject.columns.length * 2e-5,
      people: rows,
      outsiders: 0,
      chance: 0,
    };
  },
  async play(game) {
    const { options: chosen, subject } = game;
    const all = await tradedOf(game);
    const plain = chosen.costFalsePositive === 1 && chosen.costFalseNegative === 1;
    return {
      headline: null,
      measures: all.flatMap((traded) => measuresOf(traded, plain)),
      reference: "a price of 0: the criterion costs nothing; a ratio of 1: nothing is forced",
      validity: remarks(all, { standIn: !hasScore(subject), rows: chosen.rows }),
      curves: [],
      adversary: {},
      facts: {
        criteria: criterionWords,
        costs: { falsePositive: chosen.costFalsePositive, falseNegative: chosen.costFalseNegative },
        attributes: all.map((traded) => ({ ...traded, words: sentences(traded, plain) })),
      },
    };
  },
};

/** Of a column of scores, or of a model that was asked. Decisions alone are no score: they have one threshold. */
const hasScore = ({ predicted }: DataSubject): boolean => predicted !== null && predicted.by !== "prediction";

async function tradedOf({
  subject,
  options: chosen,
  seed,
  compute,
  refs,
}: Game<DataSubject, TradeoffOptions>): Promise<readonly Traded[]> {
  const { train } = subject.cast;
  const { tables, columns } = subject;
  const [standIn = null] = hasScore(subject)
    ? []
    : await refs(standInWork, [{ tables, cast: train, columns, rows: chosen.rows, seed }]);
  return compute(
    tradedWork,
    subject.protected.map((attribute) => ({
      cast: train,
      standIn,
      attribute,
      costs: { falsePositive: chosen.costFalsePositive, falseNegative: chosen.costFalseNegative },
      levels: chosen.levels,
      replicates: chosen.replicates,
      seed,
    })),
  );
}

/** Gaps that are left, by the names that they have everywhere. */
const gapIds = [
  ["sel", "selection-rate.difference"],
  ["tpr", "tpr.difference"],
  ["fpr", "fpr.difference"],
  ["ppv", "ppv.difference"],
] as const;

function measuresOf({ attribute, rows, groups, found }: Traded, plain: boolean): Measure[] {
  if (!found) return [];
  const named = (group: number): string => `${attribute}=${groups[group]?.label}`;
  const shared = { confidence: 0.95, n: rows };
  const row = (
    id: string,
    spread: { readonly value: number; readonly low: number; readonly high: number } | null,
    criterion?: string,
  ): Measure => ({
    id,
    of: criterion === undefined ? { attribute } : { attribute, criterion },
    ...(spread
      ? { value: spread.value, low: spread.low, high: spread.high, status: "ok" as const }
      : { value: null, low: null, high: null, status: "undefined" as const }),
    ...shared,
  });
  const each = ({ id, accuracy, cost, price, gaps }: Row): Measure[] => [
    row("accuracy", accuracy, id),
    ...(plain ? [] : [row("cost", cost, id)]),
    ...(id === "none" ? [] : [row("price", price, id)]),
    ...(gaps ? gapIds.flatMap(([rate, name]) => (gaps[rate] ? [row(name, gaps[rate], id)] : [])) : []),
  ];
  return [
    row("base-rate.difference", found.difference),
    {
      ...row("base-rate.odds-ratio", found.clearest.odds),
      of: { attribute, group: named(found.clearest.of), against: named(found.clearest.to) },
    },
    row("calibration.violation", found.violation),
    ...found.table.flatMap(each),
  ];
}
