/** What can be had together: for each criterion the best that a score allows, what it costs, and which gaps are left, with intervals. */
import { stream } from "../../stats/stream.ts";
import { bestFor, criterionIds, type BestOf, type CriterionId } from "./catalogue.ts";
import { sizesOf, type ScoreTable } from "./counts.ts";
import { areasOf, bestUnder, type Area, type Best, type Costs, type RateName } from "./criteria.ts";
import { smallestViolation } from "./forced.ts";
import { resampled } from "./resample.ts";

export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export interface Kept {
  readonly id: CriterionId;
  /** Null: no rule meets the criterion. */
  readonly best: BestOf | null;
  readonly accuracy: Spread | null;
  readonly cost: Spread | null;
  /** Cost above that of the best rule without any criterion; never negative. */
  readonly price: Spread | null;
  /** Largest minus smallest of each rate that the best rule leaves; null: undefined in a group. */
  readonly gaps: { readonly [rate in GapRate]: Spread | null } | null;
}
/** Shares called positive, positives found, negatives wrongly called positive, and precision. */
export const gapRates = ["sel", "tpr", "fpr", "ppv"] as const;
export type GapRate = (typeof gapRates)[number];

export interface Trying {
  readonly costs: Costs;
  readonly seed: number;
  /** Tables that are drawn again for the intervals; fewer where the programs are large. */
  readonly replicates: number;
  readonly precisions?: readonly number[];
}

/** Largest minus smallest of a rate; null where it is undefined in a group. */
export function gapOf({ groups }: Pick<Best, "groups">, rate: GapRate): number | null {
  const values = groups.map((group) => group[rate]);
  if (values.some((value) => value === null) || values.length === 0) return null;
  const known = values as readonly number[];
  return Math.max(...known) - Math.min(...known);
}

/** Groups must have positives and negatives: at least one of each. Intervals: 95 of 100 of the optima on tables drawn again, widened to hold the optimum itself. */
export function tradeoff(
  table: ScoreTable,
  trying: Trying,
): {
  readonly kept: readonly Kept[];
  /** The gap of mean scores that calibration leaves at least: see `smallestViolation`. */
  readonly violation: Spread;
  readonly replicates: number;
} {
  const areas = areasOf(table);
  const points = criterionIds.map((id) => bestFor(areas, id, trying));
  const replicates = Math.min(trying.replicates, affordable(areas));
  const random = stream(trying.seed, "bias/tradeoff", table.groups.length, table.levels.length);
  const drawn: (readonly (BestOf | null)[])[] = [];
  const violations: number[] = [];
  for (let r = 0; r < replicates; r++) {
    const again = resampled(table, random);
    // A group without positives, or without negatives, has no curve: such a sample says nothing.
    if (again.groups.map(sizesOf).some(({ positives, negatives }) => positives === 0 || negatives === 0)) continue;
    const others = areasOf(again);
    violations.push(smallestViolation(others));
    drawn.push(criterionIds.map((id, c) => bestFor(others, id, { ...trying, ...near(points[c]) })));
  }
  return {
    kept: criterionIds.map((id, c) => keptOf(id, c, points, drawn)),
    violation: spread(smallestViolation(areas), violations),
    replicates: drawn.length,
  };
}

/** On another sample the best precision is looked for around the one found: less work, and no less right. */
const near = (point: BestOf | null | undefined): { readonly precisions?: readonly number[] } => {
  const at = point?.precision;
  if (at === undefined || at === null) return {};
  return { precisions: [-9, -6, -3, 0, 3, 6, 9].map((k) => at + k / 100).filter((ppv) => ppv > 0 && ppv <= 1) };
};

/** About so many steps of arithmetic in all. */
const budget = 1e10;
function affordable(areas: readonly Area[]): number {
  const columns = areas.reduce((sum, { corners }) => sum + corners.length, 0);
  const rows = 4 * areas.length;
  // Each of some 20 programs takes about as many steps as it has rows, over the whole tableau.
  return Math.max(20, Math.floor(budget / (20 * 2 * rows * rows * (columns + rows))));
}

function keptOf(
  id: CriterionId,
  c: number,
  points: readonly (BestOf | null)[],
  drawn: readonly (readonly (BestOf | null)[])[],
): Kept {
  const [best, free] = [points[c] ?? null, points[0] ?? null];
  if (best === null || free === null) return { id, best, accuracy: null, cost: null, price: null, gaps: null };
  const over = (of: (own: Best, free: Best) => number, most?: number): Spread =>
    spread(
      of(best, free),
      drawn.flatMap((found) => (found[c] && found[0] ? of(found[c], found[0]) : [])),
      most,
    );
  const left = (rate: GapRate): Spread | null => {
    const value = gapOf(best, rate);
    return value === null
      ? null
      : spread(
          value,
          drawn.flatMap((found) => (found[c] ? (gapOf(found[c], rate) ?? []) : [])),
        );
  };
  return {
    id,
    best,
    accuracy: over(({ accuracy }) => accuracy),
    cost: over(({ cost }) => cost, Infinity),
    price: over((own, { cost }) => Math.max(0, own.cost - cost), Infinity),
    gaps: Object.fromEntries(gapRates.map((rate) => [rate, left(rate)])) as Kept["gaps"], // each of them
  };
}

/**
 * What holds both 95 of 100 of what was drawn and that mirrored at the value: an optimum, or a largest gap, of a sample is larger than that of the people behind it, and one of
 * a sample of the sample larger still. Within 0 and 1 if `most` is 1. Without enough of it, the value alone would look exact: the whole range is given.
 */
export function spread(value: number, drawn: readonly number[], most = 1): Spread {
  const sorted = drawn.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? value;
  const [low, high] = [at(0.025), at(0.975)];
  return {
    value,
    low: Math.max(0, Math.min(value, low, 2 * value - high)),
    high: Math.min(most, Math.max(value, high, 2 * value - low)),
  };
}

export interface FrontierPoint {
  /** Gap that is allowed. */
  readonly within: number;
  readonly accuracy: number;
  readonly cost: number;
}
/** What a gap of at most t allows, from none to that of the best rule without a criterion, in `steps` steps. */
export function frontier(
  areas: readonly Area[],
  equal: readonly RateName[],
  { costs, steps = 20 }: { readonly costs: Costs; readonly steps?: number },
): FrontierPoint[] {
  const free = bestUnder(areas, { equal: [] }, costs);
  if (free === null) return [];
  const widest = Math.max(...equal.map((rate) => gapOf(free, rate) ?? 0));
  const within = widest < 1e-9 ? [0] : Array.from({ length: steps + 1 }, (_, i) => (widest * i) / steps);
  return within.flatMap((gap) => {
    const found = bestUnder(areas, { equal, within: gap }, costs);
    return found ? [{ within: gap, accuracy: found.accuracy, cost: found.cost }] : [];
  });
}
