/** The score of SliceLine. */

/**
 * Sagadeeva & Boehm 2021 (SIGMOD, SliceLine), equation 1: alpha (error in the slice / error of all - 1) - (1 - alpha) (rows / rows of the slice - 1). Above 0, the slice
 * is worse by more than its smallness costs. Null where nothing goes wrong at all.
 * (Its upper bounds of what a slice may still hold save nothing here: the reshuffles need every frequent subgroup counted.)
 */
export function sliceScore(
  slice: { readonly n: number; readonly mean: number },
  all: { readonly n: number; readonly mean: number },
  alpha: number,
): number | null {
  if (!(all.mean > 0 && slice.n > 0)) return null;
  return alpha * (slice.mean / all.mean - 1) - (1 - alpha) * (all.n / slice.n - 1);
}
