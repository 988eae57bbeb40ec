/** What was measured, as measures: distances of each feature, shares and ratios of each group. */
import { represented, representedInSample } from "../../../bias/representation/ratio.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Measure, Of } from "../../finding.ts";
import type { Compared, Interval } from "./compared.ts";
import { groupOf, type Weights } from "./works.ts";

/** Groups of fewer rows are marked as small. */
const small = 30;
const confidence = 0.95;

export function measuresOf(features: readonly Compared[], raking: Weights | null, named: number): Measure[] {
  return [
    ...features.flatMap(distancesOf),
    ...features.flatMap((feature) => (feature.kind === "column" ? [] : groupsOf(feature, named))),
    ...(raking ? weightsOf(raking) : []),
  ];
}

export const ofFeature = ({ kind, name }: Pick<Compared, "kind" | "name">): Of =>
  kind === "column" ? { column: name } : { attribute: name };

function distancesOf(feature: Compared): Measure[] {
  const row = (id: string, { value, low, high }: Interval): Measure => ({
    id,
    of: ofFeature(feature),
    value,
    low,
    high,
    confidence,
    n: feature.n,
    status: feature.worth < small ? "small" : "ok",
  });
  return [row("tv", feature.tv), row("js-distance", feature.jsDistance), row("hellinger", feature.hellinger)];
}

/** A group of one to `named` - 1 people is not named. */
function groupsOf(feature: Compared, named: number): Measure[] {
  return feature.values.flatMap((values, i) => {
    const rows = feature.rows[i] ?? 0;
    const target = feature.target[i] ?? 0;
    if ((rows > 0 && rows < named) || (rows === 0 && target === 0)) return [];
    const share = feature.shares[i] ?? 0;
    const hits = share * feature.worth;
    const status = rows < small ? ("small" as const) : ("ok" as const);
    const of: Of = { group: groupOf(feature.names, values) };
    const base = { of, confidence, n: feature.n };
    const ratio =
      feature.targetRows === null
        ? represented(hits, feature.worth, target)
        : representedInSample({ hits, n: feature.worth }, { hits: target * feature.targetRows, n: feature.targetRows });
    return [
      { ...base, id: "share", value: share, ...wilson(hits, feature.worth), num: hits, den: feature.worth, status },
      ratio
        ? { ...base, id: "representation", ...ratio, num: hits, den: target * feature.worth, status }
        : { ...base, id: "representation", value: null, low: null, high: null, num: hits, den: 0, status: "undefined" },
    ] satisfies Measure[];
  });
}

/** Computed, not estimated: exact. */
function weightsOf({ weights, summary: { designEffect, worth, largest } }: Weights): Measure[] {
  const exact = (id: string, value: number): Measure => ({
    id,
    value,
    low: value,
    high: value,
    confidence,
    n: weights.length,
    status: "ok",
  });
  return [exact("raking.design-effect", designEffect), exact("raking.worth", worth), exact("raking.largest", largest)];
}
