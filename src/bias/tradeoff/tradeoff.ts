/** What can be had together: for each criterion the best that a score allows, what it costs, and which gaps are left, with intervals. */
import { maxMin } from "../../risk/gaps.ts";
import { stream } from "../../stats/stream.ts";
import { bestFor, criterionIds, type BestOf, type CriterionId } from "./catalogue.ts";
import { sizesOf, type ScoreTable } from "./counts.ts";
import { areasOf, bestUnder, type Area, type Best, type Costs, type RateName } from "./criteria.ts";
import { violationOf } from "./forced.ts";
import { resampled } from "./resample.ts";
import { type Above, largestSpread, spread, type Spread } from "./spread.ts";

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

/** Groups must have positives and negatives: at least one of each. Intervals: see `spread`. */
export function tradeoff(
  table: ScoreTable,
  trying: Trying,
): {
  readonly kept: readonly Kept[];
  /** The gap of mean scores that calibration leaves at least: see `violationOf`. */
  readonly violation: Spread;
  readonly replicates: number;
} {
  const areas = areasOf(table);
  const points = criterionIds.map((id) => bestFor(areas, id, trying));
  const replicates = Math.min(trying.replicates, affordable(areas));
  const random = stream(trying.seed, "bias/tradeoff", table.groups.length, table.levels.length);
  const drawn: (readonly (BestOf | null)[])[] = [];
  const violations: Above[] = [];
  for (let r = 0; r < replicates; r++) {
    const again = resampled(table, random);
    // A group without positives, or without negatives, has no curve: such a sample says nothing.
    if (again.groups.map(sizesOf).some(({ positives, negatives }) => positives === 0 || negatives === 0)) continue;
    const others = areasOf(again);
    violations.push(violationOf(others));
    drawn.push(criterionIds.map((id, c) => bestFor(others, id, { ...trying, ...near(points[c]) })));
  }
  const kept = criterionIds.map((id, c) => keptOf(id, c, points, drawn));
  const odds = kept.find(({ id }) => id === "equalized-odds");
  const alike = maxMin(table.groups.map(sizesOf).map(({ positives, n }) => ({ hits: positives, n }))).low === 0;
  return {
    kept: kept.map((one) =>
      alike && odds && one.id === "equalized-odds+demographic-parity" ? either(one, odds) : one,
    ),
    violation: largestSpread(areas.length, violationOf(areas), violations)!, // defined of any two groups
    replicates: drawn.length,
  };
}

/** On another sample the best precision is looked for around the one found, and more coarsely everywhere, for it may be another one altogether. */
const near = (point: BestOf | null | undefined): { readonly precisions?: readonly number[] } => {
  const at = point?.precision;
  if (at === undefined || at === null) return {};
  const around = [-9, -6, -3, 0, 3, 6, 9].map((k) => at + k / 100);
  const everywhere = Array.from({ length: 12 }, (_, i) => (i + 1) / 13);
  return { precisions: [...around, ...everywhere].filter((ppv) => ppv > 0 && ppv <= 1) };
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
  const left = (rate: GapRate): Spread | null =>
    largestSpread(
      best.groups.length,
      apartIn(best, rate),
      drawn.flatMap((found) => (found[c] ? apartIn(found[c], rate) : [])),
    );
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
 * Where all groups have the same share of positives, equalized odds bring demographic parity with them; where shares differ by the least bit, nothing but chance meets both. Of
 * shares that may be the same, either may be true.
 */
function either(both: Kept, odds: Kept): Kept {
  const held = (a: Spread | null, b: Spread | null): Spread | null =>
    a && b ? { value: a.value, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) } : a;
  return {
    ...both,
    accuracy: held(both.accuracy, odds.accuracy),
    cost: held(both.cost, odds.cost),
    price: held(both.price, odds.price),
    gaps:
      both.gaps &&
      (Object.fromEntries(
        gapRates.map((rate) => [rate, held(both.gaps![rate], odds.gaps?.[rate] ?? null)]),
      ) as Kept["gaps"]), // each of them
  };
}

const apartIn =
  ({ groups }: Best, rate: GapRate): Above =>
  (j, k) => {
    const [a, b] = [groups[j]![rate], groups[k]![rate]];
    return a === null || b === null ? null : a - b;
  };

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
