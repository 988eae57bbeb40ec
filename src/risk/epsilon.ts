/**
 * Lower bounds of epsilon from what an attack achieved (risk.md §3): never a value, never a pass. They hold only under a declared design; the same numbers without
 * one are what this success would prove had membership been drawn by lot.
 */
import { binomialUpper, logBinomialPmf } from "../stats/binomial.ts";
import { normalQuantile } from "../stats/normal.ts";
import { clopperPearson } from "../stats/proportion.ts";
import { rootBetween } from "../stats/root.ts";

/** How membership came about. */
export interface Design {
  /** runs: every trial its own training run. randomised: telltale drew membership by independent fair coins. */
  readonly kind: "runs" | "randomised";
  readonly delta: number;
  /** Only of a Gaussian mechanism is mu turned into an epsilon. */
  readonly mechanism?: "gaussian";
}

/** tp of n1 members and fp of n0 outsiders above one threshold that was fixed elsewhere. */
export interface Runs {
  readonly tp: number;
  readonly n1: number;
  readonly fp: number;
  readonly n0: number;
}

/** T, the least true positive rate, and F, the most false alarms, at gamma/2 each. */
export function runsRates({ tp, n1, fp, n0 }: Runs, gamma: number): { readonly T: number; readonly F: number } {
  return { T: clopperPearson(tp, n1, gamma).low, F: clopperPearson(fp, n0, gamma).high };
}

/** max(0, ln((T - delta)/F), ln((1 - F - delta)/(1 - T))), Kairouz, Oh & Viswanath 2015; the log of what is not positive is dropped. */
export function epsilonOfRuns(runs: Runs, { delta, gamma }: { delta: number; gamma: number }): number {
  const { T, F } = runsRates(runs, gamma);
  const log = (num: number, den: number): number => (num > 0 && den > 0 ? Math.log(num / den) : 0);
  return Math.max(0, log(T - delta, F), log(1 - F - delta, 1 - T));
}

/** PhiInv(T) - PhiInv(F), of Gaussian differential privacy (Dong, Roth & Su 2022); -Infinity where T = 0 or F = 1. */
export function muOfRuns(runs: Runs, gamma: number): number {
  const { T, F } = runsRates(runs, gamma);
  return T <= 0 || F >= 1 ? -Infinity : normalQuantile(T) - normalQuantile(F);
}

/** v of r guesses right about m records whose membership was drawn by fair coins; r fixed before. */
export interface Guessed {
  readonly m: number;
  readonly r: number;
  readonly v: number;
}

/**
 * Steinke, Nasr & Jagielski 2023, Theorem 5.2: sup{eps: p(eps) < gamma},
 *   p(eps) = min(1, P[B >= v] + 2 m delta max_{i=1..v} P[v-i <= B <= v-1]/i),  B ~ Bin(r, 1/(1 + e^-eps)).
 */
export function epsilonOfGuesses({ m, r, v }: Guessed, { delta, gamma }: { delta: number; gamma: number }): number {
  if (v <= 0) return 0;
  const low = clopperPearson(v, r, 2 * gamma).low;
  if (low <= 0.5) return 0;
  const most = Math.log(low) - Math.log1p(-low); // delta = 0: the first term alone
  if (delta === 0) return most;
  const excess = (epsilon: number): number => pSum({ m, r, v }, { epsilon, delta }) - gamma;
  return excess(0) >= 0 ? 0 : rootBetween(excess, 0, most);
}

/** p(eps) of the same theorem: how likely so many right guesses are at most, if the training keeps (epsilon, delta). */
export function pOfGuesses(guessed: Guessed, { epsilon, delta }: { epsilon: number; delta: number }): number {
  return guessed.v <= 0 ? 1 : Math.min(1, pSum(guessed, { epsilon, delta }));
}

function pSum({ m, r, v }: Guessed, { epsilon, delta }: { epsilon: number; delta: number }): number {
  const q = 1 / (1 + Math.exp(-epsilon));
  return binomialUpper(v, r, q) + (delta === 0 ? 0 : 2 * m * delta * densest(v, r, q));
}

/** max_i P[v-i <= B <= v-1]/i: the highest mean of the probabilities just below v, which grows until one of them falls below it. */
function densest(v: number, r: number, q: number): number {
  let density = Math.exp(logBinomialPmf(v - 1, r, q));
  let sum = density;
  let mean = density;
  for (let x = v - 2, i = 2; x >= 0; x--, i++) {
    density *= ((x + 1) / (r - x)) * ((1 - q) / q);
    if (density < mean && x < q * r) break;
    sum += density;
    mean = Math.max(mean, sum / i);
  }
  return mean;
}
