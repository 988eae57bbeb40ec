/** From a privacy loss distribution to epsilon. */

/**
 * The epsilon >= 0 with sum of mass (1 - e^(epsilon - loss))+ = delta, where masses[i] lies at the loss (from + i) times
 * width; Infinity for delta <= 0.
 */
export function epsilonOfMasses(
  masses: Float64Array,
  { delta, width, from }: { readonly delta: number; readonly width: number; readonly from: number },
): number {
  if (!(delta > 0)) return Infinity;
  const shrink = Math.exp(-width);
  let sum = 0; // of the masses above
  let discounted = 0; // of the masses above times e^(here - loss)
  let here = (from + masses.length) * width;
  for (let i = masses.length - 1; i >= 0; i--) {
    here = (from + i) * width;
    discounted *= shrink;
    if (sum - discounted >= delta || here < 0) break;
    sum += masses[i]!;
    discounted += masses[i]!;
  }
  // Between this grid point and the next, delta(epsilon) is sum - discounted e^(epsilon - here).
  if (sum <= delta || (here <= 0 && sum - discounted * Math.exp(-here) <= delta)) return 0;
  return Math.max(0, here + Math.log((sum - delta) / discounted));
}
