/** How far two lists of shares lie apart: what is observed (p) against what it is held against (q). */
import { gammaUpper } from "../stats/gamma.ts";
import type { Interval } from "../stats/proportion.ts";
import { rootBetween } from "../stats/root.ts";

/** Null: infinite, because p has people where q has none (or, of `klOfTarget`, the other way round). */
export interface Divergences {
  /** Total variation, 0 to 1: the share of rows that would have to be replaced. */
  readonly tv: number;
  /** Jensen & Shannon's divergence: natural logarithms, at most ln 2; base 2, at most 1. */
  readonly jsNats: number;
  readonly jsBits: number;
  /** Its square root is a metric. */
  readonly jsDistanceNats: number;
  readonly jsDistanceBits: number;
  /** Kullback & Leibler's, in nats: of p from q, and of q from p. */
  readonly kl: number | null;
  readonly klOfTarget: number | null;
  /** Population stability index: the sum of both. */
  readonly psi: number | null;
  readonly hellinger: number;
  /** Cohen's w = √Σ(p - q)²/q. */
  readonly cohenW: number | null;
}

/** Counts, or weights, as shares; all 0 when there are none. */
export function sharesOf(counts: ArrayLike<number>): number[] {
  const list = Array.from(counts);
  const total = list.reduce((sum, count) => sum + count, 0);
  return list.map((count) => (total > 0 ? count / total : 0));
}

/** Of two lists of shares of the same cells; each adds up to 1. */
export function divergences(p: readonly number[], q: readonly number[]): Divergences {
  const sum = (term: (p: number, q: number) => number): number => p.reduce((all, x, i) => all + term(x, q[i] ?? 0), 0);
  const relative = (a: number, b: number): number => (a > 0 ? a * Math.log(a / b) : 0);
  const jsNats = Math.max(
    0,
    sum((a, b) => (relative(a, (a + b) / 2) + relative(b, (a + b) / 2)) / 2),
  );
  const kl = finite(sum(relative));
  const klOfTarget = finite(sum((a, b) => relative(b, a)));
  const w = finite(sum((a, b) => (a === b ? 0 : (a - b) ** 2 / b)));
  return {
    tv: sum((a, b) => Math.abs(a - b)) / 2,
    jsNats,
    jsBits: jsNats / Math.LN2,
    jsDistanceNats: Math.sqrt(jsNats),
    jsDistanceBits: Math.sqrt(jsNats / Math.LN2),
    kl,
    klOfTarget,
    psi: kl === null || klOfTarget === null ? null : kl + klOfTarget,
    hellinger: Math.sqrt(sum((a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2),
    cohenW: w === null ? null : Math.sqrt(w),
  };
}
const finite = (x: number): number | null => (Number.isFinite(x) ? Math.max(0, x) : null);

/** Rows drawn for each side; `target` null: its shares are known, not counted in a sample. */
export interface Sizes {
  readonly n: number;
  readonly target: number | null;
}
/** One over the number of rows that would scatter as both samples together do. */
const scatter = ({ n, target }: Sizes): number => 1 / n + (target === null ? 0 : 1 / target);

/**
 * About the total variation that mere drawing gives when nothing differs: ½Σ√(2q(1 - q)/(πn)), the mean of a normal
 * deviation cell by cell, and never more than the 2q(1 - q) of a single draw.
 */
export function noiseFloor(q: readonly number[], sizes: Sizes): number {
  const per = scatter(sizes);
  const cell = (share: number): number =>
    Math.min(Math.sqrt((2 * share * (1 - share) * per) / Math.PI), 2 * share * (1 - share));
  return q.reduce((sum, share) => sum + cell(share), 0) / 2;
}

/**
 * An interval of the total variation that holds for any n. A metric: TV(p̂, q) is off by at most TV(p̂, p), whose mean is
 * about the noise floor at p̂ and which exceeds it by √(ln(1/gamma)/2n) with a chance of at most gamma (McDiarmid 1989:
 * a row changes it by at most 1/n). Rather wide than short.
 */
export function tvInterval(p: readonly number[], q: readonly number[], sizes: Sizes, gamma = 0.05): Interval {
  const { tv } = divergences(p, q);
  const own = noiseFloor(p, { n: sizes.n, target: null });
  const theirs = sizes.target === null ? 0 : noiseFloor(q, { n: sizes.target, target: null });
  const off = own + theirs + Math.sqrt((Math.log(1 / gamma) * scatter(sizes)) / 2);
  return { low: Math.max(0, tv - off), high: Math.min(1, tv + off) };
}

/**
 * The same for Hellinger's distance and for Jensen & Shannon's (nats): of a sample from its own source, 8n times their square is about chi-square with one degree less than
 * cells. Where cells expect few rows it is more: √ of a Poisson number with mean 1 scatters 1.8 times as much as that of a large one, and the square is stretched by as much as
 * the cells' own means say. `p` and `q` have the same cells.
 */
export function metricInterval(
  distance: number,
  [p, q]: readonly [readonly number[], readonly number[]],
  sizes: Sizes,
  gamma = 0.05,
): Interval {
  const cells = p.map((share, i) => (share + (q[i] ?? 0)) / 2).filter((share) => share > 0);
  const df = Math.max(1, cells.length - 1);
  const stretched = (rows: number): number =>
    cells.reduce((sum, share) => sum + rootScatter(rows * share), 0) / Math.max(1, cells.length) / rows;
  const per = stretched(sizes.n) + (sizes.target === null ? 0 : stretched(sizes.target));
  const off = Math.sqrt((chiSquareQuantile(gamma / 2, df) * per) / 8);
  return { low: Math.max(0, distance - off), high: distance + off };
}

/** 4 E(√X - √mean)² of a Poisson number X; at least 1, which it is of a large one. */
function rootScatter(mean: number): number {
  if (mean > 50) return 1;
  let [chance, root] = [Math.exp(-mean), 0];
  for (let k = 1; k < mean + 12 * Math.sqrt(mean) + 20; k++) {
    chance *= mean / k;
    root += chance * Math.sqrt(k);
  }
  return Math.max(1, 4 * (2 * mean - 2 * Math.sqrt(mean) * root));
}

/** What a chi-square variable exceeds with a chance of `tail`. */
export function chiSquareQuantile(tail: number, df: number): number {
  return rootBetween((x) => gammaUpper(x / 2, df / 2) - tail, 0, df + 20 * Math.sqrt(2 * df) + 60);
}
