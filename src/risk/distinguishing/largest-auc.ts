/**
 * The largest of several attacks' AUC, corrected for having been chosen (risk.md §3, Suites):
 *   low  = max of L_k, L_k the lower of DeLong's on the logit scale and Newcombe's method 5, both at c = the 1 - gamma/2 quantile of max_k Z_k with the attacks' correlation
 *   high = max of the upper bounds at gamma/2; value cross-fitted, clipped
 */
import { aucInterval, aucOfLevels, delongOf, logitInterval, newcombe5, type AucEstimate } from "../../stats/auc.ts";
import { maxNormalQuantile } from "../../stats/max-normal.ts";
import { normalCdf } from "../../stats/normal.ts";
import { crossFitted, folds, indexOfMax } from "../crossfit.ts";
import type { Largest } from "../suite.ts";
import { placementsOf, type Attack, type Parts } from "./game.ts";

export function largestAuc(attacks: readonly Attack[], { parts, gamma }: { parts: Parts; gamma: number }): Largest {
  const bounds = attacks.map(({ auc }) => aucInterval(auc, gamma));
  if (attacks.length === 1) return { value: attacks[0]!.auc.auc, ...bounds[0]!, best: 0 };
  const bonferroni = gamma / attacks.length;
  const { covariance } = delongOf(attacks.map(placementsOf));
  const together = 2 * normalCdf(-maxNormalQuantile(covariance, gamma / 2));
  // Between one attack's and Bonferroni's level, whatever the draws say.
  const each = Math.min(gamma, Math.max(bonferroni, together));
  const lowOf = (estimate: AucEstimate): number => lower(estimate, { each, bonferroni });
  const lows = attacks.map(({ auc }) => lowOf(auc));
  const best = indexOfMax(lows);
  const low = lows[best]!;
  const high = Math.max(...bounds.map((bound) => bound.high));
  const value = crossFitted({
    folds,
    games: attacks.length,
    promise: (k, without) => lowOf(estimateOf(parts.without(attacks[k]!, without))),
    counted: (k, on) => estimateOf(parts.on(attacks[k]!, on)).auc,
  });
  return { value: Math.min(high, Math.max(low, value)), low, high, best };
}

const estimateOf = ({ members, outsiders }: { members: Uint32Array; outsiders: Uint32Array }): AucEstimate =>
  aucOfLevels(members, outsiders);

function lower(estimate: AucEstimate, { each, bonferroni }: { each: number; bonferroni: number }): number {
  const { auc, members, outsiders } = estimate;
  if (auc === 1) return logitInterval(estimate, bonferroni).low;
  return Math.min(logitInterval(estimate, each).low, newcombe5(auc, members, outsiders, each).low);
}
