/** What was found of fairness, as measures. */
import type { Measure, Of } from "../../finding.ts";
import type { Means } from "../label/means.ts";
import { rateMeasures } from "../label/measures.ts";
import { interval } from "../../../risk/interval.ts";
import { gamma } from "../../../risk/measures.ts";
import type { RateId } from "./hits.ts";
import { countsOf } from "./headline.ts";
import { small } from "../label/rates.ts";
import type { Areas } from "./scores.ts";
import type { Fair } from "./works.ts";

const confidence = 0.95;
const nothing = { value: null, low: null, high: null, confidence, status: "undefined" as const };

export function fairMeasures(fair: Fair): Measure[] {
  const several = fair.classes.length > 1;
  return [
    ...fair.classes.flatMap(({ class: name, rates }) =>
      rates.flatMap(({ id, by }) => by.flatMap((each) => rateMeasures(id, each, several ? { class: name } : {}))),
    ),
    ...oddsMeasures(fair),
    ...fair.means.flatMap(({ id, by }) => by.flatMap((each) => meanMeasures(id, each))),
    ...fair.areas.flatMap(areaMeasures),
  ];
}

/** By attribute (and class): the larger of the gaps of the true and the false positive rate; low corrected for having been chosen of two. */
function oddsMeasures(fair: Fair): Measure[] {
  const counts = countsOf(fair, "equalized-odds", small);
  const key = (of: Of | null): string => JSON.stringify([of?.["attribute"], of?.["class"]]);
  return [...new Set(counts.map(({ of }) => key(of)))].flatMap((name): Measure[] => {
    const own = counts.filter(({ of }) => key(of) === name);
    const rates = own.map(({ of }) => of?.["rate"] as RateId | undefined);
    if (rates.length < 2) return [];
    const { rate: _, ...of } = own[0]?.of ?? {};
    const gaps = own.map(({ groups }) => groups.map(({ hits, n }) => hits / n));
    return [
      {
        id: "equalized-odds.difference",
        of,
        value: Math.max(...gaps.map((p) => Math.max(...p) - Math.min(...p))),
        low: Math.max(...own.map((one) => interval(one, gamma / own.length).low)),
        high: Math.max(...own.map((one) => interval(one, gamma).high)),
        confidence,
        n: Math.round(own.reduce((sum, { groups }) => sum + groups.reduce((all, { n }) => all + n, 0), 0)),
        status: "ok",
      },
    ];
  });
}

function meanMeasures(id: string, { attribute, groups, gap }: Means): Measure[] {
  const of = { attribute };
  const rows = groups.map(({ group, rows: n, value, low, high, status }): Measure => {
    return { id, of: { group }, value, low, high, confidence, n, status };
  });
  const difference = `${id}.difference`;
  if (!gap) return [...rows, { id: difference, of, n: 0, ...nothing }];
  const { value, low, high, n } = gap;
  return [...rows, { id: difference, of, value, low, high, confidence, n, status: "ok" }];
}

const areaMeasures = ({ groups }: Areas): Measure[] =>
  groups.map(({ group, rows, area }): Measure => {
    const base = { id: "auc", of: { group }, n: rows };
    return area ? { ...base, ...area, confidence, status: rows < small ? "small" : "ok" } : { ...base, ...nothing };
  });
