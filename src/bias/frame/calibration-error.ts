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
  // By cell [2 bin + label]: label minus mean score there.
  const off = sums.map((sum, at) => (at % 2) - (sum > 0 ? scores[at]! / sum : 0));
  const bins = Array.from({ length: sums.length / 2 }, (_, bin) => {
    const [zero, one] = [2 * bin, 2 * bin + 1];
    const [p, q] = [sums[zero]! / all, sums[one]! / all];
    const mean = p * off[zero]! + q * off[one]!;
    const error = Math.sqrt(Math.max(0, p * off[zero]! ** 2 + q * off[one]! ** 2 - mean ** 2) / n);
    return { zero, one, mean, sign: Math.sign(mean) || 1, known: Math.abs(mean) > sure * error };
  });
  const moved =
    (of: (noise: number, bin: (typeof bins)[number]) => number) =>
    (shares: Float64Array): number =>
      bins.reduce((sum, bin) => {
        const noise = shares[bin.zero]! * off[bin.zero]! + shares[bin.one]! * off[bin.one]! - bin.mean;
        return sum + of(noise, bin);
      }, 0);
  return {
    value: bins.reduce((sum, { mean }) => sum + Math.abs(mean), 0),
    noise() {
      const above = moved((noise, { sign, known }) => (known ? sign * noise : Math.abs(noise)));
      const below = moved((noise, { sign }) => sign * noise);
      const counts = sums.map((sum) => (sum / all) * n);
      const [most = new Float64Array(), least = new Float64Array()] = redrawn(counts, [above, below], by);
      return [most, least];
    },
  };
}
