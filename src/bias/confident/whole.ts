/** Shares of people as whole people. */

/** Each number rounded down or up so that they add up to `sum`: the largest remainders are rounded up. They must add up to it before, up to rounding. */
export function wholeWithSum(numbers: readonly number[], sum: number): number[] {
  const whole = numbers.map((x) => Math.floor(x + 1e-9));
  const open = sum - whole.reduce((all, x) => all + x, 0);
  const order = numbers
    .map((_, i) => i)
    .toSorted((i, j) => rest(numbers[j]!, whole[j]!) - rest(numbers[i]!, whole[i]!) || i - j);
  for (const i of order.slice(0, Math.max(0, open))) whole[i]!++;
  return whole;
}
const rest = (x: number, whole: number): number => x - whole;
