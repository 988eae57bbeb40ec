import { expect, test } from "vitest";
import { levelsOf, tallyOf } from "./levels.ts";
import { neededN, neededOutsiders, needs, needsOfGaps, needsOutsiders } from "./needs.ts";
import { rateCounts } from "./rate.ts";

test.each([
  // 2.04 n (h/d)^2 by hand
  [100, 0.1, 0.05, 816],
  [1000, 0.03, 0.01, 18360],
  [1, 1, 1, 3],
  [50, 0.2, 0.01, 40800],
  [25, 0.4, 0.2, 204],
])("n = %i, h = %d, d = %d needs %i", (n, h, d, total) => {
  expect(neededN(n, h, d)).toBe(total);
});

test("it says how many more, counted from what there is", () => {
  expect(needs(100, 0.05, 0.15, 0.1)).toEqual({ kind: "people", more: 716 });
});

test("more than twenty times as many is no proposal, nor is an estimate on the limit or an interval without end", () => {
  expect(needs(100, 0.05, 0.37, 0.15)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.1, 0.2, 0.1)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.1, 0.1, 0.1)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.2, Number.NEGATIVE_INFINITY, 0.1)).toEqual({ kind: "too-near" });
});

test.each([
  // V0/((d/2.8)^2 - V1/n1) by 40-digit arithmetic; null: no number decides it
  [0.09, 0.09, 1000, 0.05, 394],
  [0.01, 0.25, 10_000, 0.02, 385],
  [0.25, 0.25, 1000, 0.045, 30_154],
  [0, 0.1, 1000, 0.1, 0],
  [0.09, 0.09, 100, 0.05, null],
  [0.1, 0.125, 98, 0.1, null],
])("outsiders for V0 = %d, V1 = %d, %i people, d = %d: %j", (V0, V1, n1, d, total) => {
  expect(neededOutsiders(V0, V1, n1, d)).toBe(total);
});

test("scores without a leak: about .09/((d/2.8)^2 - .09/n_1) outsiders, and more where the bound lies further out", () => {
  const even = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
  const tally = tallyOf(levelsOf({ members: even(5000), outsiders: even(151) }));
  const counts = rateCounts(tally, { alpha: 0.1, scale: "difference", of: null });
  const plain = needsOutsiders(counts, { value: 0, bound: 0.05, limit: 0.05 });
  const expected = neededOutsiders(0.09, 0.09, 5000, 0.05)! - 151;
  expect(plain).toMatchObject({ kind: "people", only: "outsiders" });
  expect(Math.abs((plain.kind === "people" ? plain.more : 0) / expected - 1)).toBeLessThan(0.25);
  const corrected = needsOutsiders(counts, { value: 0, bound: 0.08, limit: 0.05 });
  expect(corrected.kind === "people" && plain.kind === "people" && corrected.more > plain.more).toBe(true);
  expect(needsOutsiders(counts, { value: 0, bound: 0.05, limit: 0.001 })).toEqual({ kind: "too-near" });
});

test("gaps: one above the limit is shown by the people that the nearest needs; where none is, all must be shown to be below", () => {
  const gap = (value: number, low: number, high: number, n = 100): Parameters<typeof needsOfGaps>[0][number] => ({
    n,
    value,
    low,
    high,
  });
  // 2.04 (.1/.1)^2 = 2.04 times as many people as the 1,000; the other needs 2.04 (.3/.2)^2 = 4.59 times
  const of = { people: 1000, limit: 0.1 };
  expect(needsOfGaps([gap(0.2, 0.1, 0.3), gap(0.3, 0, 0.5), gap(0, 0, 0.4)], of)).toEqual({
    kind: "people",
    more: 1040,
  });
  // 2.04 (.15/.05)^2 = 18.36 times; a gap whose upper end is below needs nobody, and how many each counts does not matter
  expect(needsOfGaps([gap(0.05, 0, 0.2), gap(0.02, 0, 0.09), gap(0, 0, 0.15, 50)], of)).toEqual({
    kind: "people",
    more: 17_360,
  });
  expect(needsOfGaps([gap(0.09, 0, 0.3)], of)).toEqual({ kind: "too-near" });
});
