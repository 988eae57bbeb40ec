/**
 * The interval of a difference from the intervals of its two parts: the method of variance estimates recovery.
 * Zou & Donner 2008 (Statist. Med. 27, 1693-1702), with the correlation of the two estimates (Zou 2007, Psychol. Methods 12, 399-413, eq. 13).
 */
import type { Interval } from "./proportion.ts";

export interface Estimated extends Interval {
  readonly value: number;
}

/** a - b; each part's interval at the level that is wanted of the difference. */
export function difference(a: Estimated, b: Estimated, { correlation = 0 } = {}): Estimated {
  const value = a.value - b.value;
  const reach = (u: number, v: number): number => Math.sqrt(Math.max(0, u * u - 2 * correlation * u * v + v * v));
  return {
    value,
    low: value - reach(a.value - a.low, b.high - b.value),
    high: value + reach(a.high - a.value, b.value - b.low),
  };
}

/**
 * a / b of two parts that are not negative (Donner & Zou 2012, Stat. Methods Med. Res. 21, 347-359, with the correlation of the two estimates). `high` is Infinity where b may
 * be 0, and all of it NaN where b is.
 */
export function quotient(a: Estimated, b: Estimated, { correlation = 0 } = {}): Estimated {
  const side = (end: number, other: number, sign: 1 | -1): number => {
    const product = a.value * b.value - correlation * Math.abs(a.value - end) * Math.abs(other - b.value);
    const under = product * product - end * other * (2 * a.value - end) * (2 * b.value - other);
    const root = Math.sqrt(Math.max(0, under));
    // The smaller root by its product with the larger one, so that nothing cancels.
    return sign < 0
      ? (end * (2 * a.value - end)) / (product + root)
      : (product + root) / (other * (2 * b.value - other));
  };
  const low = a.low === 0 ? 0 : side(a.low, b.high, -1);
  const high = b.low > 0 ? side(a.high, b.low, 1) : Infinity;
  return { value: a.value / b.value, low: Math.max(0, low), high };
}
