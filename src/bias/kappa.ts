/** How far two sources agree beyond chance (Cohen 1960, A coefficient of agreement for nominal scales). */
import { normalQuantile } from "../stats/normal.ts";

export type Kappa = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

/**
 * `counts[i][j]`: rows that the first source calls i and the second j; or weights that add up to as many rows as they are worth.
 * 1: always alike; 0: as often as by chance. The interval is of large samples (Fleiss, Cohen & Everitt 1969), cut off at -1 and 1.
 * Null: no rows, or both sources call everybody the same, so that nothing is left to agree on.
 */
export function cohenKappa(counts: readonly (readonly number[])[], gamma = 0.05): Kappa | null {
  const n = counts.flat().reduce((sum, x) => sum + x, 0);
  if (n === 0) return null;
  const p = counts.map((row) => row.map((x) => x / n));
  const first = p.map((row) => row.reduce((sum, x) => sum + x, 0));
  const second = p.map((_, j) => p.reduce((sum, row) => sum + row[j]!, 0));
  const agreed = p.reduce((sum, row, i) => sum + row[i]!, 0);
  const chance = first.reduce((sum, x, i) => sum + x * second[i]!, 0);
  if (1 - chance < 1e-12) return null;
  const value = (agreed - chance) / (1 - chance);
  let spread = -((agreed * chance - 2 * chance + agreed) ** 2);
  p.forEach((row, i) =>
    row.forEach((x, j) => {
      const held = second[i]! + first[j]!;
      spread += x * (i === j ? 1 - chance - held * (1 - agreed) : held * (1 - agreed)) ** 2;
    }),
  );
  const half = (-normalQuantile(gamma / 2) * Math.sqrt(Math.max(0, spread) / n)) / (1 - chance) ** 2;
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}
