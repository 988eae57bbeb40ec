/** How often something is so, by group: each rate with its interval, and how far groups lie apart. */
import { independence } from "../../../bias/independence.ts";
import { equality, maxMin, type Rate, ratio, shrunken } from "../../../risk/gaps.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Grouping } from "./groups.ts";

export type GroupRate = {
  readonly group: string;
  /** Rows that were counted, whatever their weights. */
  readonly rows: number;
  /** Of as many rows as they are worth with their weights. */
  readonly hits: number;
  readonly n: number;
  /** Null: no row. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Drawn towards the mean of all groups by as much as its noise deserves; null: not compared. */
  readonly shrunken: number | null;
  readonly status: "ok" | "small" | "undefined";
  /** Against the group with the most rows; null: it is that group, or nobody there is hit. `high` null: unbounded. */
  readonly against: {
    readonly group: string;
    readonly value: number;
    readonly low: number;
    readonly high: number | null;
  } | null;
};
export type RateGap = {
  readonly groups: number;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly largest: string;
  readonly smallest: string;
  /** Smallest rate over largest; null: too many groups, or nobody is hit. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** What chance alone makes of the gap. */
  readonly chance: { readonly mean: number; readonly q95: number };
  /** Of "all groups are equal": reshuffled, and by chi-square. */
  readonly p: number;
  readonly chiSquare: number | null;
  readonly chiSquareP: number | null;
  readonly cramersV: number | null;
};
export type Rates = {
  readonly attribute: string;
  readonly crossed: boolean;
  readonly groups: readonly GroupRate[];
  /** Null: fewer than two groups are large enough. */
  readonly gap: RateGap | null;
};

/** Groups of fewer rows are not compared. */
export const small = 30;
const mostPairs = 20 * 19;

export interface Counted {
  /** By row: 1 = it is so, 0 = it is not, -1 = not to be counted. */
  readonly hit: Int8Array;
  readonly weights: Float64Array | null;
  readonly seed: number;
  /** Names the random numbers. */
  readonly name: string;
}

export function ratesOf(grouping: Grouping, counted: Counted): Rates {
  const tallies = tally(grouping, counted);
  const compared = tallies.filter(({ rows }, i) => rows >= small && grouping.known[i]);
  const drawn = shrunken(compared);
  const largest = compared.toSorted((a, b) => b.rows - a.rows)[0];
  const groups = tallies.map((one): GroupRate => {
    const { group, rows, hits, n } = one;
    const at = compared.indexOf(one);
    if (n === 0)
      return {
        group,
        rows,
        hits,
        n,
        value: null,
        low: null,
        high: null,
        shrunken: null,
        status: "undefined",
        against: null,
      };
    const status = rows < small ? "small" : "ok";
    const against = largest && largest !== one && at >= 0 ? againstOf(one, largest) : null;
    return { group, rows, hits, n, value: hits / n, ...wilson(hits, n), shrunken: drawn[at] ?? null, status, against };
  });
  return { attribute: grouping.attribute, crossed: grouping.crossed, groups, gap: gapOf(compared, counted) };
}

type Tally = Rate & { readonly group: string; readonly rows: number };

function tally({ labels, codes }: Grouping, { hit, weights }: Counted): Tally[] {
  const sums = labels.map(() => ({ rows: 0, hits: 0, all: 0, squares: 0 }));
  codes.forEach((code, row) => {
    const is = hit[row]!;
    const sum = sums[code];
    if (!sum || is < 0) return;
    const weight = weights?.[row] ?? 1;
    sum.rows++;
    sum.all += weight;
    sum.squares += weight * weight;
    if (is === 1) sum.hits += weight;
  });
  return sums.map(({ rows, hits, all, squares }, i) => {
    const n = squares > 0 ? (all * all) / squares : 0; // Kish: as many rows as they are worth
    return { group: labels[i]!, rows, hits: all > 0 ? (hits / all) * n : 0, n };
  });
}

function againstOf(one: Tally, other: Tally): GroupRate["against"] {
  const found = ratio(one, other);
  return (
    found && {
      group: other.group,
      value: found.value,
      low: found.low,
      high: Number.isFinite(found.high) ? found.high : null,
    }
  );
}

function gapOf(groups: readonly Tally[], { seed, name }: Counted): RateGap | null {
  if (groups.length < 2) return null;
  const { value, low, high, largest, smallest } = maxMin(groups);
  // Who is reshuffled is people: whole ones.
  const whole = groups.map(({ hits, n }) => ({ hits: Math.round(hits), n: Math.max(1, Math.round(n)) }));
  const { p, chance } = equality(whole, { seed, name });
  const chi = independence(groups.map(({ hits, n }) => [hits, n - hits]));
  return {
    groups: groups.length,
    n: groups.reduce((sum, { rows }) => sum + rows, 0),
    value,
    low,
    high,
    largest: groups[largest]?.group ?? "",
    smallest: groups[smallest]?.group ?? "",
    ratio: leastRatio(groups),
    chance,
    p,
    chiSquare: chi?.chiSquare ?? null,
    chiSquareP: chi?.p ?? null,
    cramersV: chi?.cramersV ?? null,
  };
}

/** The mirror of `maxMin`: high corrected for all ordered pairs, since the pair was chosen; low uncorrected, since the extreme pair alone covers. At most 1. */
function leastRatio(groups: readonly Tally[]): RateGap["ratio"] {
  const pairs = groups.length * (groups.length - 1);
  const rates = groups.map(({ hits, n }) => hits / n);
  const top = Math.max(...rates);
  if (pairs > mostPairs || top === 0) return null;
  let [low, high] = [1, 1];
  for (const a of groups)
    for (const b of groups) {
      if (a === b || b.hits === 0) continue;
      low = Math.min(low, ratio(a, b)?.low ?? 1);
      high = Math.min(high, ratio(a, b, 0.05 / pairs)?.high ?? 1);
    }
  return { value: Math.min(...rates) / top, low: Math.max(0, low), high };
}
