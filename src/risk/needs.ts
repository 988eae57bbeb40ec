/** What would decide an undecided limit (risk.md §6). */
import type { Judgement } from "../check/finding.ts";

/** How many more trials than there were are still a serious proposal. */
const seriously = 20;

/** N = ceil(2.04 n (h/d)^2) for an 80 % chance; h from the value to the bound on the limit's side, d from the value to the limit. */
export function neededN(n: number, h: number, d: number): number {
  // 2.04 n (h/d)^2 is often a whole number but for the last digits, of which ceil would make a person.
  return Math.ceil(Number((2.04 * n * (h / d) ** 2).toPrecision(12)));
}

/** People (and outsiders in proportion) to add, or that the estimate lies too near the limit for any reasonable number. */
export function needs(n: number, value: number, bound: number, limit: number): NonNullable<Judgement["needs"]> {
  const total = neededN(n, Math.abs(bound - value), Math.abs(value - limit));
  // Not <=: an infinite bound or a value on the limit gives infinity or NaN.
  if (!(total <= seriously * n)) return { kind: "too-near" };
  return { kind: "people", more: Math.max(1, total - n) };
}
