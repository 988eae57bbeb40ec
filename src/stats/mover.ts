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
