/** What may go wrong for a row: its label, and what was predicted of it. */
import type { Cast, Said } from "../../../subject/data.ts";
import { commonest } from "../commonest.ts";
import { atHalf, hitsOf, type Is, isClass, type RateId } from "../fairness/hits.ts";

export const outcomeIds = ["error-rate", "fpr", "fnr", "base-rate", "absolute-error", "mean-label"] as const;
export type OutcomeId = (typeof outcomeIds)[number];

export interface OutcomeOf {
  readonly id: OutcomeId;
  /** Of a label without a positive class, the class whose base rate it is. */
  readonly class: string | null;
  readonly kind: "rate" | "mean";
  /** above: only more of it is worse; either: less is as telling. */
  readonly side: "above" | "either";
  /** By row; NaN = not counted. */
  readonly values: Float64Array;
}

export interface Outcomes {
  /** Where predictions come from. */
  readonly by: "prediction" | "score" | "stand-in" | "none";
  readonly outcomes: readonly OutcomeOf[];
}

/** Of a label without a positive class, each of the commonest. */
const mostClasses = 3;

/** `standIn`: scores where none were given, NaN = not asked. Outcomes that nothing is known of, or that are all alike, are left out. */
export function outcomesOf({ label, prediction, score, rows }: Cast, standIn: Float64Array | null): Outcomes {
  if (!label) return { by: "none", outcomes: [] };
  if (label.kind === "number") return ofNumber(label.values, prediction);
  const scores = score ?? (standIn?.some((one) => !Number.isNaN(one)) ? standIn : null);
  const by = prediction ? "prediction" : score ? "score" : scores ? "stand-in" : "none";
  const truth = label.positive === null ? null : isClass(label, label.positive);
  const said = prediction?.kind === "class" && label.positive !== null ? isClass(prediction, label.positive) : null;
  const yes = said ?? (scores && truth ? atHalf(scores) : new Int8Array(rows).fill(-1));
  const rate = (id: OutcomeId, hit: Is): OutcomeOf => ({
    id,
    class: null,
    kind: "rate",
    side: "above",
    values: valuesOf(hit),
  });
  const of = (id: RateId): Is => (truth ? hitsOf(id, truth, yes) : new Int8Array(rows).fill(-1));
  const wrong = prediction?.kind === "class" ? differing(label, prediction) : of("accuracy").map(opposite);
  const all = [rate("error-rate", wrong), rate("fpr", of("fpr")), rate("fnr", of("fnr")), ...baseRates(label)];
  return { by, outcomes: all.filter(({ values }) => varies(values)) };
}

function ofNumber(y: Float64Array, prediction: Said | null): Outcomes {
  const base = { class: null, kind: "mean" as const };
  const labels: OutcomeOf = { ...base, id: "mean-label", side: "either", values: y.map(finite) };
  if (prediction?.kind !== "number") return { by: "none", outcomes: [labels].filter(({ values }) => varies(values)) };
  const values = y.map((one, row) => finite(Math.abs(one - prediction.values[row]!)));
  const error: OutcomeOf = { ...base, id: "absolute-error", side: "above", values };
  return { by: "prediction", outcomes: [error, labels].filter((each) => varies(each.values)) };
}

function baseRates(label: Extract<Said, { kind: "class" }>): OutcomeOf[] {
  const { classes, positive, codes } = label;
  const base = { id: "base-rate", kind: "rate", side: "either" } as const;
  if (positive !== null) return [{ ...base, class: null, values: valuesOf(isClass(label, positive)) }];
  return commonest(codes, classes.length, { most: mostClasses }).map((k) => ({
    ...base,
    class: classes[k] ?? "",
    values: valuesOf(isClass(label, k)),
  }));
}

/** Classes of label and prediction are one list. */
const differing = (label: Extract<Said, { kind: "class" }>, prediction: Extract<Said, { kind: "class" }>): Is =>
  Int8Array.from(label.codes, (code, row) =>
    code < 0 || prediction.codes[row]! < 0 ? -1 : Number(code !== prediction.codes[row]),
  );

const opposite = (is: number): number => (is < 0 ? -1 : 1 - is);
const valuesOf = (hit: Is): Float64Array => Float64Array.from(hit, (is) => (is < 0 ? NaN : is));
const finite = (x: number): number => (Number.isFinite(x) ? x : NaN);

function varies(values: Float64Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return first !== undefined && values.some((value) => !Number.isNaN(value) && value !== first);
}
