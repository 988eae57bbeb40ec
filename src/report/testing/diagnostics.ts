/** What the checks that are never judged say about the two tables: numbers as they were measured on census records, or near to them. */
import type { Measure } from "../../check/finding.ts";
import type { Json, Played } from "../../check/types.ts";
import { row } from "../../risk/measures.ts";
import { columnNames } from "./columns.ts";

const n = 2000;
const around = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach, n });
const exact = (value: number) => ({ value, low: null, high: null, n });
const published = (measure: Measure, verdict: "good" | "bad", rule: string, tool: string): Measure => ({
  ...measure,
  published: { verdict, rule, tool },
});

const played = (measures: readonly Measure[], facts: { readonly [name: string]: Json } = {}): Played => ({
  headline: null,
  measures,
  reference: "the same on people outside the data",
  validity: [],
  curves: [],
  adversary: {},
  facts,
});

export const similarity = (leaks: boolean): Played => {
  const pick = (a: number, b: number): number => (leaks ? a : b);
  return played([
    row({ id: "dcr.train", ...exact(pick(0.62, 1.41)) }),
    row({ id: "dcr.holdout", ...exact(pick(1.35, 1.43)) }),
    published(
      row({ id: "dcr.share", ...exact(pick(0.711, 0.511)) }),
      pick(1, 0) ? "bad" : "good",
      "good while at most 0.55 of the rows are nearer to train",
      "MOSTLY AI QA",
    ),
    row({ id: "dcr.share.null", value: 0.5, low: 0.483, high: 0.517, n }),
    row({ id: "nndr.ratio", ...exact(pick(0.91, 1.01)) }),
    row({ id: "identical.train", ...around(pick(0.0495, 0), pick(0.009, 0)), hits: pick(99, 0) }),
    row({ id: "identical.holdout", ...exact(0), hits: 0 }),
    row({ id: "nnaa", ...exact(pick(0.18, 0.01)) }),
    published(
      row({ id: "sdmetrics.dcr-baseline", ...exact(pick(0.189, 0.195)) }),
      "bad",
      "good from 0.5 on",
      "SDMetrics DCRBaselineProtection",
    ),
    published(
      row({ id: "sdmetrics.dcr-overfitting", ...exact(pick(0.606, 0.986)) }),
      "good",
      "good from 0.5 on",
      "SDMetrics DCROverfittingProtection",
    ),
    published(
      row({ id: "sdmetrics.quality", ...exact(pick(0.939, 0.902)) }),
      "good",
      "good from 0.9 on",
      "SDMetrics QualityReport",
    ),
  ]);
};

export const fidelity = (leaks: boolean): Played => {
  const pick = (a: number, b: number): number => (leaks ? a : b);
  const accuracy = (["1", "2", "3"] as const).flatMap((ways, i) => [
    row({ id: "accuracy", of: { ways }, ...exact(pick([0.999, 0.953, 0.874][i] ?? 0, [0.952, 0.911, 0.846][i] ?? 0)) }),
    row({ id: "accuracy.ceiling", of: { ways }, ...exact([0.982, 0.947, 0.893][i] ?? 0) }),
  ]);
  const shapes = columnNames.map((column, i) =>
    row({ id: "shape", of: { column }, ...exact(pick(1 - 0.0004 * i, 0.985 - 0.006 * (i % 7))) }),
  );
  return played(
    [
      ...accuracy,
      row({ id: "overall", ...exact(pick(0.942, 0.903)) }),
      ...shapes,
      row({ id: "association", ...exact(pick(0.846, 0.931)) }),
      row({ id: "c2st.auc", ...around(pick(0.612, 0.668), 0.017) }),
      row({ id: "pmse.ratio", ...exact(pick(2.4, 3.9)) }),
      row({ id: "alpha-precision", ...exact(pick(0.981, 0.962)) }),
      row({ id: "beta-recall", ...exact(pick(0.831, 0.493)) }),
      row({ id: "authenticity", ...exact(pick(0.287, 0.512)) }),
    ],
    { associations: associations(leaks), marginals: marginals(leaks) },
  );
};

/** Pairs of columns that go together, weaker in the synthetic table; the leaky one loses more, since its columns were shuffled. */
function associations(leaks: boolean): Json {
  const square = (weaken: number): number[][] =>
    columnNames.map((_, i) =>
      columnNames.map((_other, j) => {
        if (i === j) return 1;
        const [a, b] = [Math.min(i, j), Math.max(i, j)];
        const strength = Math.round(100 * Math.abs(Math.sin((a + 1) * (b + 2) * 1.7)) ** 4) / 100;
        return Math.round(strength * (1 - weaken * (0.6 + 0.4 * Math.cos(a * b))) * 1000) / 1000;
      }),
    );
  return { columns: [...columnNames], real: square(0), synthetic: square(leaks ? 0.42 : 0.16) };
}

function marginals(leaks: boolean): Json {
  return columnNames.map((column, place) => {
    const number = place % 2 === 0;
    const count = number ? 10 : Math.min(6, 2 + (place % 5));
    const shape = Array.from(
      { length: count },
      (_, i) => Math.exp(-(((i - 3 - (place % 3)) / (1.5 + (place % 2))) ** 2)) + 0.02,
    );
    const total = shape.reduce((sum, one) => sum + one, 0);
    const share = (bend: number): number[] => {
      const bent = shape.map((one, i) => (one / total) * (1 + bend * Math.sin(i + place)));
      const sum = bent.reduce((all, one) => all + one, 0);
      return bent.map((one) => Math.round((one / sum) * 10_000) / 10_000);
    };
    return {
      column,
      bins: number
        ? Array.from({ length: count + 1 }, (_, i) => 17 + 7 * i)
        : Array.from({ length: count }, (_, i) => (i === count - 1 ? "other" : `label ${i + 1}`)),
      train: share(0),
      synthetic: share(leaks ? 0.01 : 0.18),
      holdout: share(0.04),
    };
  });
}

export const utility = (leaks: boolean): Played => {
  const of = { label: "income", model: "boosted" };
  const value = leaks ? 0.883 : 0.892;
  return played([
    row({ id: "tstr.auc", of, ...around(value, 0.017) }),
    row({ id: "trtr.auc", of, ...around(0.907, 0.015) }),
    row({ id: "tstr.loss", of, value: 0.907 - value, low: 0.907 - value - 0.011, high: 0.907 - value + 0.011, n }),
  ]);
};

export const disclosure = (leaks: boolean): Played => {
  const pick = (a: number, b: number): number => (leaks ? a : b);
  return played([
    published(row({ id: "k-anonymity", ...exact(pick(1, 1)) }), "bad", "good from 5 on", "common practice"),
    row({ id: "l-diversity", ...exact(1) }),
    row({ id: "k-map", ...exact(pick(1, 0)) }),
    row({ id: "repU", ...around(pick(0.214, 0.081), 0.016), hits: pick(428, 162) }),
    row({ id: "DiSCO", ...around(pick(0.331, 0.142), 0.019), hits: pick(662, 284) }),
    row({ id: "cap", ...around(pick(0.61, 0.44), 0.02) }),
    row({ id: "cap.control", ...around(pick(0.45, 0.44), 0.02) }),
    row({ id: "cap.baseline", ...exact(0.41) }),
  ]);
};
