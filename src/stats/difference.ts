/** Intervals and tests for the difference of two proportions. */
import { binomialCdf } from "./binomial.ts";
import { wilson, type Interval } from "./proportion.ts";

/** p1 - p2 from two independent samples: Newcombe 1998 (Statist. Med. 17, 873-890), method 10, square-and-add of Wilson's limits. */
export const newcombe = (x1: number, n1: number, x2: number, n2: number, gamma = 0.05): Interval =>
  squareAndAdd({ x1, n1, x2, n2, correlation: 0, gamma });

/**
 * p1 - p2 = (b - c)/n from n pairs: a both, b only the first, c only the second, d neither.
 * Newcombe 1998 (Statist. Med. 17, 2635-2650), method 10: the correlation is continuity-corrected when it is positive.
 */
export function newcombePaired(a: number, b: number, c: number, d: number, gamma = 0.05): Interval {
  const n = a + b + c + d;
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  const plain = a * d - b * c;
  const numerator = plain > 0 ? Math.max(plain - n / 2, 0) : plain;
  const correlation = margins === 0 ? 0 : numerator / Math.sqrt(margins);
  return squareAndAdd({ x1: a + b, n1: n, x2: a + c, n2: n, correlation, gamma });
}

/** McNemar's test, exact: b and c are the pairs in which only the first or only the second is right; two-sided p. */
export const mcnemar = (b: number, c: number): number => Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5));

interface Samples {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly correlation: number;
  readonly gamma: number;
}

function squareAndAdd({ x1, n1, x2, n2, correlation, gamma }: Samples): Interval {
  const p1 = x1 / n1;
  const p2 = x2 / n2;
  const first = wilson(x1, n1, gamma);
  const second = wilson(x2, n2, gamma);
  const side = (u: number, v: number): number => Math.sqrt(Math.max(0, u * u - 2 * correlation * u * v + v * v));
  return {
    low: p1 - p2 - side(p1 - first.low, second.high - p2),
    high: p1 - p2 + side(first.high - p1, p2 - second.low),
  };
}
