/** Rates by group: each with its interval, and how far groups lie apart. */
import { equality, maxMin, type Rate, ratio, shrunken } from "../risk/gaps.ts";
import { wilson } from "../stats/proportion.ts";
import { independence } from "./independence.ts";

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

/** Of one group; `rows` whatever their weights. */
export type Counted = Rate & { readonly rows: number };
export interface Grouped {
  readonly attribute: string;
  readonly crossed: boolean;
  readonly labels: readonly string[];
  /** By group: it may be compared with others. */
  readonly known: readonly boolean[];
}
interface Random {
  readonly seed: number;
  /** Names the random numbers. */
  readonly name: string;
}

export function ratesBy({ attribute, crossed, labels, known }: Grouped, counts: readonly Counted[], by: Random): Rates {
  const tallies = counts.map(({ rows, hits, n }, i): Named => ({ rows, hits, n, group: labels[i]! }));
  const compared = tallies.filter(({ rows }, i) => rows >= small && known[i]);
  const drawn = shrunken(compared);
  const largest = compared.toSorted((a, b) => b.rows - a.rows)[0];
  const groups = tallies.map((one): GroupRate => {
    const at = compared.indexOf(one);
    if (one.n === 0) return { ...one, ...nothing };
    const status = one.rows < small ? "small" : "ok";
    const against = largest && largest !== one && at >= 0 ? againstOf(one, largest) : null;
    const value = one.hits / one.n;
    return { ...one, value, ...wilson(one.hits, one.n), shrunken: drawn[at] ?? null, status, against };
  });
  return { attribute, crossed, groups, gap: rateGap(compared, by) };
}

const nothing = { value: null, low: null, high: null, shrunken: null, status: "undefined", against: null } as const;

export type Named = Counted & { readonly group: string };

function againstOf(one: Named, other: Named): GroupRate["against"] {
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

/** Null: fewer than two groups. Every group has a row. */
export function rateGap(groups: readonly Named[], { seed, name }: Random): RateGap | null {
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
export function leastRatio(groups: readonly Rate[], gamma = 0.05): RateGap["ratio"] {
  const pairs = groups.length * (groups.length - 1);
  const rates = groups.map(({ hits, n }) => hits / n);
  const top = Math.max(...rates);
  if (pairs > mostPairs || top === 0) return null;
  let [low, high] = [1, 1];
  for (const a of groups)
    for (const b of groups) {
      if (a === b || b.hits === 0) continue;
      low = Math.min(low, ratio(a, b, gamma)?.low ?? 1);
      high = Math.min(high, ratio(a, b, gamma / pairs)?.high ?? 1);
    }
  return { value: Math.min(...rates) / top, low: Math.max(0, low), high };
}
