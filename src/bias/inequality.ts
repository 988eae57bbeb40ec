/**
 * How unequally errors fall on people, as incomes are compared (Speicher et al. 2018, A unified approach to quantifying algorithmic unfairness): everybody's benefit is
 * b = 1 + prediction - label, which is 0 for a positive called negative, 1 for whoever is called what they are, and 2 for a negative called positive.
 *
 * Generalised entropy: mean of ((b/μ)^α - 1)/(α(α - 1)); α = 1 (Theil): mean of b/μ ln(b/μ); α = 0 (mean log deviation): -mean of ln(b/μ). Between groups: everybody
 * has the mean of their group; within: the rest.
 */
import { noncentrality } from "../stats/noncentral.ts";
import { type Interval, wilson } from "../stats/proportion.ts";
import { recounted, type Recounting } from "./recount.ts";

/** People of one group with benefit 0, 1 and 2; need not be whole. */
export type Benefits = readonly [none: number, one: number, two: number];

export interface Entropy {
  /** Null: nobody has any benefit, or, for α = 0, somebody has none. */
  readonly total: number | null;
  /** Null for α = 0 where a whole group has none. */
  readonly between: number | null;
  readonly within: number | null;
}

export function entropyOf(groups: readonly Benefits[], alpha: number): Entropy {
  const n = groups.reduce((sum, group) => sum + sizeOf(group), 0);
  const mean = groups.reduce((sum, [, one, two]) => sum + one + 2 * two, 0) / n;
  if (!(mean > 0)) return { total: null, between: null, within: null };
  const over = (parts: readonly (readonly [people: number, benefit: number])[]): number | null => {
    let sum = 0;
    for (const [people, benefit] of parts) {
      if (people <= 0) continue;
      if (alpha === 0 && benefit === 0) return null;
      sum += people * unequal(benefit / mean, alpha);
    }
    return sum / n;
  };
  const total = over(groups.flatMap((group) => group.map((people, benefit) => [people, benefit] as const)));
  const between = over(groups.map((group) => [sizeOf(group), (group[1] + 2 * group[2]) / sizeOf(group)] as const));
  return { total, between, within: total === null || between === null ? null : total - between };
}

/** What one person of so many times the mean benefit adds. */
function unequal(x: number, alpha: number): number {
  if (alpha === 0) return -Math.log(x);
  if (alpha === 1) return x === 0 ? 0 : x * Math.log(x);
  return (x ** alpha - 1) / (alpha * (alpha - 1));
}

const sizeOf = ([none, one, two]: Benefits): number => none + one + two;

/** Standard deviation of benefits over their mean: √(2 GE(2)). */
export const coefficientOfVariation = (entropy: number): number => Math.sqrt(2 * Math.max(0, entropy));

export interface Spread extends Interval {
  readonly value: number;
}

/** With the bootstrap of the table of counts. Null: undefined. */
export function totalEntropy(groups: readonly Benefits[], alpha: number, how: Recounting): Spread | null {
  const { total: value } = entropyOf([pooled(groups)], alpha);
  if (value === null) return null;
  const found = recounted(Float64Array.from(pooled(groups)), (counts) => entropyOf(threes(counts), alpha).total, how);
  const around = found ?? unseen(pooled(groups), alpha);
  return around && { value, ...around };
}

/** Everybody has the same benefit, so that no other table can be drawn: as many as nobody was seen of, at most, may have none (Wilson). */
function unseen(all: Benefits, alpha: number): Interval | null {
  const n = sizeOf(all);
  const { high: share } = wilson(0, n);
  const [, one, two] = all;
  const worse: Benefits = [share * n, (1 - share) * one, (1 - share) * two];
  const high = entropyOf([worse], alpha).total;
  return high === null ? null : { low: 0, high };
}

/**
 * What lies between groups. Of equal groups it is above 0 by chance, and a bootstrap does not cover there: what groups' means vary by, over what they vary by when all
 * are equal, is taken for a noncentral chi-square with K - 1 degrees of freedom, and all α for alike up to a factor. Where groups lie far apart, what they vary by within
 * matters as well: the interval is widened to the bootstrap's. Null: fewer than two groups, or undefined.
 */
export function betweenEntropy(groups: readonly Benefits[], alpha: number, how: Recounting): Spread | null {
  const some = groups.filter((group) => sizeOf(group) > 0);
  const { between: value } = entropyOf(some, alpha);
  const { between: squared } = entropyOf(some, 2);
  const df = some.length - 1;
  if (value === null || squared === null || df < 1) return null;
  const noise = noiseOf(some);
  if (noise === 0) {
    const around = unseen(pooled(some), alpha); // what lies between groups is a part of the whole
    return around && { value, ...around };
  }
  const { low, high } = noncentrality((df * squared) / noise, df, how.gamma);
  const factor = (noise / df) * (squared > 0 ? value / squared : 1);
  const drawn = recounted(Float64Array.from(some.flat()), (table) => betweenOf(table, alpha), how);
  return {
    value,
    low: Math.max(0, Math.min(value, factor * low, drawn?.low ?? value)),
    high: Math.max(value, factor * high, drawn?.high ?? value),
  };
}

const betweenOf = (table: Float64Array, alpha: number): number | null =>
  entropyOf(
    threes(table).filter((group) => sizeOf(group) > 0),
    alpha,
  ).between;

/** What GE(2) between groups is on average when their means are equal: Σ (1 - w_g) v_g/n / (2 μ²), each variance with one more person of the pooled one, so that a group without errors is not taken for certain. */
function noiseOf(groups: readonly Benefits[]): number {
  const [none, one, two] = pooled(groups);
  const n = none + one + two;
  const squares = groups.map((group) => {
    const mean = (group[1] + 2 * group[2]) / sizeOf(group);
    return group.reduce((sum, people, benefit) => sum + people * (benefit - mean) ** 2, 0);
  });
  const variance = squares.reduce((sum, x) => sum + x, 0) / n;
  const all = groups.reduce(
    (sum, group, g) => sum + ((1 - sizeOf(group) / n) * (squares[g]! + variance)) / sizeOf(group),
    0,
  );
  return all / n / (2 * ((one + 2 * two) / n) ** 2);
}

const pooled = (groups: readonly Benefits[]): Benefits =>
  [0, 1, 2].map((b) => groups.reduce((sum, g) => sum + g[b]!, 0)) as [number, number, number];

function threes(counts: Float64Array): Benefits[] {
  const groups: Benefits[] = [];
  for (let i = 0; i < counts.length; i += 3) groups.push([counts[i]!, counts[i + 1]!, counts[i + 2]!]);
  return groups;
}
