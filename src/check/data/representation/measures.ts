/** What was measured, as measures: distances of each feature, shares and ratios of each group. */
import { represented, representedInSample } from "../../../bias/representation/ratio.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Measure, Of } from "../../finding.ts";
import type { Against, Compared, Interval } from "./compared.ts";
import { groupOf, type Weights } from "./works.ts";

/** Groups of fewer rows are marked as small. */
const small = 30;
const confidence = 0.95;

export function measuresOf(features: readonly Compared[], raking: Weights | null, named: number): Measure[] {
  return [
    ...features.flatMap(distancesOf),
    ...features.flatMap((feature) => (feature.kind === "column" ? [] : groupsOf(feature, feature, "", named))),
    ...features.flatMap((feature) => (feature.holdout ? testSetOf(feature, feature.holdout, named) : [])),
    ...(raking ? weightsOf(raking) : []),
  ];
}

export const ofFeature = ({ kind, name }: Pick<Compared, "kind" | "name">): Of =>
  kind === "column" ? { column: name } : { attribute: name };

function distancesOf(feature: Compared): Measure[] {
  const row = (id: string, of: Interval): Measure => distance(id, of, feature, feature);
  return [row("tv", feature.tv), row("js-distance", feature.jsDistance), row("hellinger", feature.hellinger)];
}
const distance = (id: string, { value, low, high }: Interval, feature: Compared, { n, worth }: Against): Measure => ({
  id,
  of: ofFeature(feature),
  value,
  low,
  high,
  confidence,
  n,
  status: worth < small ? "small" : "ok",
});

/** The same of the test set. */
export const ofTestSet = "holdout.";
const testSetOf = (feature: Compared, holdout: Against, named: number): Measure[] => [
  distance(`${ofTestSet}tv`, holdout.tv, feature, holdout),
  ...(feature.kind === "column" ? [] : groupsOf(feature, holdout, ofTestSet, named)),
];

/** A group of one to `named` - 1 people is not named. */
function groupsOf(feature: Compared, table: Against, before: string, named: number): Measure[] {
  return feature.values.flatMap((values, i) => {
    const rows = table.rows[i] ?? 0;
    const target = feature.target[i] ?? 0;
    if ((rows > 0 && rows < named) || (rows === 0 && target === 0)) return [];
    const share = table.shares[i] ?? 0;
    const hits = share * table.worth;
    const status = rows < small ? ("small" as const) : ("ok" as const);
    const of: Of = { group: groupOf(feature.names, values) };
    const base = { of, confidence, n: table.n };
    const ratio =
      feature.targetRows === null
        ? represented(hits, table.worth, target)
        : representedInSample({ hits, n: table.worth }, { hits: target * feature.targetRows, n: feature.targetRows });
    return [
      {
        ...base,
        id: `${before}share`,
        value: share,
        ...wilson(hits, table.worth),
        num: hits,
        den: table.worth,
        status,
      },
      ratio
        ? { ...base, id: `${before}representation`, ...ratio, num: hits, den: target * table.worth, status }
        : {
            ...base,
            id: `${before}representation`,
            value: null,
            low: null,
            high: null,
            num: hits,
            den: 0,
            status: "undefined",
          },
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
