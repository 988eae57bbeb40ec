/** Which interval belongs to which counts, and the one-sided p values that come from inverting exactly that interval. */
import type { Counts, ScoreCounts } from "../check/finding.ts";
import { newcombe, newcombePaired } from "../stats/difference.ts";
import { normalCdf } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";
import { scas, tang } from "../stats/ratio.ts";
import { blindInterval } from "./blind.ts";
import { value as guessValue } from "./counts.ts";
import { maxMin } from "./gaps.ts";
import { rateInterval, rateTails, rateValue } from "./rate.ts";

/**
 * Two-sided interval at 1 - gamma of R (scale ratio) or of p_a - p_c (difference); low may be -Infinity.
 * Independent arms: SCAS (Laud 2017), Newcombe 1998 method 10. Paired: Tang, Tang & Chan 2003, Newcombe 1998 paired. No outsiders: see blind.ts. Groups: `maxMin`.
 */
export function interval(counts: Counts, gamma: number): Interval {
  if (counts.design === "scores") return rateInterval(counts, gamma);
  if (counts.design === "baseline") return blindInterval(counts, gamma);
  if (counts.design === "gap") return maxMin(counts.groups, gamma);
  if (counts.design === "paired") {
    const { bothHit, onlyAttack, onlyControl, n } = counts;
    const neither = n - bothHit - onlyAttack - onlyControl;
    return counts.scale === "ratio"
      ? tang(neither, onlyControl, onlyAttack, n, gamma)
      : newcombePaired(bothHit, onlyAttack, onlyControl, neither, gamma);
  }
  const { hits, n, controlHits, controlN } = counts;
  return counts.scale === "ratio"
    ? scas(hits, n, controlHits, controlN, gamma)
    : newcombe(hits, n, controlHits, controlN, gamma);
}

/** p of "the truth is not above the limit": the level at which the lower bound leaves the limit behind. 1 - pPass, so that both change at one point. */
export function pFail(counts: Counts, limit: number): number {
  if (counts.design === "scores") return pFailOfRate(counts, limit);
  return value(counts) > limit ? tail(counts, limit, "low") : 1 - tail(counts, limit, "high");
}

/** The sums that the interval solves are its levels: nothing is to be inverted. */
function pFailOfRate(counts: ScoreCounts, limit: number): number {
  const { low, high } = rateTails(counts, limit);
  return rateValue(counts) > limit ? Math.min(0.5, low) : 1 - Math.min(0.5, high);
}

/** p of "the truth is not below the limit". */
export function pPass(counts: Counts, limit: number): number {
  return 1 - pFail(counts, limit);
}

/** The point estimate, on the counts' own scale. */
export function value(counts: Counts): number {
  if (counts.design === "scores") return rateValue(counts);
  return counts.design === "gap" ? maxMin(counts.groups).value : guessValue(counts);
}

/** Beyond 8 standard errors nobody asks for digits. */
const furthest = 8;

/** The one-sided level at which this end of the interval lies on the limit: Illinois steps on its z, bisection where the end is infinite or a step fails. */
function tail(counts: Counts, limit: number, end: "low" | "high"): number {
  const sign = end === "low" ? 1 : -1;
  const clear = (z: number): number => sign * (interval(counts, 2 * normalCdf(-z))[end] - limit);
  let near = 0; // the interval still is clear of the limit
  let far = furthest; // it no longer is
  let atNear = clear(near);
  let atFar = clear(far);
  if (!(atNear > 0)) return 0.5;
  if (atFar > 0) return normalCdf(-furthest);
  for (let i = 0; i < 80 && far - near > 1e-10; i++) {
    const step = (near * -atFar + far * atNear) / (atNear - atFar);
    const z = i % 3 < 2 && step > near && step < far ? step : (near + far) / 2;
    const at = clear(z);
    if (at > 0) {
      near = z;
      atNear = at;
      atFar /= 2;
    } else {
      far = z;
      atFar = at;
      atNear /= 2;
    }
  }
  return normalCdf(-near);
}
