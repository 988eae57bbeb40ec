import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { leakOf, referenceOf } from "./leak.ts";
import { rank, type ScoresOf } from "./ranks.ts";

const random = stream(1, "leak test");
const round = (x: number): number => Math.round(4 * x) / 4; // with ties
const scores: ScoresOf = {
  of: null,
  members: Float64Array.from({ length: 60 }, () => round(random.normal() + 0.5)),
  outsiders: Float64Array.from({ length: 50 }, () => round(random.normal())),
};
const inside = {
  members: Uint8Array.from(scores.members, (_, i) => Number(i % 3 === 0)),
  outsiders: Uint8Array.from(scores.outsiders, (_, i) => Number(i % 2 === 0)),
};
const without = (x: Float64Array, i: number): Float64Array => x.filter((_, j) => j !== i);
const mean = (x: ArrayLike<number>, marks: Uint8Array, mark: number): number => {
  const chosen = Array.from(x).filter((_, i) => marks[i] === mark);
  return chosen.reduce((sum, one) => sum + one, 0) / chosen.length;
};

test("the leak is the difference of the group's means; with the rest, minus theirs", () => {
  const ranks = rank(scores);
  const common = referenceOf(scores, ranks);
  const of = (mark: number): number =>
    mean(ranks.bits.members, inside.members, mark) - mean(ranks.bits.outsiders, inside.outsiders, mark);
  expect(leakOf(inside, ranks, common, { rest: false }).value).toBeCloseTo(of(1), 12);
  expect(leakOf(inside, ranks, common, { rest: true }).value).toBeCloseTo(of(1) - of(0), 12);
});

// The jackknife leaves each person out in turn and ranks everybody anew: slow, and the same to first order.
test("its standard error is the jackknife's, the outsiders' part as the common reference included", () => {
  const value = (some: ScoresOf, marks: typeof inside): number => {
    const ranks = rank(some);
    return leakOf(marks, ranks, referenceOf(some, ranks), { rest: true }).value;
  };
  let variance = 0;
  const cells = new Map<string, number[]>();
  const put = (cell: string, left: number): void => void cells.set(cell, [...(cells.get(cell) ?? []), left]);
  for (let i = 0; i < scores.members.length; i++) {
    const marks = { ...inside, members: inside.members.filter((_, j) => j !== i) };
    put(`member ${inside.members[i]}`, value({ ...scores, members: without(scores.members, i) }, marks));
  }
  for (let i = 0; i < scores.outsiders.length; i++) {
    const marks = { ...inside, outsiders: inside.outsiders.filter((_, j) => j !== i) };
    put(`outsider ${inside.outsiders[i]}`, value({ ...scores, outsiders: without(scores.outsiders, i) }, marks));
  }
  for (const left of cells.values()) {
    const center = left.reduce((sum, one) => sum + one, 0) / left.length;
    variance += ((left.length - 1) / left.length) * left.reduce((sum, one) => sum + (one - center) ** 2, 0);
  }
  const ranks = rank(scores);
  const { low, high } = leakOf(inside, ranks, referenceOf(scores, ranks), { rest: true });
  expect((high - low) / (2 * 2 * Math.sqrt(variance))).toBeGreaterThan(0.95);
  expect((high - low) / (2 * 2 * Math.sqrt(variance))).toBeLessThan(1.08);
});
