/** The gap that is judged: the largest of the rates that the chosen criterion speaks of, over all attributes. */
import { interval } from "../../../risk/interval.ts";
import { gamma } from "../../../risk/measures.ts";
import { maxMin } from "../../../risk/gaps.ts";
import type { GapCounts, Headline } from "../../finding.ts";
import type { RateId } from "./hits.ts";
import type { Fair } from "./works.ts";

export const criteria = [
  "equalized-odds",
  "demographic-parity",
  "equal-opportunity",
  "predictive-parity",
  "base-rate",
  "accuracy",
] as const;
export type Criterion = (typeof criteria)[number];

const speaksOf: { readonly [criterion in Criterion]: readonly RateId[] } = {
  "equalized-odds": ["tpr", "fpr"],
  "demographic-parity": ["selection-rate"],
  "equal-opportunity": ["tpr"],
  "predictive-parity": ["ppv"],
  "base-rate": ["base-rate"],
  accuracy: ["accuracy"],
};

/** One design of counts per class, attribute and rate of the criterion, of the groups that have at least `fewest` rows there. */
export function countsOf({ classes }: Fair, criterion: Criterion, fewest: number): GapCounts[] {
  return classes.flatMap(({ class: name, rates }) =>
    rates
      .filter(({ id }) => speaksOf[criterion].includes(id))
      .flatMap(({ id, by }) =>
        by.flatMap(({ attribute, crossed, groups, known }): GapCounts[] => {
          const large = groups.filter((group, i) => known[i] && group.rows >= fewest && group.n > 0);
          if (crossed || large.length < 2) return [];
          const of = { attribute, rate: id, ...(classes.length > 1 && { class: name }) };
          return [{ of, scale: "difference", design: "gap", groups: large.map(({ hits, n }) => ({ hits, n })) }];
        }),
      ),
  );
}

/** Null: nowhere are two groups large enough. Of the gap that proves most, as a suite of attacks names its clearest one: `low` is corrected for the gap having been chosen, `high` needs no correction: all must be below a limit to pass it. */
export function headlineOf(counts: readonly GapCounts[], rows: number): Headline | null {
  if (counts.length === 0) return null;
  const found = counts.map((one) => ({
    one,
    value: maxMin(one.groups).value,
    low: interval(one, gamma / counts.length).low,
    high: interval(one, gamma).high,
  }));
  const [most] = found.toSorted((a, b) => b.low - a.low || b.value - a.value);
  if (!most) return null;
  const estimate = {
    value: most.value,
    low: most.low,
    high: Math.max(...found.map(({ high }) => high)),
    confidence: 1 - gamma,
    n: rows,
  };
  return { measure: "difference", of: most.one.of, estimate, counts: [...counts] };
}

/** 2.8 standard errors: seen with 80 % chance at 5 %. */
const reach = 7.849;

/** Rows of each group it would take to see a gap of `gap`: n = (1.96 + .84)² · 2 p (1 - p) / gap², p the rate of all groups together. */
export function rowsNeeded({ groups }: GapCounts, gap: number): number | null {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const p = groups.reduce((sum, group) => sum + group.hits, 0) / n;
  const needed = Math.ceil((reach * 2 * p * (1 - p)) / gap ** 2);
  return Number.isFinite(needed) ? needed : null;
}
