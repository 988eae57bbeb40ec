/** One number of one group, with intervals of any level. */
import { aucInterval } from "../../stats/auc.ts";
import { difference } from "../../stats/mover.ts";
import { wilson, type Interval } from "../../stats/proportion.ts";
import { type Mean, meanInterval } from "../means.ts";
import type { Area } from "./areas.ts";
import type { Binned } from "./bins.ts";
import { calibrationNoise } from "./calibration-error.ts";
import { percentiles, type Redrawn, redrawn } from "./dirichlet.ts";
import type { Confusion, Tally } from "./table.ts";

export type Method = "exact" | "wilson" | "square-and-add" | "student" | "delong" | "bootstrap";

export interface Estimate {
  /** Rows that were counted, whatever their weights; and as many as they are worth. */
  readonly rows: number;
  readonly n: number;
  /** Of what is a share: hits of n. */
  readonly num: number | null;
  readonly den: number | null;
  /** Null: undefined. */
  readonly value: number | null;
  readonly method: Method;
  /** Null: there is none. `gamma` is the two-sided error. */
  readonly at: (gamma: number) => Interval | null;
}

const none = { num: null, den: null } as const;
const undefinedAt = { value: null, at: () => null } as const;

export const countEstimate = (rows: number): Estimate => ({
  ...none,
  rows,
  n: rows,
  value: rows,
  method: "exact",
  at: () => ({ low: rows, high: rows }),
});

export function rateEstimate({ rows, hits, n }: Tally): Estimate {
  const base = { rows, n, num: hits, den: n, method: "wilson" as const };
  if (n === 0) return { ...base, ...undefinedAt };
  return { ...base, value: hits / n, at: (gamma) => wilson(Math.min(hits, n), n, gamma) };
}

/** (TPR + TNR)/2, from two independent rates: their intervals joined by square-and-add. */
export function balancedEstimate({ tp, fp, tn, fn, rows, n }: Confusion): Estimate {
  const base = { ...none, rows, n, method: "square-and-add" as const };
  const [positives, negatives] = [tp + fn, tn + fp];
  if (positives === 0 || negatives === 0) return { ...base, ...undefinedAt };
  const [found, wrong] = [tp / positives, fp / negatives];
  return {
    ...base,
    value: (found + 1 - wrong) / 2,
    at(gamma) {
      const a = { value: found, ...wilson(tp, positives, gamma) };
      const b = { value: wrong, ...wilson(fp, negatives, gamma) };
      const { low, high } = difference(a, b);
      return { low: (1 + low) / 2, high: (1 + high) / 2 };
    },
  };
}

/** (TPR + FPR)/2, whose difference between two groups is AIF360's average odds difference: two independent rates, joined as above. */
export function averageOddsEstimate({ tp, fp, tn, fn, rows, n }: Confusion): Estimate {
  const base = { ...none, rows, n, method: "square-and-add" as const };
  const [positives, negatives] = [tp + fn, tn + fp];
  if (positives === 0 || negatives === 0) return { ...base, ...undefinedAt };
  const [found, wrong] = [tp / positives, fp / negatives];
  return {
    ...base,
    value: (found + wrong) / 2,
    at(gamma) {
      const a = { value: found, ...wilson(tp, positives, gamma) };
      const b = wilson(fp, negatives, gamma);
      const { low, high } = difference(a, { value: -wrong, low: -b.high, high: -b.low });
      return { low: low / 2, high: high / 2 };
    },
  };
}

/** FN/FP (Berk et al. 2021): the odds of a share of all who were wrongly told, which has Wilson's interval. Undefined: nobody was wrongly called positive. */
export function treatmentEstimate({ fp, fn, rows, n }: Confusion): Estimate {
  const base = { ...none, rows, n, method: "wilson" as const };
  if (fp === 0) return { ...base, ...undefinedAt };
  const odds = (share: number): number => share / (1 - share);
  return {
    ...base,
    value: fn / fp,
    at(gamma) {
      const { low, high } = wilson(fn, fn + fp, gamma);
      return { low: odds(low), high: odds(high) };
    },
  };
}

