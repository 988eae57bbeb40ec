/** Means of subgroups in standard errors: how far a subgroup lies from all, were the outcome given out at random among the same rows. */
import type { Draws, Outcome } from "./draws.ts";

/** What the known rows of a subgroup weigh, and the squares of it. */
export interface Weight {
  readonly weight: number;
  readonly squares: number;
}

export interface Standard {
  readonly all: { readonly n: number; readonly mean: number };
  readonly deviation: number;
  /** By draw, of all known rows: the mean, and one over the standard deviation (0: all are alike). */
  readonly means: Float64Array;
  readonly inverse: Float64Array;
  /** One over the standard error of the subgroup's mean, for a deviation of 1: without replacement. 0: it is everybody. */
  scale(of: Weight): number;
  own(
    sum: number,
    of: Weight,
  ): {
    readonly n: number;
    readonly mean: number;
    readonly divergence: number;
    readonly z: number;
    readonly error: number;
  };
}

export function standards({ values, weights }: Outcome, draws: Draws): Standard {
  const known = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  const [weight, squares] = known.reduce(
    ([all, two], row) => [all + (weights?.[row] ?? 1), two + (weights?.[row] ?? 1) ** 2],
    [0, 0],
  );
  const n = squares > 0 ? weight ** 2 / squares : 0;
  const sums = totals(draws, known);
  const means = sums.map((sum) => sum / weight);
  // Without weights all draws have the deviation of the outcome; with them it is taken for theirs, and only the scale of z changes.
  const deviation = Math.sqrt(
    known.reduce((sum, row) => sum + (weights?.[row] ?? 1) * (values[row]! - means[0]!) ** 2, 0) / weight,
  );
  const inverse = means.map(() => (deviation > 0 ? 1 / deviation : 0));
  const scale = ({ weight: w, squares: two }: Weight): number => {
    const left = (two / w ** 2 - 1 / n) * (n / (n - 1));
    return left > 1e-12 ? 1 / Math.sqrt(left) : 0;
  };
  return {
    all: { n, mean: means[0]! },
    deviation,
    means,
    inverse,
    scale,
    own(sum, of) {
      const mean = sum / of.weight;
      const divergence = mean - means[0]!;
      const by = scale(of);
      return {
        n: of.weight ** 2 / of.squares,
        mean,
        divergence,
        z: divergence * inverse[0]! * by,
        error: by > 0 ? deviation / by : 0,
      };
    },
  };
}

function totals(draws: Draws, known: Uint32Array): Float64Array {
  const sums = new Float64Array(draws.width);
  for (const row of known) for (let k = 0; k < draws.width; k++) sums[k]! += draws.table[row * draws.width + k]!;
  const into = new Float64Array(draws.draws);
  draws.unpack(sums, 0, into);
  return into;
}
