/** How evenly rows are spread over groups, whatever the target: in how many equal groups as much variety would lie. */

export interface Uniformity {
  /** Shannon's, in nats. */
  readonly entropy: number;
  /** Entropy over ln k, 0 to 1; null for fewer than two groups. */
  readonly normalised: number | null;
  /** exp(H): so many equal groups would have this entropy. */
  readonly effective: number;
  /** 1/Σp²: one over the chance that two rows are of the same group. */
  readonly inverseSimpson: number;
  /** Largest over smallest; null where a group is empty. */
  readonly imbalance: number | null;
}

/** Of counts (or weights) of all groups, empty ones included; null when there are no rows. */
export function uniformity(counts: readonly number[]): Uniformity | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) return null;
  const p = counts.map((count) => count / total);
  const entropy = Math.max(0, -p.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0));
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
  return {
    entropy,
    normalised: counts.length > 1 ? entropy / Math.log(counts.length) : null,
    effective: Math.exp(entropy),
    inverseSimpson: 1 / p.reduce((sum, share) => sum + share * share, 0),
    imbalance: fewest > 0 ? most / fewest : null,
  };
}
