/** The true positive rate at a false alarm rate of alpha, when the threshold has to be estimated from the outsiders' scores (risk.md §3). */
import type { ScoreCounts } from "../check/finding.ts";
import { betaCdf } from "../stats/beta.ts";
import { logBinomialPmf } from "../stats/binomial.ts";
import type { Interval } from "../stats/proportion.ts";

/** Members above the j-th highest outsider; ranks beyond those kept do not matter at this alpha. */
const aboveAt = ({ above, from }: ScoreCounts, j: number): number =>
  above[Math.max(0, Math.min(above.length - 1, j - from))] ?? 0;

const shift = ({ scale, alpha }: ScoreCounts): number => (scale === "difference" ? alpha : 0);

/** At the smallest outsider's score that at most alpha of the outsiders exceed. */
export function rateValue(counts: ScoreCounts): number {
  const rank = Math.floor(counts.alpha * counts.controlN + 1e-9) + 1;
  return aboveAt(counts, rank) / counts.n - shift(counts);
}

/**
 * Clopper and Pearson's bounds averaged over where the true threshold lies among the outsiders, J ~ Bin(n_0, alpha).
 *   low solves  sum_j Bin(j) I_low(X_j, n_1 - X_j + 1) = gamma/2,        X_j = members above the j-th highest outsider (j = 0: none)
 *   high solves sum_j Bin(j) I_high(X'_j + 1, n_1 - X'_j) = 1 - gamma/2, X'_j = members at or above the (j+1)-th highest outsider
 */
export function rateInterval(counts: ScoreCounts, gamma: number): Interval {
  const { n, controlN, alpha, from, above } = counts;
  const weights = above.map((_, i) => Math.exp(logBinomialPmf(from + i, controlN, alpha)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (term: (j: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * term(from + i), 0) / total;
  const low = solve(
    (p) => mean((j) => (aboveAt(counts, j) === 0 ? 1 : betaCdf(p, aboveAt(counts, j), n - aboveAt(counts, j) + 1))),
    gamma / 2,
  );
  const high = solve(
    (p) =>
      mean((j) =>
        aboveAt(counts, j + 1) === n ? 0 : betaCdf(p, aboveAt(counts, j + 1) + 1, n - aboveAt(counts, j + 1)),
      ),
    1 - gamma / 2,
  );
  return { low: low - shift(counts), high: high - shift(counts) };
}

/** The p in [0, 1] at which a rising function reaches a level. */
function solve(rising: (p: number) => number, level: number): number {
  let [low, high] = [0, 1];
  if (rising(0) >= level) return 0;
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (rising(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
