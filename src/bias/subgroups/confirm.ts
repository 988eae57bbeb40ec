/** A subgroup measured on rows that no search has seen. */
import { newcombe } from "../../stats/difference.ts";
import { hypergeometricCdf, hypergeometricUpper } from "../../stats/hypergeometric.ts";
import { type Interval, wilson } from "../../stats/proportion.ts";
import { studentCdf } from "../../stats/student.ts";
import { type Mean, meanInterval, welch } from "../means.ts";

export interface Confirmed extends Interval {
  readonly value: number;
  /** Mean of the subgroup minus mean of all. */
  readonly divergence: Interval & { readonly value: number };
  /** Of "the subgroup is as the rest is", two-sided. */
  readonly p: number;
}

export interface Sides {
  readonly inside: Mean;
  readonly rest: Mean;
  /** Of everybody's weight, what the rest has: from the rest to all, a difference shrinks by it. */
  readonly share: number;
}

/** A rate: Wilson's interval; Newcombe's (method 10) against the rest; Fisher's exact test, the smaller tail doubled. Null: nobody on one side. */
export function confirmRate({ inside, rest, share }: Sides): Confirmed | null {
  if (!(inside.n > 0 && rest.n > 0)) return null;
  const [a, b] = [inside.mean * inside.n, rest.mean * rest.n];
  const difference = newcombe(a, inside.n, b, rest.n);
  return {
    value: inside.mean,
    ...wilson(a, inside.n),
    divergence: shrunk(inside.mean - rest.mean, difference, share),
    p: fisher(a, inside.n, b, rest.n),
  };
}

/** A mean: Student's t, and Welch's against the rest. Null: fewer than two on one side. */
export function confirmMean({ inside, rest, share }: Sides): Confirmed | null {
  const own = meanInterval(inside);
  if (!own || rest.n < 2) return null;
  return {
    value: inside.mean,
    ...own,
    divergence: shrunk(inside.mean - rest.mean, welch(inside, rest), share),
    p: welchP(inside, rest),
  };
}

const shrunk = (value: number, { low, high }: Interval, share: number): Confirmed["divergence"] => ({
  value: value * share,
  low: low * share,
  high: high * share,
});

/** What weighted rows are worth need not be whole; people are. */
function fisher(x1: number, n1: number, x2: number, n2: number): number {
  const [drawn, others] = [Math.round(n1), Math.round(n2)];
  const hits = Math.min(drawn, Math.round(x1));
  const urn = { total: drawn + others, marked: hits + Math.min(others, Math.round(x2)), drawn };
  return Math.min(1, 2 * Math.min(hypergeometricUpper(hits, urn), hypergeometricCdf(hits, urn)));
}

function welchP(a: Mean, b: Mean): number {
  const [x, y] = [a.variance / a.n, b.variance / b.n];
  const difference = a.mean - b.mean;
  if (x + y === 0) return difference === 0 ? 1 : 0;
  const df = (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1));
  return Math.min(1, 2 * studentCdf(-Math.abs(difference) / Math.sqrt(x + y), df));
}
