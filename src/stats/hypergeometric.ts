/** The hypergeometric distribution: `drawn` of `total` without replacement, of which `marked` are marked. */
import { logBinomialPmf } from "./binomial.ts";

export interface Urn {
  readonly total: number;
  readonly marked: number;
  readonly drawn: number;
}

/** log P[X = k], X marked ones among those drawn (three binomials: Loader 2000). */
export function logHypergeometricPmf(k: number, { total, marked, drawn }: Urn): number {
  if (drawn === 0 || drawn === total) return k === (drawn === 0 ? 0 : marked) ? 0 : -Infinity;
  const p = drawn / total;
  return logBinomialPmf(k, marked, p) + logBinomialPmf(drawn - k, total - marked, p) - logBinomialPmf(drawn, total, p);
}

/** P[X >= k]: exact in the upper tail. */
export function hypergeometricUpper(k: number, urn: Urn): number {
  const { total, marked, drawn } = urn;
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  const from = Math.ceil(k);
  if (from <= least) return 1;
  if (from > most) return 0;
  if (from * total < drawn * marked) return 1 - hypergeometricCdf(from - 1, urn);
  let term = 1;
  let sum = 1;
  for (let j = from; j < most && term > sum * 1e-17; j++) {
    term *= ((marked - j) / (j + 1)) * ((drawn - j) / (total - marked - drawn + j + 1));
    sum += term;
  }
  return Math.min(1, sum * Math.exp(logHypergeometricPmf(from, urn)));
}

/** P[X <= k] = P[at least drawn - k unmarked ones]. */
export function hypergeometricCdf(k: number, { total, marked, drawn }: Urn): number {
  const whole = Math.floor(k);
  const least = Math.max(0, drawn + marked - total);
  if (whole < least) return 0;
  if (whole >= Math.min(drawn, marked)) return 1;
  // the mean decides which tail is summed, so that the two functions never call each other in a circle
  const mirrored = { total, marked: total - marked, drawn };
  if (whole * total <= drawn * marked) return hypergeometricUpper(drawn - whole, mirrored);
  return 1 - hypergeometricUpper(whole + 1, { total, marked, drawn });
}
