/** What was found of fairness, as measures. */
import type { Measure, Of } from "../../finding.ts";
import type { Means } from "../label/means.ts";
import { rateMeasures } from "../label/measures.ts";
import { small } from "../label/rates.ts";
import { criterionMeasures } from "./criteria.ts";
import type { Residuals } from "./residuals.ts";
import type { Areas } from "./scores.ts";
import type { Summaries } from "./summaries.ts";
import type { Fair } from "./works.ts";

const confidence = 0.95;
const nothing = { value: null, low: null, high: null, confidence, status: "undefined" as const };

export function fairMeasures(fair: Fair): Measure[] {
  const several = fair.classes.length > 1;
  return [
    ...fair.classes.flatMap(({ class: name, rates, summaries }) => {
      const more: Of = several ? { class: name } : {};
      const ofRates = rates.flatMap(({ id, by }) => by.flatMap((each) => rateMeasures(id, each, more)));
      return [...summaryMeasures(summaries, more), ...ofRates];
    }),
    ...criterionMeasures(fair),
    ...(fair.summaries ? summaryMeasures(fair.summaries, {}) : []),
    ...fair.residuals.flatMap(residualMeasures),
    ...fair.means.flatMap(({ id, by }) => by.flatMap((each) => meanMeasures(id, each))),
    ...fair.areas.flatMap(areaMeasures),
  ];
}

/** Of everybody, by group, and how far groups lie apart. */
function summaryMeasures({ everybody, by }: Summaries, more: Of): Measure[] {
  const whole = Object.keys(more).length > 0 ? { of: more } : {};
  const cells = (all: Summaries["everybody"], of: { readonly of?: Of }): Measure[] =>
    all.map(({ num, den, ...one }): Measure => {
      return { ...one, ...of, confidence, ...(num !== null && den !== null && { num, den }) };
    });
  return [
    ...cells(everybody, whole),
    ...by.flatMap(({ attribute, groups, gaps }) => [
      ...groups.flatMap(({ group, cells: own }) => cells(own, { of: { group, ...more } })),
      ...gaps.flatMap(({ id, difference, ratio }): Measure[] => {
        const of = { attribute, ...more };
        return [
          { id: `${id}.difference`, of, ...difference, confidence },
          ...(ratio.status === "ok" ? [{ id: `${id}.ratio`, of, ...ratio, confidence } satisfies Measure] : []),
        ];
      }),
    ]),
  ];
}

const residualMeasures = ({ groups }: Residuals): Measure[] =>
  groups.flatMap(({ group, rows, quantiles }) =>
    quantiles.map(({ share, ...spread }): Measure => {
      return {
        id: "error-quantile",
        of: { group, share: String(share) },
        ...spread,
        confidence,
        n: rows,
        status: "ok",
      };
    }),
  );

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
