/** How much of a divergence each condition brings (Pastor, de Alfaro & Baralis 2021, DivExplorer, section 4). */

/**
 * Shapley's value: what a condition adds, averaged over all orders in which the conditions may be named. Exact, by all subsets: meant for a few conditions.
 * `worth`: the divergence of the subgroup that meets the conditions whose bits are set; 0 of none of them. The shares add up to that of all.
 */
export function shapley(conditions: number, worth: (subset: number) => number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: conditions }, (_, i) => {
    let share = 0;
    for (let subset = 0; subset < 1 << conditions; subset++) {
      if (subset & (1 << i)) continue;
      const size = bitsOf(subset);
      const orders = (factorial(size) * factorial(conditions - size - 1)) / factorial(conditions);
      share += orders * (worth(subset | (1 << i)) - (subset === 0 ? 0 : worth(subset)));
    }
    return share;
  });
}

function bitsOf(subset: number): number {
  let bits = 0;
  for (let rest = subset; rest > 0; rest >>>= 1) bits += rest & 1;
  return bits;
}
