/** How a number goes with another one, group by group: whether the same value means the same for everybody. */
import { gammaUpper } from "../stats/gamma.ts";
import { studentCdf, studentQuantile } from "../stats/student.ts";
import type { Interval } from "../stats/proportion.ts";

export interface Slope {
  readonly n: number;
  /** By how much y is larger where x is larger by one. */
  readonly slope: number;
  /** Of the slope: HC3 (MacKinnon & White 1985), whatever the spread of y may depend on, or the classical one where that is larger: of five people who all say no, HC3 alone would take it for certain. Above 0. */
  readonly variance: number;
  readonly df: number;
}

export interface Slopes {
  /** Of each group by itself; null: it has no slope, or one person decides it. */
  readonly groups: readonly (Slope | null)[];
  /** Of everybody together. */
  readonly whole: Slope | null;
  /** Of everybody, with what groups differ in on average taken out: a common slope inside the groups. */
  readonly within: Slope | null;
}

export interface Paired {
  /** NaN, infinite = missing: the row is left out. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Positions below `groups`; -1: left out. */
  readonly codes: ArrayLike<number>;
  readonly groups: number;
  /** A slope of which one person holds a larger share hangs on that person, and is none. Default 0.5; where x is 0 or 1, 0.1 means ten people of each. */
  readonly leverage?: number;
}

/** Least squares with an intercept (of everybody; of each group; `within`: one for each group). */
export function slopesBy({ x, y, codes, groups, leverage = 0.5 }: Paired): Slopes {
  const zeros = (): Float64Array => new Float64Array(groups);
  const [n, meanX, meanY, sxx, sxy] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  const each = (use: (group: number, x: number, y: number) => void): void => {
    for (let row = 0; row < codes.length; row++) {
      const [group, a, b] = [codes[row]!, x[row]!, y[row]!];
      if (group >= 0 && Number.isFinite(a) && Number.isFinite(b)) use(group, a, b);
    }
  };
  each((group, a, b) => {
    n[group]!++;
    meanX[group]! += a;
    meanY[group]! += b;
  });
  const total = n.reduce((sum, one) => sum + one, 0);
  const all = {
    x: meanX.reduce((sum, one) => sum + one, 0) / total,
    y: meanY.reduce((sum, one) => sum + one, 0) / total,
  };
  for (let group = 0; group < groups; group++) {
    meanX[group]! /= n[group]!;
    meanY[group]! /= n[group]!;
  }
  const sums = { wholeXx: 0, wholeXy: 0, withinXx: 0, withinXy: 0 };
  each((group, a, b) => {
    const [dx, dy] = [a - meanX[group]!, b - meanY[group]!];
    sxx[group]! += dx * dx;
    sxy[group]! += dx * dy;
    sums.wholeXx += (a - all.x) ** 2;
    sums.wholeXy += (a - all.x) * (b - all.y);
    sums.withinXx += dx * dx;
    sums.withinXy += dx * dy;
  });
  const own = Array.from(n, (count, group) => fitting({ sxx: sxx[group]!, sxy: sxy[group]!, df: count - 2, leverage }));
  const whole = fitting({ sxx: sums.wholeXx, sxy: sums.wholeXy, df: total - 2, leverage });
  const some = n.reduce((count, one) => count + Number(one > 0), 0);
  const within = fitting({ sxx: sums.withinXx, sxy: sums.withinXy, df: total - some - 1, leverage });
  each((group, a, b) => {
    const [dx, dy] = [a - meanX[group]!, b - meanY[group]!];
    own[group]!.add(dx, dy, 1 / n[group]!);
    whole.add(a - all.x, b - all.y, 1 / total);
    within.add(dx, dy, 1 / n[group]!);
  });
  return {
    groups: own.map((one, group) => one.slope(n[group]!)),
    whole: whole.slope(total),
    within: within.slope(total),
  };
}

interface Sums {
  readonly sxx: number;
  readonly sxy: number;
  readonly df: number;
  readonly leverage: number;
}

/** One slope through given sums, whose noise is added up row by row. */
function fitting({ sxx, sxy, df, leverage: allowed }: Sums): {
  /** A row's distances from the means, and what the intercept takes of its leverage. */
  add(dx: number, dy: number, base: number): void;
  slope(n: number): Slope | null;
} {
  const slope = sxy / sxx;
  let [meat, squares, most] = [0, 0, 0];
  return {
    add(dx, dy, base) {
      const leverage = base + (dx * dx) / sxx;
      const off = dy - slope * dx;
      most = Math.max(most, leverage);
      squares += off * off;
      meat += ((dx * off) / (1 - leverage)) ** 2;
    },
    slope(n) {
      if (!(df >= 1 && sxx > 0 && most <= allowed)) return null;
      const variance = Math.max(meat / sxx ** 2, squares / df / sxx);
      return variance > 0 && Number.isFinite(variance) ? { n, slope, variance, df } : null;
    },
  };
}

/** Student's t. */
export function slopeInterval({ slope, variance, df }: Slope, gamma = 0.05): Interval {
  const reach = studentQuantile(1 - gamma / 2, df) * Math.sqrt(variance);
  return { low: slope - reach, high: slope + reach };
}

/** Of "there is no slope", two-sided. */
export const slopeP = ({ slope, variance, df }: Slope): number =>
  2 * studentCdf(-Math.abs(slope) / Math.sqrt(variance), df);

export interface SlopeGap extends Interval {
  /** Largest slope minus smallest. */
  readonly value: number;
  readonly largest: number;
  readonly smallest: number;
  readonly n: number;
  /** Of "all groups have the same slope": Cochran's Q. */
  readonly q: number;
  readonly df: number;
  readonly p: number;
}

/** How far the slopes of groups lie apart; as `meanGap`: low corrected for all ordered pairs, since the pair was chosen, clipped at 0. Null: fewer than two groups have a slope. */
export function slopeGap(slopes: readonly (Slope | null)[], gamma = 0.05): SlopeGap | null {
  const some = slopes.flatMap((slope, group) => (slope ? [{ ...slope, group }] : []));
  if (some.length < 2) return null;
  const pairs = some.length * (some.length - 1);
  let [low, high] = [0, 0];
  for (const a of some)
    for (const b of some) {
      if (a === b) continue;
      low = Math.max(low, apart(a, b, gamma / pairs).low);
      high = Math.max(high, apart(a, b, gamma).high);
    }
  const sorted = some.toSorted((a, b) => b.slope - a.slope);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const weight = some.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const mean = some.reduce((sum, { slope, variance }) => sum + slope / variance, 0) / weight;
  const q = some.reduce((sum, { slope, variance }) => sum + (slope - mean) ** 2 / variance, 0);
  const df = some.length - 1;
  return {
    value: first.slope - last.slope,
    low,
    high,
    largest: first.group,
    smallest: last.group,
    n: some.reduce((sum, { n }) => sum + n, 0),
    q,
    df,
    p: gammaUpper(q / 2, df / 2),
  };
}

/** a - b, as Welch's t has it for means. */
function apart(a: Slope, b: Slope, gamma: number): Interval {
  const variance = a.variance + b.variance;
  const df = variance ** 2 / (a.variance ** 2 / a.df + b.variance ** 2 / b.df);
  return slopeInterval({ n: a.n + b.n, slope: a.slope - b.slope, variance, df }, gamma);
}
