/**
 * The leak of a group: mean exposure of its members minus mean exposure of outsiders OF THE SAME GROUP, since rare people score differently in any table (risk.md §4).
 *
 * Its error has five sources: the four means (members and outsiders, of the group and of the rest), and the outsiders once more as the reference whom everybody is
 * ranked among. Each person's influence on the figure adds both up; their squares give the variance, their cubes the skewness for which the interval is corrected
 * (Hall 1992, J. R. Statist. Soc. B 54, 221-228): exposure is skewed, and groups are small.
 */
import { studentCdf, studentQuantile } from "../../stats/student.ts";
import { levelsOf } from "../levels.ts";
import { gamma } from "../measures.ts";
import type { Ranks, ScoresOf } from "./ranks.ts";

/** Who is in the group: 1, else 0. */
export interface Membership {
  readonly members: Uint8Array;
  readonly outsiders: Uint8Array;
}
export interface Leak {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export interface Contrast extends Leak {
  /** Two-sided, of "it is 0". */
  readonly p: number;
}

/** People in the order of their scores, and what one outsider less would change: prepared once for all groups. */
export interface Reference {
  /** All people, members first, by rising score. */
  readonly order: Uint32Array;
  /** For each outsider: how many people score as high or lower. */
  readonly below: Uint32Array;
  /** For each person: bits gained if one of those who reach it were away. */
  readonly gain: Float64Array;
}

export function referenceOf(scores: ScoresOf, { reached }: Ranks): Reference {
  const n = scores.members.length;
  const { members, outsiders, count: levels } = levelsOf(scores);
  const ends = new Uint32Array(levels); // how many people are on a level or below it
  for (const side of [members, outsiders]) for (const level of side) ends[level]!++;
  for (let level = 1; level < levels; level++) ends[level]! += ends[level - 1]!;
  const below = Uint32Array.from(outsiders, (level) => ends[level]!);
  const order = new Uint32Array(n + outsiders.length);
  const place = ends.slice();
  members.forEach((level, i) => (order[--place[level]!] = i));
  outsiders.forEach((level, i) => (order[--place[level]!] = n + i));
  const gain = Float64Array.from(order, (_, i) => {
    const count = i < n ? reached.members[i]! : reached.outsiders[i - n]!;
    return count === 0 ? 0 : Math.log2((1 + count) / count);
  });
  return { order, below, gain };
}

/** The leak of a group; with `rest`, minus that of everybody else. Two people on each side at least. */
export function leakOf(group: Membership, ranks: Ranks, reference: Reference, { rest }: { rest: boolean }): Contrast {
  const { members, outsiders } = ranks.bits;
  const n = members.length;
  const bits = (i: number): number => (i < n ? members[i]! : outsiders[i - n]!);
  // Four cells: members outside the group, in it; outsiders outside the group, in it.
  const cellOf = (i: number): number => (i < n ? group.members[i]! : 2 + group.outsiders[i - n]!);
  const cells = [0, 1, 2, 3].map(() => ({ n: 0, sum: 0, influence: 0, squares: 0, cubes: 0 }));
  const people = n + outsiders.length;
  for (let i = 0; i < people; i++) {
    const cell = cells[cellOf(i)]!;
    cell.n++;
    cell.sum += bits(i);
  }
  const signs = rest ? [-1, 1, 1, -1] : [0, 1, 0, -1];
  const weights = cells.map((cell, c) => (cell.n > 0 ? signs[c]! / cell.n : 0));
  const value = cells.reduce((sum, cell, c) => sum + weights[c]! * cell.sum, 0);

  // What all the people at or below an outsider would gain together, were it away.
  const gained = new Float64Array(people + 1);
  for (let at = 0; at < people; at++) {
    const i = reference.order[at]!;
    gained[at + 1] = gained[at]! + weights[cellOf(i)]! * reference.gain[i]!;
  }
  const influence = (i: number): number => {
    const weight = weights[cellOf(i)]!;
    const own = weight * bits(i);
    return i < n ? own : own - gained[reference.below[i - n]!]! + weight * reference.gain[i]!;
  };
  for (let i = 0; i < people; i++) cells[cellOf(i)]!.influence += influence(i);
  for (let i = 0; i < people; i++) {
    const cell = cells[cellOf(i)]!;
    const off = influence(i) - cell.influence / cell.n;
    cell.squares += off * off;
    cell.cubes += off * off * off;
  }
  const large = cells.filter((cell) => cell.n > 1);
  const parts = large.map((cell) => ({ df: cell.n - 1, variance: (cell.squares * cell.n) / (cell.n - 1) }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  if (!(variance > 0)) return { value, low: value, high: value, p: value === 0 ? 1 : 0 };
  const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const skew = large.reduce((sum, cell) => sum + cell.cubes, 0) / variance ** 1.5;
  return { value, ...hall({ value, error: Math.sqrt(variance), df, skew }) };
}

interface Estimated {
  readonly value: number;
  readonly error: number;
  readonly df: number;
  readonly skew: number;
}

/** Hall's transformation of the studentised figure, t + a t^2/3 + a^2 t^3/27 + a/6 with skewness a, rises everywhere and is nearly symmetric. */
function hall({ value, error, df, skew }: Estimated): Omit<Contrast, "value"> {
  const a = skew;
  const back = (x: number): number => (Math.abs(a) < 1e-6 ? x : (3 / a) * (Math.cbrt(1 + a * (x - a / 6)) - 1));
  const z = studentQuantile(1 - gamma / 2, df);
  const t = value / error;
  const transformed = t + (a * t * t) / 3 + (a * a * t ** 3) / 27 + a / 6;
  return {
    low: value - error * back(z),
    high: value - error * back(-z),
    p: Math.min(1, 2 * studentCdf(-Math.abs(transformed), df)),
  };
}
