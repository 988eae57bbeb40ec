/** Intervals of optima, from the same programs solved on tables drawn again. */

export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Of what was drawn so many are outside on each side, and of that mirrored at the value as many: an optimum of a sample is larger than that of the people behind it, and one
 * of a sample of the sample larger still. Far fewer than 1 in 40, because such optima are not normal, and drawing again tells only a part of how much too good one is
 * (docs/statistics.md says how often the people behind lie outside).
 */
const tail = 0.0025;

/** Within 0 and `most`. Where nothing was drawn, the value alone. */
export function spread(value: number, drawn: readonly number[], most = 1): Spread {
  const { low, high } = ends(value, drawn.toSorted(ascending), tail);
  return { value, low: Math.max(0, Math.min(value, low)), high: Math.min(most, Math.max(value, high)) };
}

/** Of one group above another, by position. Null: undefined in one of them. */
export type Above = (j: number, k: number) => number | null;

/**
 * The largest of all ordered pairs of `groups` groups, which is never below 0, as `maxMin` has it: each pair's difference keeps its sign, so that the lower end of a gap that
 * may be none reaches 0; it is corrected for the pair having been chosen. Null: undefined.
 */
export function largestSpread(groups: number, own: Above, drawn: readonly Above[]): Spread | null {
  const pairs = groups * (groups - 1);
  let [value, low, high] = [0, 0, 0];
  for (let j = 0; j < groups; j++)
    for (let k = 0; k < groups; k++) {
      if (j === k) continue;
      const above = own(j, k);
      if (above === null) return null;
      const sorted = drawn.flatMap((of) => of(j, k) ?? []).toSorted(ascending);
      value = Math.max(value, above);
      if (above > low) low = Math.max(low, Math.min(above, ends(above, sorted, tail / pairs).low));
      high = Math.max(high, ends(above, sorted, tail).high);
    }
  return { value, low, high: Math.min(1, Math.max(value, high)) };
}

const ascending = (a: number, b: number): number => a - b;

function ends(
  value: number,
  sorted: readonly number[],
  share: number,
): { readonly low: number; readonly high: number } {
  if (sorted.length === 0) return { low: value, high: value };
  const out = Math.min(Math.floor(share * sorted.length), sorted.length - 1);
  const [low, high] = [sorted[out]!, sorted[sorted.length - 1 - out]!];
  return { low: Math.min(low, 2 * value - high), high: Math.max(high, 2 * value - low) };
}
