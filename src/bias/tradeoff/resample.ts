/** Other samples of as many people, of the same population: the table of counts drawn again, which is the same as drawing people with replacement, and much quicker. */
import type { Stream } from "../../stats/stream.ts";
import type { ScoreTable } from "./counts.ts";

/** Multinomial over all cells of the table, with its number of rows. */
export function resampled(table: ScoreTable, random: Stream): ScoreTable {
  let [left, people] = [Math.round(table.rows), table.rows];
  const drawn = (cells: Float64Array): Float64Array =>
    cells.map((count) => {
      const hits = people > 0 ? binomialDraw(left, Math.min(1, Math.max(0, count / people)), random) : 0;
      left -= hits;
      people -= count;
      return hits;
    });
  const groups = table.groups.map(({ positives, negatives }) => ({
    positives: drawn(positives),
    negatives: drawn(negatives),
  }));
  return { ...table, groups };
}

/** So many hits on average, or misses, and the normal law is near enough to draw from. */
const many = 50;

/** From Bin(n, p): by inversion; where n p (1 - p) is large, a rounded normal number, whose error is far below the noise of a bootstrap. */
export function binomialDraw(n: number, p: number, random: Stream): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialDraw(n, 1 - p, random);
  const mean = n * p;
  if (mean * (1 - p) > many)
    return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - p)) * random.normal())));
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let [k, u] = [0, random.next()];
  while (u > chance && k < n) {
    u -= chance;
    k++;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}
