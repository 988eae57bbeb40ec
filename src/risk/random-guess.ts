/** What a blind guess reaches, computed and never sampled. */

/** Joining files: the chance that two random k-sets of N synthetic rows share one, 1 - C(N-k,k)/C(N,k); 1 if 2k > N. */
export function linkabilityRandom(rows: number, k: number): number {
  if (2 * k > rows) return 1;
  let logApart = 0;
  for (let i = 0; i < k; i++) logApart += Math.log1p(-k / (rows - i));
  return -Math.expm1(logApart);
}
