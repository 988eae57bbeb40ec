/** How far predictions of a number are off, person by person: quantiles by group. */
import { binomialCdf } from "../../../stats/binomial.ts";
import type { Grouping } from "../label/groups.ts";
import { small } from "../label/rates.ts";

const shares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** As few people beyond a quantile would give one of them away. */
const beyond = 5;

export type Residuals = {
  readonly attribute: string;
  /** Groups of at least 30 rows with a label and a prediction. */
  readonly groups: readonly {
    readonly group: string;
    readonly rows: number;
    /** Of prediction minus label: five people at least lie beyond each. */
    readonly quantiles: readonly {
      readonly share: number;
      readonly value: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
};

/** Every row counts once, whatever its weight. */
export function residualsOf(
  { attribute, labels, codes }: Grouping,
  { y, prediction }: { readonly y: Float64Array; readonly prediction: Float64Array },
): Residuals {
  const off = labels.map((): number[] => []);
  codes.forEach((code, row) => {
    const error = prediction[row]! - y[row]!;
    if (Number.isFinite(error)) off[code]?.push(error);
  });
  const groups = off.flatMap((errors, g) => {
    if (errors.length < small) return [];
    const sorted = Float64Array.from(errors).toSorted();
    const n = sorted.length;
    const asked = shares.filter((share) => Math.min(share, 1 - share) * n >= beyond);
    return [{ group: labels[g]!, rows: n, quantiles: asked.map((share) => ({ share, ...quantileOf(sorted, share) })) }];
  });
  return { attribute, groups };
}

/** Between the two values nearest to it, as Hyndman and Fan's seventh; low and high are values of the ranks that a binomial leaves out 2.5 % beyond. */
function quantileOf(sorted: Float64Array, share: number): { value: number; low: number; high: number } {
  const n = sorted.length;
  const at = (n - 1) * share;
  const [under, over] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  // P[at most k values lie below the true quantile] = P[B <= k], B ~ Bin(n, share)
  const low = lastWhere(n, (k) => binomialCdf(k, n, share) <= 0.025);
  const high = n - 1 - lastWhere(n, (k) => binomialCdf(k, n, 1 - share) <= 0.025);
  return {
    value: under + (at - Math.floor(at)) * (over - under),
    low: sorted[Math.max(0, low)]!,
    high: sorted[Math.min(n - 1, high)]!,
  };
}

/** The largest k below n for which it holds, where it holds for all smaller ones; 0 where for none. */
function lastWhere(n: number, holds: (k: number) => boolean): number {
  let [from, to] = [0, n];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return from;
}
