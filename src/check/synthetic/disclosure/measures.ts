/** The numbers of synthetic/disclosure as a finding lists them. */
import { confidence, gamma, row } from "../../../risk/measures.ts";
import { wilson } from "../../../stats/proportion.ts";
import { studentQuantile } from "../../../stats/student.ts";
import type { Measure, Of } from "../../finding.ts";
import type { Mean } from "./attribution.ts";
import { type Keys, type Secret, smallClass } from "./works.ts";

/** A count that is what it is: of this table, not of a population. */
const plain = (id: string, value: number | null, n: number, of?: Of): Measure =>
  row({ id, ...(of && { of }), value, low: null, high: null, n, status: value === null ? "undefined" : "ok" });

function rate(id: string, hits: number, n: number, of?: Of): Measure {
  const value = n > 0 ? { value: hits / n, ...wilson(hits, n, gamma) } : { value: null, low: null, high: null };
  return row({ id, ...(of && { of }), ...value, n, hits, ...(n === 0 && { status: "undefined" as const }) });
}

/** Student's interval, kept within 0 and 1. */
function mean(id: string, { n, sum, squares }: Mean, of: Of): Measure {
  if (n < 2)
    return row({
      id,
      of,
      value: n === 1 ? sum : null,
      low: null,
      high: null,
      n,
      status: n === 1 ? "small" : "undefined",
    });
  const value = sum / n;
  const error = Math.sqrt(Math.max(0, squares / n - value * value) / (n - 1));
  const reach = -studentQuantile((1 - confidence) / 2, n - 1) * error;
  return row({ id, of, value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), n });
}

export function keyMeasures(keys: Keys): Measure[] {
  const { train, holdout } = keys;
  return [
    {
      ...plain("k-anonymity", keys.k, keys.classes),
      published: {
        verdict: keys.k >= smallClass ? "good" : "bad",
        rule: `good when no class is smaller than ${smallClass}, so that at best one in ${smallClass} is named right`,
        tool: "the rule of five of data custodians (El Emam 2013, Cell Size Precedents)",
      },
    },
    { ...plain("k-anonymity.small", keys.rows > 0 ? keys.small / keys.rows : null, keys.rows), hits: keys.small },
    plain("k-map", keys.kMap, train.people),
    { ...plain("k-map.nobody", keys.rows > 0 ? keys.nobody / keys.rows : null, keys.rows), hits: keys.nobody },
    plain("delta-presence.min", keys.presence?.low ?? null, train.people),
    plain("delta-presence.max", keys.presence?.high ?? null, train.people),
    rate("key-found", train.matched, train.people),
    ...(holdout ? [rate("key-found.control", holdout.matched, holdout.people)] : []),
    rate("UiO", keys.unique, train.people),
    rate("repU", keys.replicated, train.people),
  ];
}

export function secretMeasures(name: string, found: Secret, { classes, rows }: Keys): Measure[] {
  const of = { secret: name };
  const { train, holdout, people } = found;
  return [
    plain("l-diversity", found.diversity, classes, of),
    { ...plain("l-diversity.single", rows > 0 ? found.single / rows : null, rows, of), hits: found.single },
    plain("t-closeness", found.closeness, classes, of),
    rate("DiO", found.original, people, of),
    rate("DiSCO", found.correct, people, of),
    rate("DiSDiO", found.both, people, of),
    mean("cap", train.matched, of),
    ...(holdout ? [mean("cap.control", holdout.matched, of)] : []),
    mean("cap.baseline", train.baseline, of),
    mean("cap.zero", train.zero, of),
    ...(holdout ? [mean("cap.zero.control", holdout.zero, of)] : []),
    mean("cap.generalised", train.generalised, of),
    ...(holdout ? [mean("cap.generalised.control", holdout.generalised, of)] : []),
  ];
}
