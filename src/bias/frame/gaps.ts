/** How far groups lie apart, and from everybody: of anything that has intervals. */
import type { Interval } from "../../stats/proportion.ts";
import { difference, type Estimated, quotient } from "../../stats/mover.ts";
import { type Mean, welch } from "../means.ts";
import type { Estimate } from "./estimates.ts";

/** One group among others; its value is defined. */
export interface One {
  readonly estimate: Estimate;
  /** Where it is a mean: Welch's interval is used then. */
  readonly mean: Mean | null;
}

/** `low` and `high` null: there is no interval. `high` of a ratio may be Infinity. */
export interface Apart {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

const level = 0.05;
/** Of more groups no ratios of pairs are bounded. */
const mostGroups = 200;

const around = ({ value, at }: Estimate, gamma: number): Estimated | null => {
  const found = at(gamma);
  return found && value !== null ? { value, ...found } : null;
};

/** Largest minus smallest, as `maxMin` of rates: low corrected for all ordered pairs, high uncorrected; clipped at 0. Two groups at least. */
export function differenceBetween(all: readonly One[]): Apart {
  const values = valuesOf(all);
  const value = Math.max(...values) - Math.min(...values);
  const pairs = all.length * (all.length - 1);
  const lower = boundsOf(all, level / pairs);
  const upper = boundsOf(all, level);
  if (!lower || !upper || all.length > mostGroups) return { value, low: null, high: null };
  let [low, high] = [0, 0];
  forPairs(all, (j, k) => {
    low = Math.max(low, minus(all, lower, { j, k, gamma: level / pairs }).low);
    high = Math.max(high, minus(all, upper, { j, k, gamma: level }).high);
  });
  return { value, low, high };
}

/** Smallest over largest; the mirror of the difference. Null: the largest is 0, or one is negative. */
export function ratioBetween(all: readonly One[]): Apart | null {
  const values = valuesOf(all);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least < 0 || most === 0) return null;
  const pairs = all.length * (all.length - 1);
  const lower = boundsOf(all, level);
  const upper = boundsOf(all, level / pairs);
  if (!lower || !upper || all.length > mostGroups) return { value: least / most, low: null, high: null };
  let [low, high] = [1, 1];
  forPairs(all, (j, k) => {
    if (values[k] === 0) return;
    low = Math.min(low, quotient(lower[j]!, lower[k]!).low);
    high = Math.min(high, quotient(upper[j]!, upper[k]!).high);
  });
  return { value: least / most, low, high };
}

/** How a group stands to everybody, of whom it is a part. */
export interface Against {
  readonly difference: (gamma: number) => Interval | null;
  readonly quotient: (gamma: number) => Interval | null;
  readonly value: number;
}

/** The two estimates rise and fall together as far as the group is a share of all. */
export function againstAll(one: Estimate, all: Estimate): Against {
  const correlation = Math.sqrt(Math.min(1, one.n / all.n));
  const joined =
    (join: typeof difference) =>
    (gamma: number): Interval | null => {
      const [a, b] = [around(one, gamma), around(all, gamma)];
      return a && b && join(a, b, { correlation });
    };
  return { difference: joined(difference), quotient: joined(quotient), value: one.value ?? Number.NaN };
}

/** The largest distance from `overall`; low corrected for the group having been chosen. */
export function differenceToOverall(all: readonly Against[], overall: number): Apart {
  const value = Math.max(...all.map((one) => Math.abs(one.value - overall)));
  const lower = all.map((one) => one.difference(level / (2 * all.length))); // either side of every group
  const upper = all.map((one) => one.difference(level));
  if (!lower.every(Boolean) || !upper.every(Boolean)) return { value, low: null, high: null };
  return {
    value,
    low: Math.max(0, ...lower.map((found) => Math.max(found!.low, -found!.high))),
    high: Math.max(...upper.map((found) => Math.max(-found!.low, found!.high))),
  };
}

/** The smallest of a group's value over that of all, or of that over the group's. Null: `overall` is 0, or one is negative. */
export function ratioToOverall(all: readonly Against[], overall: number): Apart | null {
  const values = all.map((one) => one.value);
  if (overall <= 0 || values.some((value) => value < 0)) return null;
  const value = Math.min(...values.map((one) => Math.min(one / overall, overall / one)));
  const lower = all.map((one) => one.quotient(level));
  const upper = all.map((one) => one.quotient(level / (2 * all.length)));
  if (!lower.every(Boolean) || !upper.every(Boolean)) return { value, low: null, high: null };
  return {
    value,
    low: Math.max(0, Math.min(...lower.map((found) => Math.min(found!.low, 1 / found!.high)))),
    high: Math.min(1, ...upper.map((found) => nearestToOne(found!))),
  };
}

const nearestToOne = ({ low, high }: Interval): number => (high < 1 ? high : low > 1 ? 1 / low : 1);

const valuesOf = (all: readonly One[]): number[] => all.map(({ estimate }) => estimate.value ?? Number.NaN);

/** Null: one of them has none. */
function boundsOf(all: readonly One[], gamma: number): Estimated[] | null {
  const found = all.flatMap(({ estimate }) => around(estimate, gamma) ?? []);
  return found.length === all.length ? found : null;
}

function minus(
  all: readonly One[],
  bounds: readonly Estimated[],
  { j, k, gamma }: { readonly j: number; readonly k: number; readonly gamma: number },
): Interval {
  const [a, b] = [all[j]!.mean, all[k]!.mean];
  return a && b ? welch(a, b, gamma) : difference(bounds[j]!, bounds[k]!);
}

function forPairs(all: readonly unknown[], visit: (j: number, k: number) => void): void {
  for (const j of all.keys()) for (const k of all.keys()) if (j !== k) visit(j, k);
}
