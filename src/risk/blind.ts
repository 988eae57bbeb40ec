/**
 * Without outsiders: the attack against the exact chance b_i of a random guess at the same targets (h_i: it hit).
 *
 * R = 1 - phi solves the mean of g_i(phi) = (1 - h_i) - phi (1 - b_i) = 0. Let p be the success that phi stands for, 1 - p = phi (1 - mean b).
 * The mean of g is then p - hits/n, and its variance at p (derived here; the score idea: the variance that the tested value itself implies)
 *   V(p) = p(1-p) + phi^2 v_b - 2 phi r sqrt(p(1-p) v_b),  v_b = variance of b, r = correlation of h with b as seen,
 * so that a chance that is the same for everybody gives Wilson's interval, mapped to R, and pairing (r > 0) is used. The difference p - mean b is the case phi = 1.
 * Bounds: |hits/n - p| = z sqrt(V(p)/n). With few hits or few misses the normal law is off: the bounds are then widened to Clopper-Pearson's, which hold for people of
 * different chances too (independent hits of unequal chance vary less than binomial ones).
 */
import type { Counts } from "../check/finding.ts";
import { normalQuantile } from "../stats/normal.ts";
import { clopperPearson, type Interval } from "../stats/proportion.ts";

/** Fewer hits (or misses) than this: Clopper-Pearson is joined in. */
const few = 20;

/** Low and high of R or of the difference, by the counts' scale. */
export function blindInterval(counts: Extract<Counts, { design: "baseline" }>, gamma: number): Interval {
  const { hits, n, sumB, sumBB, sumHB, scale } = counts;
  const p = hits / n;
  const b = sumB / n;
  const vb = Math.max(0, sumBB / n - b * b);
  const spread = Math.sqrt(p * (1 - p) * vb);
  const r = spread > 1e-12 ? Math.max(-1, Math.min(1, (sumHB / n - p * b) / spread)) : 0;
  const z = -normalQuantile(gamma / 2);
  const beyond = (tested: number): boolean => {
    const phi = scale === "ratio" ? (1 - tested) / (1 - b) : 1;
    const vh = tested * (1 - tested);
    const v = vh + phi * phi * vb - 2 * phi * r * Math.sqrt(vh * vb);
    return (p - tested) ** 2 * n >= z * z * Math.max(0, v);
  };
  const exact = hits < few || n - hits < few ? clopperPearson(hits, n, gamma) : { low: 1, high: 0 };
  const low = Math.min(edge(p, 0, beyond), exact.low);
  const high = Math.max(edge(p, 1, beyond), exact.high);
  const onScale = (success: number): number => (scale === "ratio" ? (success - b) / (1 - b) : success - b);
  return { low: onScale(low), high: onScale(high) };
}

/** From p towards `end`: where testing begins to reject; `end` itself if it never does. */
function edge(p: number, end: number, beyond: (tested: number) => boolean): number {
  if (p === end || !beyond(end)) return end;
  let inside = p;
  let outside = end;
  for (let i = 0; i < 60; i++) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (beyond(middle)) outside = middle;
    else inside = middle;
  }
  return outside;
}
