/** What a pMSE means: its law when both tables are samples of one population. */
import { gammaCdf } from "../../../stats/gamma.ts";
import { rootBetween } from "../../../stats/root.ts";

export interface Ratio {
  /** pMSE over its mean under the null: 1 when the synthetic table is like another sample of the people. */
  readonly ratio: number;
  /** Where 95 % of the ratios lie under the null. */
  readonly low: number;
  readonly high: number;
  /** The ratio of Snoke et al. 2018, whose null is a table made by the true model with the real one's estimates. */
  readonly snoke: number;
}

/**
 * To first order N pMSE = c (1-c) chi2 with k degrees of freedom, c the share of synthetic rows among N, k the parameters
 * without the intercept: mean k c (1-c)/N. Snoke et al. 2018 (JRSS A 181, 663-688, section 3) condition on the real table and get
 * k c (1-c)^2/N. Null where nothing can be told apart by: every column is constant.
 */
export function pmseRatio({
  pmse,
  parameters,
  rows,
}: {
  readonly pmse: number;
  readonly parameters: number;
  readonly rows: { readonly train: number; readonly synthetic: number };
}): Ratio | null {
  const n = rows.train + rows.synthetic;
  const share = rows.synthetic / n;
  if (parameters === 0 || share === 0 || share === 1) return null;
  const ratio = (pmse * n) / (parameters * share * (1 - share));
  const [low, high] = [chiSquared(0.025, parameters) / parameters, chiSquared(0.975, parameters) / parameters];
  return { ratio, low, high, snoke: ratio / (1 - share) };
}

const chiSquared = (p: number, df: number): number =>
  rootBetween((x) => gammaCdf(x / 2, df / 2) - p, 0, df + 20 * Math.sqrt(2 * df) + 40);
