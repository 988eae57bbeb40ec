/** What was found of equal rows, as measures. */
import type { Measure } from "../../finding.ts";
import type { DuplicatesFacts } from "../duplicates.ts";
import { rateMeasures } from "../label/measures.ts";
import type { Rates } from "../label/rates.ts";
import type { Share } from "./kinds.ts";

const confidence = 0.95;

export function measuresOf({ within: { equal, near, conflicts }, across }: DuplicatesFacts): Measure[] {
  return [
    share("duplicates", equal.beyond),
    ...rates("repeated", equal.by),
    ...(near ? [share("near-duplicates", near.like), ...rates("near-duplicates", near.by)] : []),
    ...(conflicts?.least ? [share("least-error", conflicts.least), ...rates("least-error", conflicts.by)] : []),
    ...(conflicts?.leastError == null ? [] : [exact("least-absolute-error", conflicts.leastError, conflicts.labelled)]),
    ...(across ? [share("holdout-in-train", across.equal.share), ...rates("holdout-in-train", across.equal.by)] : []),
    ...(across?.near
      ? [share("holdout-near-train", across.near.share), ...rates("holdout-near-train", across.near.by)]
      : []),
    ...(across?.conflicts ? [share("holdout-conflicts", across.conflicts)] : []),
  ];
}

const share = (id: string, { hits, n, value, low, high }: Share): Measure =>
  n === 0
    ? { id, value: null, low: null, high: null, confidence, n, status: "undefined" }
    : { id, value, low, high, confidence, n, num: hits, den: n, status: "ok" };

const rates = (id: string, all: readonly Rates[]): Measure[] => all.flatMap((each) => rateMeasures(id, each));

/** Counted, not estimated. */
const exact = (id: string, value: number, n: number): Measure => ({
  id,
  value,
  low: value,
  high: value,
  confidence,
  n,
  status: "ok",
});
