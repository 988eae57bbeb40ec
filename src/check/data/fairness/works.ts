/** Rates of labels and predictions by group, and how scores hold in each, as a work. */
import type { Cast, Said } from "../../../subject/data.ts";
import type { Work } from "../../types.ts";
import { commonest } from "../commonest.ts";
import { type Grouping, groupingsOf } from "../label/groups.ts";
import { type Means, meansOf } from "../label/means.ts";
import { type Rates, ratesOf } from "../label/rates.ts";
import type { StandIn } from "../tradeoff/score.ts";
import { atHalf, hitsOf, type Is, isClass, type RateId, rateIds } from "./hits.ts";
import { numberSummaries, type Summaries, summariesOf } from "./summaries.ts";
import { type Residuals, residualsOf } from "./residuals.ts";
import { type Areas, areasOf, type Curves, curvesOf } from "./scores.ts";

export type FairInput = {
  readonly cast: string;
  /** Key of a `StandIn`; null: what the table says. */
  readonly standIn: string | null;
  readonly seed: number;
};
/** `known`: by group, it has a value of every attribute. */
export type Known = Rates & { readonly known: readonly boolean[] };
export type OfClass = {
  readonly class: string;
  readonly rates: readonly { readonly id: RateId; readonly by: readonly Known[] }[];
  /** Of everybody, and what is no rate. */
  readonly summaries: Summaries;
};
export type Fair = {
  readonly rows: number;
  readonly weighted: boolean;
  /** Where predictions come from. */
  readonly by: "prediction" | "score" | "stand-in" | "none";
  readonly classes: readonly OfClass[];
  /** Of scores, and of the errors of a number. */
  readonly means: readonly { readonly id: string; readonly by: readonly Means[] }[];
  readonly areas: readonly Areas[];
  readonly curves: readonly Curves[];
  /** Of a label that is a number. */
  readonly summaries: Summaries | null;
  readonly residuals: readonly Residuals[];
};

export const fairWork: Work<FairInput, Fair> = {
  id: "data/fairness@3",
  async run({ cast: key, standIn, seed }, reader) {
    const cast = (await reader.get(key)) as unknown as Cast; // the output of the cast's work
    const stand = standIn === null ? null : ((await reader.get(standIn)) as unknown as StandIn);
    const { label, prediction, rows, weights } = cast;
    const base = {
      rows,
      weighted: weights !== null,
      classes: [],
      means: [],
      areas: [],
      curves: [],
      summaries: null,
      residuals: [],
    };
    const groupings = groupingsOf(cast);
    if (!label) return { ...base, by: "none" };
    if (label.kind === "number") {
      if (prediction?.kind !== "number") return { ...base, by: "none" };
      const numbers = { y: label.values, prediction: prediction.values };
      const about = { groupings, weights, seed };
      return {
        ...base,
        by: "prediction",
        means: errorsOf(numbers, about),
        summaries: numberSummaries(numbers, about),
        residuals: groupings.filter(({ crossed }) => !crossed).map((each) => residualsOf(each, numbers)),
      };
    }
    const scores = known(stand?.scores) ?? cast.score;
    const by = prediction ? "prediction" : cast.score ? "score" : known(stand?.scores) ? "stand-in" : "none";
    const about = { groupings, weights, seed };
    const classes = classesOf(label).map((k) => ({
      class: label.classes[k] ?? "",
      ...ofClass(isClass(label, k), predictedOf(prediction, scores, { k, rows }), about),
    }));
    if (label.positive === null) return { ...base, by, classes };
    const truth = isClass(label, label.positive);
    const means = [amplification(truth, predictedOf(prediction, scores, { k: label.positive, rows }), about)];
    if (!scores) return { ...base, by, classes, means };
    const found = ofScores(truth, scores, about);
    return { ...base, by, classes, ...found, means: [...found.means, ...means] };
  },
};

const known = (scores: Float64Array | undefined): Float64Array | null =>
  scores?.some((score) => !Number.isNaN(score)) ? scores : null;

