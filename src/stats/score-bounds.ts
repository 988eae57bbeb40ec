/** The bounds of a ratio phi by inverting a score: the two places where z(phi) first leaves (-limit, limit). */
import { normalQuantile } from "./normal.ts";
import type { Interval } from "./proportion.ts";
import { rootBetween } from "./root.ts";

/** z as a function of phi and phi - 1, so that nothing is lost near 0 or near 1; it falls with phi. */
export type Score = (phi: number, excess: number) => number;

export interface Search {
  /** log of the estimate of phi, from which the search goes outward; with an estimate of 0: any value surely below the upper bound. */
  readonly from: number;
  /** First step on log phi, about a quarter of the distance to the bound. */
  readonly step: number;
  readonly gamma: number;
}

/** Bounds of R = 1 - phi. No crossing: the end of the range, high = 1 (phi = 0) or low = -Infinity. */
export function boundsOfR(z: Score, { from, step, gamma }: Search): Interval {
  const limit = -normalQuantile(gamma / 2);
  const above = outward((u) => limit - z(Math.exp(u), Math.expm1(u)), from, -step);
  const below = outward((u) => limit + z(Math.exp(u), Math.expm1(u)), from, step);
  return { low: below === null ? -Infinity : -Math.expm1(below), high: above === null ? 1 : -Math.expm1(above) };
}

/** The first u from `from` on, in the direction of `step`, where inside(u) is no longer positive; null when there is none. */
function outward(inside: (u: number) => number, from: number, step: number): number | null {
  let last = from;
  let stride = step;
  while (Math.abs(last) < 230) {
    const next = last + stride;
    if (!(inside(next) > 0)) return rootBetween(inside, last, next);
    last = next;
    stride *= 1.25;
  }
  return null;
}
