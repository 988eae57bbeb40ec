/** What was found of labels, as measures. */
import type { Measure, Of } from "../../finding.ts";
import type { Means } from "./means.ts";
import type { Noise } from "./noise.ts";
import type { Rates } from "./rates.ts";
import type { Second } from "./second.ts";
import type { Labelled, Weighing } from "./works.ts";

const confidence = 0.95;
const nothing = { value: null, low: null, high: null, confidence, status: "undefined" as const };

/** `<id>` by group, `<id>.ratio` of a group to the largest one, `<id>.difference` and `<id>.ratio` of an attribute. */
export function rateMeasures(id: string, { attribute, groups, gap }: Rates, more: Of = {}): Measure[] {
  const of = { attribute, ...more };
  return [
    ...groups.map(({ group, rows, hits, n, value, low, high, status }): Measure => {
      const base = { id, of: { group, ...more }, n: rows, num: hits, den: n, confidence };
      return value === null ? { ...base, ...nothing } : { ...base, value, low, high, status };
    }),
    ...groups.flatMap(({ group, rows, against, status }): Measure[] =>
      against
        ? [
            {
              id: `${id}.ratio`,
              of: { group, against: against.group, ...more },
              value: against.value,
              low: against.low,
              high: against.high,
              confidence,
              n: rows,
              status,
            },
          ]
        : [],
    ),
    gap
      ? {
          id: `${id}.difference`,
          of,
          value: gap.value,
          low: gap.low,
          high: gap.high,
          confidence,
          n: gap.n,
          status: "ok",
        }
      : { id: `${id}.difference`, of, n: 0, ...nothing },
    ...(gap?.ratio
      ? [{ id: `${id}.ratio`, of, ...gap.ratio, confidence, n: gap.n, status: "ok" } satisfies Measure]
      : []),
  ];
}

export function labelMeasures({ classes, means, reweighing }: Labelled): Measure[] {
  const several = classes.length > 1;
  return [
    ...classes.flatMap(({ class: name, rates, within }) => {
      const more: Of = several ? { class: name } : {};
      return [
        ...rates.flatMap((each) => rateMeasures("base-rate", each, more)),
        ...within.flatMap(({ groups }) =>
          groups.flatMap(({ group, rows, conditional, odds }): Measure[] => {
            const base = { of: { group, ...more }, confidence, n: rows };
            return [
              conditional
                ? { ...base, id: "conditional-disparity", ...conditional, status: "ok" }
                : { ...base, id: "conditional-disparity", ...nothing },
              odds
                ? { ...base, id: "conditional-odds-ratio", ...odds, status: "ok" }
                : { ...base, id: "conditional-odds-ratio", ...nothing },
            ];
          }),
        ),
      ];
    }),
    ...means.flatMap((each) => meanMeasures("mean-label", each)),
    ...reweighing.flatMap(weightMeasures),
  ];
}

function meanMeasures(id: string, { attribute, groups, gap }: Means): Measure[] {
  const of = { attribute };
  return [
    ...groups.map(({ group, rows, value, low, high, status }): Measure => ({
      id,
      of: { group },
      value,
      low,
      high,
      confidence,
      n: rows,
      status,
    })),
    gap
      ? {
          id: `${id}.difference`,
          of,
          value: gap.value,
          low: gap.low,
          high: gap.high,
          confidence,
          n: gap.n,
          status: "ok",
        }
      : { id: `${id}.difference`, of, n: 0, ...nothing },
  ];
}

/** Computed, not estimated: exact. */
const weightMeasures = ({ classes, groups }: Weighing): Measure[] =>
  groups.flatMap(({ group, rows, weights }) =>
    weights.flatMap((weight, k): Measure[] =>
      weight === null
        ? []
        : [
            {
              id: "reweighing",
              of: { group, class: classes[k] ?? "" },
              value: weight,
              low: weight,
              high: weight,
              confidence,
              n: rows,
              status: "ok",
            },
          ],
    ),
  );

export function noiseMeasures({ rates, own, given }: Noise): Measure[] {
  return [
    ...rates.flatMap((each) => rateMeasures("label-noise", each)),
    ...own.flatMap((each) => rateMeasures("label-noise.own", each)),
    ...given.flatMap(({ class: name, rates: among }) =>
      among.flatMap((each) => rateMeasures("label-noise.given", each, { class: name })),
    ),
  ];
}

export function secondMeasures({ rows, rates, given, kappa, means }: Second): Measure[] {
  return [
    ...rates.flatMap((each) => rateMeasures("second-label", each)),
    ...given.flatMap(({ class: name, rates: among }) =>
      among.flatMap((each) => rateMeasures("second-label.given", each, { class: name })),
    ),
    ...(rates.length === 0
      ? []
      : [
          kappa
            ? ({ id: "second-label.kappa", ...kappa, confidence, n: rows, status: "ok" } satisfies Measure)
            : ({ id: "second-label.kappa", n: rows, ...nothing } satisfies Measure),
        ]),
    ...means.flatMap((each) => meanMeasures("second-label.mean", each)),
  ];
}