function predictedOf(
  prediction: Said | null,
  scores: Float64Array | null,
  { k, rows }: { readonly k: number; readonly rows: number },
): Is {
  if (prediction?.kind === "class") return isClass(prediction, k);
  return scores ? atHalf(scores) : new Int8Array(rows).fill(-1);
}

interface About {
  readonly groupings: readonly Grouping[];
  readonly weights: Float64Array | null;
  readonly seed: number;
}

/** Of two attributes together only what cannot be read off another rate. */
const together = new Set<RateId>(["base-rate", "selection-rate", "tpr", "fpr", "ppv", "accuracy"]);

const ofClass = (y: Is, p: Is, about: About): Omit<OfClass, "class"> => ({
  rates: ratesOfClass(y, p, about),
  summaries: summariesOf({ y, p }, about),
});

function ratesOfClass(y: Is, p: Is, { groupings, weights, seed }: About): OfClass["rates"] {
  return rateIds.flatMap((id) => {
    const hit = hitsOf(id, y, p);
    if (!hit.some((is) => is >= 0)) return [];
    const own = groupings.filter(({ crossed }) => !crossed || together.has(id));
    const named = (each: Grouping): string => `data/fairness ${id} ${each.attribute}`;
    return [
      {
        id,
        by: own.map((each) => ({ ...ratesOf(each, { hit, weights, seed, name: named(each) }), known: each.known })),
      },
    ];
  });
}

/** The positive class; else each of the commonest against all others. */
const mostClasses = 5;
function classesOf({ classes, positive, codes }: Extract<Said, { kind: "class" }>): readonly number[] {
  if (positive !== null) return [positive];
  return commonest(codes, classes.length, { most: mostClasses });
}

type ByGroup = Fair["means"][number];

/** What deciding adds to what the labels say: prediction minus label, of the same people. */
function amplification(y: Is, p: Is, { groupings, weights }: About): ByGroup {
  const values = Float64Array.from(y, (is, row) => (is < 0 || p[row]! < 0 ? Number.NaN : p[row]! - is));
  return { id: "selection-minus-base", by: groupings.map((each) => meansOf(each, values, weights)) };
}

/** Shares of people whom a prediction should leave below it. */
const quantiles = [0.1, 0.9] as const;

function errorsOf(
  { y, prediction }: { readonly y: Float64Array; readonly prediction: Float64Array },
  { groupings, weights }: About,
): Fair["means"] {
  const error = prediction.map((value, row) => value - y[row]!);
  const all = [
    { id: "mean-error", values: error },
    { id: "mean-absolute-error", values: error.map(Math.abs) },
    { id: "mean-squared-error", values: error.map((one) => one * one) },
    // Koenker and Bassett's: too high costs 1 - q, too low q
    ...quantiles.map((q) => ({
      id: `quantile-loss-${q}`,
      values: error.map((one) => Math.max((1 - q) * one, -q * one)),
    })),
  ];
  return all.map(({ id, values }) => ({ id, by: groupings.map((each) => meansOf(each, values, weights)) }));
}

/** A score of 0 or 1 that is wrong would cost infinitely much. */
const nearest = 1e-15;

function ofScores(y: Is, scores: Float64Array, about: About): Pick<Fair, "means" | "areas" | "curves"> {
  const { groupings, weights } = about;
  const per = (f: (y: number, s: number) => number): Float64Array =>
    scores.map((s, row) => (y[row]! < 0 || Number.isNaN(s) ? Number.NaN : f(y[row]!, s)));
  const loss = (is: number, s: number): number => -Math.log(Math.max(nearest, is === 1 ? s : 1 - s));
  const all = [
    { id: "mean-score", values: scores },
    { id: "calibration-in-the-large", values: per((is, s) => is - s) },
    { id: "brier", values: per((is, s) => (is - s) ** 2) },
    { id: "log-loss", values: per(loss) },
  ];
  return {
    means: all.map(({ id, values }) => ({ id, by: groupings.map((each) => meansOf(each, values, weights)) })),
    areas: weights ? [] : groupings.map((each) => areasOf(each, y, scores)),
    curves: groupings.filter(({ crossed }) => !crossed).map((each) => curvesOf(each, y, { scores, weights })),
  };
}
