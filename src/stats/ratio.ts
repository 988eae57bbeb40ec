/** The advantage R = 1 - phi of people in the data over people outside, phi = the ratio of their failure rates (Laud 2017). */
import { clopperPearson, type Interval } from "./proportion.ts";
import { boundsOfR } from "./score-bounds.ts";

export { tang, tangZ } from "./paired-ratio.ts";

/**
 * Bounds of R = (p_a - p_c)/(1 - p_c) from ha hits of na and hc of nc (control): skewness-corrected score, repaired where
 * a tail would err too often: at ha = 0 and at ha = na. NaN when nobody of the control failed (hc = nc): not measurable.
 */
export function scas(ha: number, na: number, hc: number, nc: number, gamma = 0.05): Interval {
  let { low, high } = scasPlain(ha, na, hc, nc, gamma);
  if (ha === 0) high = Math.max(high, clopperPearson(0, na, gamma).high);
  if (ha === na) {
    const failed = clopperPearson(0, na, gamma / 2).high;
    low = Math.min(low, 1 - failed / clopperPearson(nc - hc, nc, gamma / 2).low);
  }
  return { low, high };
}

/** The same without the repairs, as published (Laud 2017, Pharmaceut. Statist. 16, 334-348, with N/(N - 1)). */
export function scasPlain(ha: number, na: number, hc: number, nc: number, gamma = 0.05): Interval {
  const x1 = na - ha;
  const x2 = nc - hc;
  if (x2 === 0) return { low: Number.NaN, high: Number.NaN };
  const spread = Math.sqrt(1 / Math.max(x1, 0.5) - 1 / (na + 1) + 1 / x2 - 1 / (nc + 1));
  const from = Math.log(((x1 === 0 ? 0.01 : x1) * nc) / (x2 * na));
  const { low, high } = boundsOfR((phi, excess) => score(phi, excess, ha, na, hc, nc), {
    from,
    step: spread / 2,
    gamma,
  });
  return { low, high: x1 === 0 ? 1 : high };
}

/** Laud's z at phi: about standard normal when phi is the truth; falls with phi. */
export const scasZ = (phi: number, ha: number, na: number, hc: number, nc: number): number =>
  score(phi, phi - 1, ha, na, hc, nc);

/**
 * With q1 = phi q2 and q2 the failure rates most likely under phi, and p1, p2 the rates of hits, each from the root of
 * its own quadratic that does not cancel.
 */
function score(phi: number, excess: number, ha: number, na: number, hc: number, nc: number): number {
  const n = na + nc;
  const failed = na - ha + nc - hc;
  const gap = hc - ha - excess * (n - hc);
  const root = Math.sqrt(gap * gap + 4 * phi * ha * hc);
  const q2 = (2 * failed) / (na * phi + na - ha + nc + (nc - hc) * phi + root);
  const t1 = phi * (ha + hc) - excess * (n + ha);
  const p1 = t1 >= 0 ? (t1 + root) / (2 * n) : (2 * excess * ha) / (root - t1);
  const t2 = ha + hc + excess * (n + hc);
  const p2 = t2 >= 0 ? (t2 + root) / (2 * n * phi) : (-2 * excess * hc) / (root - t2);
  const q1 = phi * q2;
  const difference = (hc * na - ha * nc) / (na * nc) - (excess * (nc - hc)) / nc;
  if (difference === 0 && p1 + p2 === 0) return 0;
  const variance = q1 * (p1 / na + (phi * p2) / nc) * (n / (n - 1));
  const third = q1 * ((p1 * (p1 - q1)) / (na * na) - (phi * phi * p2 * (p2 - q2)) / (nc * nc));
  const skew = third / (6 * variance ** 1.5);
  return corrected(difference / Math.sqrt(variance), skew);
}

/** The z that solves z = s + A (1 - z^2) written without cancellation; where there is none, the top of that parabola. */
function corrected(s: number, skew: number): number {
  const under = 1 + 4 * skew * (skew + s);
  return under >= 0 ? (2 * (skew + s)) / (1 + Math.sqrt(under)) : -1 / (2 * skew);
}
