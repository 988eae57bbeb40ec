/** The expected calibration error (ECE), and by how much chance moves it. */
import type { Binned } from "./bins.ts";
import { type Redrawn, redrawn } from "./dirichlet.ts";

export interface CalibrationNoise {
  /** Share of people times how far their mean score lies from their share of positives, summed over bins. */
  readonly value: number;
  /** How far the value lies above the truth at most, and how far at least; sorted replicates of each. */
  readonly noise: () => readonly [above: Float64Array, below: Float64Array];
}

/** Bins whose scores are off by more standard errors are off in this direction. */
const sure = 3;

/**
 * The value is a sum of |d + e|, with d what a bin is off and e noise; it is too large by chance, and a bootstrap of it even more so: of a score that is calibrated, it would
 * say that it is not. But |d + e| - |d| lies between sign(d) e and |e|, so that the noise alone bounds it from both sides; where the sign of d is sure, it is sign(d) e.
 */
export function calibrationNoise({ n, sums, scores }: Binned, by: Redrawn): CalibrationNoise {
  const all = sums.reduce((sum, one) => sum + one, 0);
  const bins = Array.from({ length: sums.length / 2 }, (_, bin) => 2 * bin).flatMap((zero) => {
    const weight = sums[zero]! + sums[zero + 1]!;
    if (weight === 0) return [];
    const score = (scores[zero]! + scores[zero + 1]!) / weight;
    // Label minus mean score of either label; where nobody has it, that of the bin.
    const off = [zero, zero + 1].map((at) => at - zero - (sums[at]! > 0 ? scores[at]! / sums[at]! : score));
    // With one person more who is as the score says, since a bin without positives has noise too.
    const counts = [(sums[zero]! / all) * n + 1 - score, (sums[zero + 1]! / all) * n + score];
    return [{ mean: (sums[zero + 1]! - scores[zero]! - scores[zero + 1]!) / all, off, counts }];
  });
  const people = n + bins.length;
  const drawn = bins.map(({ mean, off, counts }) => {
    const [p, q] = counts.map((count) => count / people);
    const centre = p! * off[0]! + q! * off[1]!;
    const error = Math.sqrt(Math.max(0, p! * off[0]! ** 2 + q! * off[1]! ** 2 - centre ** 2) / n);
    return { off, centre, sign: Math.sign(mean) || 1, known: Math.abs(mean) > sure * error };
  });
  const moved =
    (of: (noise: number, bin: (typeof drawn)[number]) => number) =>
    (shares: Float64Array): number =>
      drawn.reduce((sum, bin, b) => {
        const noise = shares[2 * b]! * bin.off[0]! + shares[2 * b + 1]! * bin.off[1]! - bin.centre;
        return sum + of(noise, bin);
      }, 0);
  return {
    value: bins.reduce((sum, { mean }) => sum + Math.abs(mean), 0),
    noise() {
      const above = moved((noise, { sign, known }) => (known ? sign * noise : Math.abs(noise)));
      const below = moved((noise, { sign }) => sign * noise);
      const counts = bins.flatMap((bin) => bin.counts);
      const [most = new Float64Array(), least = new Float64Array()] = redrawn(counts, [above, below], by);
      return [most, least];
    },
  };
}
