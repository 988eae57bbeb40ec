/** The criteria that are tried, and the best that each allows. */
import { bestUnder, type Area, type Best, type Costs, type Demand } from "./criteria.ts";

export const criterionIds = [
  "none",
  "equal-opportunity",
  "equal-fpr",
  "equalized-odds",
  "demographic-parity",
  "equalized-odds+demographic-parity",
  "equal-ppv",
  "equal-ppv+opportunity",
] as const;
export type CriterionId = (typeof criterionIds)[number];

interface Criterion {
  readonly demand: Demand;
  /** The common precision is chosen, too: the one that costs least. */
  readonly precise?: boolean;
}
const criteria: { readonly [id in CriterionId]: Criterion } = {
  none: { demand: { equal: [] } },
  "equal-opportunity": { demand: { equal: ["tpr"] } },
  "equal-fpr": { demand: { equal: ["fpr"] } },
  "equalized-odds": { demand: { equal: ["tpr", "fpr"] } },
  "demographic-parity": { demand: { equal: ["sel"] } },
  "equalized-odds+demographic-parity": { demand: { equal: ["tpr", "fpr", "sel"] } },
  "equal-ppv": { demand: { equal: [] }, precise: true },
  "equal-ppv+opportunity": { demand: { equal: ["tpr"] }, precise: true },
};

export type BestOf = Best & {
  /** The common precision that was chosen; null: none was asked for. */
  readonly precision: number | null;
};

/** `precisions`: the only ones to be tried; default: .02 to .98, then finer twice around the best. Null: no rule meets the criterion. */
export function bestFor(
  areas: readonly Area[],
  id: CriterionId,
  { costs, precisions }: { readonly costs: Costs; readonly precisions?: readonly number[] },
): BestOf | null {
  const { demand, precise } = criteria[id];
  if (!precise) {
    const found = bestUnder(areas, demand, costs);
    return found && { ...found, precision: null };
  }
  let best: BestOf | null = null;
  const tried = (list: readonly number[]): void => {
    for (const ppv of list) {
      const found = bestUnder(areas, { ...demand, ppv }, costs);
      // Of equal ones the first: rounding must not choose.
      if (found && (best === null || found.cost < best.cost - 1e-12)) best = { ...found, precision: ppv };
    }
  };
  tried(precisions ?? Array.from({ length: 25 }, (_, i) => round(0.02 + 0.04 * i)));
  if (precisions) return best;
  for (const step of [0.01, 0.002]) {
    const middle = (best as BestOf | null)?.precision;
    if (middle === undefined || middle === null) break;
    tried([-4, -3, -2, -1, 1, 2, 3, 4].map((k) => round(middle + k * step)).filter((ppv) => ppv > 0 && ppv <= 1));
  }
  return best;
}

const round = (x: number): number => Number(x.toFixed(6));
