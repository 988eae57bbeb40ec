/** What was found beside rates, as measures. */
import type { Measure, Of } from "../../../finding.ts";
import type { Derived } from "../derived.ts";

const confidence = 0.95;
interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function row(id: string, of: Of | null, found: Spread | null, n: number, small = false): Measure {
  const base = { id, ...(of && { of }), confidence, n };
  if (!found) return { ...base, value: null, low: null, high: null, status: "undefined" };
  return { ...base, value: found.value, low: found.low, high: found.high, status: small ? "small" : "ok" };
}

/** A number that has no interval. */
const plain = (id: string, of: Of, value: number | null, n: number): Measure => {
  const status = value === null ? "undefined" : "ok";
  return { id, of, value, low: null, high: null, confidence, n, status };
};

export function derivedMeasures({ inequality, likeness, epsilons, calibrations, within }: Derived): Measure[] {
  return [
    ...(inequality
      ? [
          row("generalized-entropy", null, inequality.entropy, inequality.n),
          row("theil", null, inequality.theil, inequality.n),
          ...inequality.between.map(({ attribute, entropy, n }) =>
            row("generalized-entropy.between", { attribute }, entropy, n),
          ),
        ]
      : []),
    ...(likeness?.outcomes ?? []).flatMap(({ outcome, withSelf, ...found }) => [
      row("consistency", { outcome }, found, likeness!.rows),
      plain("consistency-with-self", { outcome }, withSelf, likeness!.rows),
    ]),
    ...epsilons.flatMap(({ attribute, label, prediction, amplification, n }) => [
      row("differential-fairness", { attribute, outcome: "label" }, label, n),
      ...(prediction
        ? [
            row("differential-fairness", { attribute, outcome: "prediction" }, prediction, n),
            row("bias-amplification", { attribute }, amplification, n),
          ]
        : []),
    ]),
    ...within.flatMap(({ groups }) =>
      groups.flatMap(({ group, rows, conditional, odds }) => [
        row("conditional-parity", { group }, conditional, rows),
        row("conditional-parity.odds-ratio", { group }, odds, rows),
      ]),
    ),
    ...calibrations.flatMap(({ attribute, groups, tests }) => [
      ...groups.flatMap(({ group, rows, small, error, intercept, slope }) => [
        row("ece", { group }, error, rows, small),
        row("calibration-intercept", { group }, intercept, rows, small),
        row("calibration-slope", { group }, slope, rows, small),
      ]),
      plain("calibration-test", { attribute, test: "group" }, tests?.group.p ?? null, tests?.n ?? 0),
      plain("calibration-test", { attribute, test: "slope" }, tests?.slope?.p ?? null, tests?.n ?? 0),
    ]),
  ];
}