/** F1 = 2q/(1 + q) with q = TP/(TP + FP + FN), which is a share and has Wilson's interval; F1 rises with q. */
export function f1Estimate({ tp, fp, fn, rows, n }: Confusion): Estimate {
  const concerned = tp + fp + fn;
  const base = { rows, n, num: 2 * tp, den: tp + concerned, method: "wilson" as const };
  if (concerned === 0) return { ...base, ...undefinedAt };
  const f1 = (q: number): number => (2 * q) / (1 + q);
  return {
    ...base,
    value: f1(tp / concerned),
    at(gamma) {
      const { low, high } = wilson(tp, concerned, gamma);
      return { low: f1(low), high: f1(high) };
    },
  };
}

/** Jeffreys's half of a person in each cell, so that a table without errors has an interval too. */
const half = 0.5;

export function mccEstimate({ tp, fp, tn, fn, rows, n }: Confusion, by: Redrawn): Estimate {
  const base = { ...none, rows, n, method: "bootstrap" as const };
  const value = mcc([tp, fp, tn, fn]);
  if (value === null) return { ...base, ...undefinedAt };
  const sorted = once(
    () => redrawn([tp + half, fp + half, tn + half, fn + half], [(shares) => mcc(shares) ?? Number.NaN], by)[0]!,
  );
  return { ...base, value, at: (gamma) => holding(percentiles(sorted(), value, gamma), value, [-1, 1]) };
}

function mcc([tp = 0, fp = 0, tn = 0, fn = 0]: Iterable<number> & ArrayLike<number>): number | null {
  const margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
  return margins > 0 ? (tp * tn - fp * fn) / Math.sqrt(margins) : null;
}

export function areaEstimate(area: Area, rows: number): Estimate {
  const base = { ...none, rows: area?.rows ?? rows, method: "delong" as const };
  if (!area) return { ...base, n: rows, ...undefinedAt };
  return { ...base, n: area.members + area.outsiders, value: area.auc, at: (gamma) => aucInterval(area, gamma) };
}

export function meanEstimate(mean: Mean, rows: number): Estimate {
  const base = { ...none, rows, n: mean.n, method: "student" as const };
  return mean.n > 0
    ? { ...base, value: mean.mean, at: (gamma) => meanInterval(mean, gamma) }
    : { ...base, ...undefinedAt };
}

/** From the mean of squared errors. */
export function rootEstimate(mean: Mean, rows: number): Estimate {
  const { value, at, ...base } = meanEstimate(mean, rows);
  if (value === null) return { ...base, ...undefinedAt };
  const root = (x: number): number => Math.sqrt(Math.max(0, x));
  return {
    ...base,
    value: root(value),
    at(gamma) {
      const found = at(gamma);
      return found && { low: root(found.low), high: root(found.high) };
    },
  };
}

/** ECE over tenths of the score, with the bounds of `calibrationNoise`. */
export function eceEstimate(binned: Binned, by: Redrawn): Estimate {
  const { rows, n } = binned;
  const base = { ...none, rows, n, method: "bootstrap" as const };
  if (n === 0) return { ...base, ...undefinedAt };
  const { value, noise } = calibrationNoise(binned, by);
  const drawn = once(noise);
  return {
    ...base,
    value,
    at(gamma) {
      const [above, below] = drawn().map((sorted) => percentiles(sorted, 0, gamma));
      return holding(above && below ? { low: value - above.high, high: value - below.low } : null, value, [0, 1]);
    },
  };
}

/** Within `ends`, and with the value in it. */
const holding = (found: Interval | null, value: number, [least, most]: readonly [number, number]): Interval | null =>
  found && { low: Math.max(least, Math.min(found.low, value)), high: Math.min(most, Math.max(found.high, value)) };

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
