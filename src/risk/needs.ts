/** What would decide an undecided limit (risk.md §6). */
import type { Judgement, ScoreCounts } from "../check/finding.ts";
import { rateSlope, rateValue } from "./rate.ts";

/** How many more trials than there were are still a serious proposal. */
const seriously = 20;

/** N = ceil(2.04 n (h/d)^2) for an 80 % chance; h from the value to the bound on the limit's side, d from the value to the limit. */
export function neededN(n: number, h: number, d: number): number {
  // 2.04 n (h/d)^2 is often a whole number but for the last digits, of which ceil would make a person.
  return Math.ceil(Number((2.04 * n * (h / d) ** 2).toPrecision(12)));
}

/** People (and outsiders in proportion) to add, or that the estimate lies too near the limit for any reasonable number. */
export function needs(n: number, value: number, bound: number, limit: number): NonNullable<Judgement["needs"]> {
  const total = neededN(n, Math.abs(bound - value), Math.abs(value - limit));
  // Not <=: an infinite bound or a value on the limit gives infinity or NaN.
  if (!(total <= seriously * n)) return { kind: "too-near" };
  return { kind: "people", more: Math.max(1, total - n) };
}

/** Standard errors to the limit for an 80 % chance of a 97.5 % bound, and those of the bound alone. */
const reach = 2.8;
const bound95 = 1.96;

/** n_0* = V0/((d/2.8)^2 - V1/n_1), the variances being V1/n_1 + V0/n_0; null: with n_1 people no number of outsiders decides it. */
export function neededOutsiders(V0: number, V1: number, n1: number, d: number): number | null {
  const room = (d / reach) ** 2;
  const rest = room - V1 / n1;
  // Not <= 0: what is left of two equal numbers is rounding.
  return rest > room * 1e-12 ? Math.ceil(Number((V0 / rest).toPrecision(12))) : null;
}

/**
 * Outsiders to add where all people in the data have been scored: of a rate p at alpha, V1 = p(1-p), V0 = (slope of the ROC curve)^2 alpha(1-alpha).
 * Where the bound lies further out than a single attack's would (correction for several), the distance to the limit counts for less in proportion.
 */
export function needsOutsiders(
  counts: ScoreCounts,
  { value, bound, limit }: { value: number; bound: number; limit: number },
): NonNullable<Judgement["needs"]> {
  const { n, controlN, alpha } = counts;
  const p = rateValue({ ...counts, scale: "rate" });
  const V1 = p * (1 - p);
  const V0 = rateSlope(counts) ** 2 * alpha * (1 - alpha);
  const plain = bound95 * Math.sqrt(V1 / n + V0 / controlN);
  const wider = Math.max(1, plain > 0 ? Math.abs(bound - value) / plain : 1);
  const total = neededOutsiders(V0, V1, n, Math.abs(value - limit) / wider);
  if (total === null || !(total <= seriously * controlN))
    // Were there more people in the data, too, as for any other game: is it they who are too few, or is the estimate on the limit?
    return needs(n, value, bound, limit).kind === "people" ? { kind: "members" } : { kind: "too-near" };
  return { kind: "people", more: Math.max(1, total - controlN), only: "outsiders" };
}

/**
 * Of several gaps, `people` having been compared in all: one that lies above the limit is shown by the people that the nearest such gap needs; where none does, all must be
 * shown to be below, and the gap that needs most decides. Each gap counts some of the people only (positives, say), so that all are scaled alike.
 */
export function needsOfGaps(
  gaps: readonly { readonly n: number; readonly value: number; readonly low: number; readonly high: number }[],
  { people, limit }: { readonly people: number; readonly limit: number },
): NonNullable<Judgement["needs"]> {
  const times = ({ n, value }: (typeof gaps)[number], bound: number): number =>
    neededN(n, Math.abs(bound - value), Math.abs(value - limit)) / n;
  const above = gaps.filter(({ value }) => value > limit);
  const most =
    above.length > 0
      ? Math.min(...above.map((gap) => times(gap, gap.low)))
      : Math.max(...gaps.filter(({ high }) => high > limit).map((gap) => times(gap, gap.high)));
  if (!(most <= seriously)) return { kind: "too-near" };
  return { kind: "people", more: Math.max(1, Math.ceil(Number(((most - 1) * people).toPrecision(12)))) };
}
