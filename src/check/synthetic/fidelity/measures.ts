/** The numbers of synthetic/fidelity that have no interval. */
import { row } from "../../../risk/measures.ts";
import type { Measure } from "../../finding.ts";
import { pmseRatio } from "./null-pmse.ts";
import type { Pmse } from "./pmse.ts";

/** A number without an interval; none: undefined. */
export function point(id: string, value: number | null, n: number, of?: { readonly [name: string]: string }): Measure {
  const none = value === null || Number.isNaN(value);
  return row({ id, ...(of && { of }), value, low: null, high: null, n, ...(none && { status: "undefined" }) });
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

type Agreed = readonly { readonly accuracy: number; readonly ceiling: number }[];

/** Of one, two and three columns, and the mean over these, as MOSTLY AI's report has it. */
export function accuracies(ways: readonly Agreed[], n: number): Measure[] {
  const of = (value: "accuracy" | "ceiling"): number[] => ways.map((found) => mean(found.map((one) => one[value])));
  const [reached, ceilings] = [of("accuracy"), of("ceiling")];
  return [
    ...reached.flatMap((accuracy, i) => [
      point("accuracy", accuracy, n, { ways: String(i + 1) }),
      point("accuracy.ceiling", ceilings[i] ?? null, n, { ways: String(i + 1) }),
    ]),
    point("overall", mean(reached), n),
    point("overall.ceiling", mean(ceilings), n),
  ];
}

export function propensities(found: Pmse): Measure[] {
  const n = Math.min(found.rows.train, found.rows.synthetic);
  const known = pmseRatio(found);
  return [
    point("pmse", found.pmse, n),
    point("pmse.ratio", known?.ratio ?? null, n),
    ...(known ? [row({ id: "pmse.ratio.null", value: 1, low: known.low, high: known.high, n })] : []),
    point("pmse.ratio.snoke", known?.snoke ?? null, n),
  ];
}
