/** The largest of several dependent normal numbers: how far it goes by chance. */
import type { Stream } from "./stream.ts";

const draws = 40_000;

/**
 * The quantile at 1 - tail of max_k Z_k, Z normal with this covariance matrix scaled to variances of 1, from 40,000 draws (error about .02 at .975).
 * Entries of no variance are left out: they never are the largest.
 */
export function maxNormalQuantile(covariance: readonly (readonly number[])[], tail: number, random: Stream): number {
  const kept = covariance.flatMap((row, k) => (row[k]! > 0 ? [k] : []));
  const factor = cholesky(
    kept.map((j) => kept.map((k) => covariance[j]![k]! / Math.sqrt(covariance[j]![j]! * covariance[k]![k]!))),
  );
  const largest = new Float64Array(draws);
  const z = new Float64Array(kept.length);
  for (let draw = 0; draw < draws; draw++) {
    let most = -Infinity;
    for (let j = 0; j < z.length; j++) {
      z[j] = random.normal();
      const row = factor[j]!;
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += row[k]! * z[k]!;
      if (sum > most) most = sum;
    }
    largest[draw] = most;
  }
  return largest.toSorted()[Math.ceil((1 - tail) * draws) - 1]!;
}

/** Lower triangle L, L L' = the matrix; attacks that follow from others get a zero on the diagonal. */
function cholesky(matrix: readonly (readonly number[])[]): Float64Array[] {
  const lower = matrix.map(() => new Float64Array(matrix.length));
  for (let j = 0; j < matrix.length; j++)
    for (let k = 0; k <= j; k++) {
      let rest = matrix[j]![k]!;
      for (let i = 0; i < k; i++) rest -= lower[j]![i]! * lower[k]![i]!;
      const pivot = lower[k]![k]!;
      if (j === k) lower[j]![k] = rest > 1e-12 ? Math.sqrt(rest) : 0;
      else lower[j]![k] = pivot > 0 ? rest / pivot : 0;
    }
  return lower;
}
