/** What one model for all costs and hides, as measures. */
import type { Measure } from "../../finding.ts";
import type { Divisions } from "./interactions.ts";
import type { Gain, Models } from "./models.ts";

const confidence = 0.95;
const nothing = { value: null, low: null, high: null, confidence, status: "small" as const };

export function gainMeasures({ groups }: Models): Measure[] {
  return groups.flatMap(({ group, rows: n, own, told }): Measure[] => {
    const measure = (id: string, gain: Gain | undefined): Measure =>
      gain ? { id, of: { group }, ...gain, confidence, n, status: "ok" } : { id, of: { group }, n, ...nothing };
    return [
      measure("own-model-gain", own?.loss),
      measure("own-model-error-gain", own?.error),
      measure("told-model-gain", told.loss),
      measure("told-model-error-gain", told.error),
    ];
  });
}

/** Of so many columns and values for each attribute. */
const listed = 20;

export function slopeMeasures(all: readonly Divisions[]): Measure[] {
  return all.flatMap(({ attribute, compared, interactions }): Measure[] => [
    ...interactions.slice(0, listed).map(({ column, value, class: name, gap }): Measure => {
      const of = { attribute, column, ...(value !== null && { value }), ...(name !== null && { class: name }) };
      const { low, high, n } = gap;
      return { id: "slope.difference", of, value: gap.value, low, high, confidence, n, status: "ok" };
    }),
    counted("reversals", { attribute, compared, num: interactions.filter(({ reversed }) => reversed).length }),
  ]);
}

function counted(
  id: string,
  { attribute, compared, num }: { readonly attribute: string; readonly compared: number; readonly num: number },
): Measure {
  const base = { id, of: { attribute }, n: compared, confidence, low: null, high: null, num, den: compared };
  return compared > 0
    ? { ...base, value: num / compared, status: "ok" }
    : { ...base, value: null, status: "undefined" };
}
