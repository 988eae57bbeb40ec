/** Where the sum of privacy losses surely lies, by Chernoff's bound. */
import type { GridLoss } from "./discretise.ts";

/** A grid index with P[sum of `steps` losses > it] <= `tail`. */
export function topOf(loss: GridLoss, { steps, tail }: { readonly steps: number; readonly tail: number }): number {
  // The bound (steps log E e^(t X) - log tail)/t has one minimum in t, between e^-12 and e^8 in units of the loss.
  const bound = (logT: number): number => {
    const t = Math.exp(logT) * loss.width;
    return (steps * logMoment(loss, t) - Math.log(tail)) / t;
  };
  let [low, high] = [-12, 8];
  for (let step = 0; step < 16; step++) {
    const third = (high - low) / 3;
    if (bound(low + third) < bound(high - third)) high -= third;
    else low += third;
  }
  return Math.min(Math.ceil(bound((low + high) / 2)), steps * (loss.from + loss.mass.length - 1));
}

/** A grid index with P[sum of `steps` losses < it] <= `tail`. */
export function bottomOf(loss: GridLoss, how: { readonly steps: number; readonly tail: number }): number {
  const { width, from, mass } = loss;
  return -topOf({ width, from: 1 - from - mass.length, mass: mass.toReversed(), infinite: 0 }, how);
}

/** log E e^(t index), t > 0, by Horner's rule from the least index up, so that nothing overflows. */
function logMoment({ from, mass }: GridLoss, t: number): number {
  const shrink = Math.exp(-t);
  let sum = 0;
  for (let i = 0; i < mass.length; i++) sum = sum * shrink + mass[i]!;
  // A hair is added for the rounding of the sum.
  return sum > 1e-250 ? Math.log(sum) + t * (from + mass.length - 1) + 1e-14 : Infinity;
}
