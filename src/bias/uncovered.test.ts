import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { type Feature, type Pattern, uncovered } from "./uncovered.ts";

/** By the definition: every pattern is counted, and kept if it is uncovered and all its parents are covered. */
function byDefinition(features: readonly Feature[], tau: number): Pattern[] {
  const rows = features[0]?.codes.length ?? 0;
  const count = (values: readonly number[]): number =>
    Array.from({ length: rows }, (_, row) => row).filter((row) =>
      values.every((value, i) => value < 0 || features[i]!.codes[row] === value),
    ).length;
  const all = features.reduce<number[][]>(
    (list, { levels }) =>
      list.flatMap((values) => Array.from({ length: levels + 1 }, (_, value) => [...values, value - 1])),
    [[]],
  );
  return all.flatMap((values) => {
    const parents = values.flatMap((value, i) => (value < 0 ? [] : [values.with(i, -1)]));
    const maximal = count(values) < tau && parents.every((parent) => count(parent) >= tau);
    return maximal ? [{ values, count: count(values) }] : [];
  });
}
const ordered = (patterns: readonly Pattern[]): string[] => patterns.map((each) => JSON.stringify(each)).toSorted();

test("the paper's example: three binary features, and only one pattern that nobody has", () => {
  // Asudeh et al. 2019, example 1: 010, 001, 000, 011, 001, with tau = 1: nobody has 1XX.
  const rows = ["010", "001", "000", "011", "001"];
  const features = [0, 1, 2].map((i) => ({ codes: rows.map((row) => Number(row[i])), levels: 2 }));
  expect(uncovered(features, { tau: 1 }).patterns).toEqual([{ values: [1, -1, -1], count: 0 }]);
});

test.for([1, 3, 10, 40])("the same patterns as by the definition, missing values among them: tau %i", (tau) => {
  const random = stream(tau, "patterns");
  const features = [2, 3, 4, 2].map((levels) => ({
    levels,
    codes: Int32Array.from(
      { length: 200 },
      () => Math.floor(random.next() ** 2 * (levels + 0.2)) - (random.next() < 0.05 ? 1 : 0),
    ).map((code) => Math.min(levels - 1, code)),
  }));
  const found = uncovered(features, { tau });
  expect(found).toMatchObject({ complete: true });
  expect(ordered(found.patterns)).toEqual(ordered(byDefinition(features, tau)));
});

test("a planted hole is found; where everybody is enough, nothing is", () => {
  const codes = (step: number): Int32Array => Int32Array.from({ length: 400 }, (_, i) => Math.floor(i / step) % 2);
  const [a, b] = [codes(1), codes(2)];
  const features = [a, b].map((list) => ({ codes: list, levels: 2 }));
  expect(uncovered(features, { tau: 100 }).patterns).toEqual([]);
  const holed = features.map(({ codes: list, levels }) => ({
    levels,
    codes: list.filter((_, i) => a[i] !== 1 || b[i] !== 1 || i > 380),
  }));
  expect(uncovered(holed, { tau: 50 }).patterns).toEqual([{ values: [1, 1], count: 5 }]);
});

test("fewer rows than tau: the empty pattern; no features or no rows: no error", () => {
  expect(uncovered([{ codes: [0, 1], levels: 2 }], { tau: 3 }).patterns).toEqual([{ values: [-1], count: 2 }]);
  expect(uncovered([{ codes: [], levels: 2 }], { tau: 1 }).patterns).toEqual([{ values: [-1], count: 0 }]);
});

test("it says how far it looked", () => {
  const features = [3, 3, 3].map((levels, k) => ({
    levels,
    codes: Int32Array.from({ length: 270 }, (_, i) => Math.floor(i / 3 ** k) % 3),
  }));
  expect(uncovered(features, { tau: 20, deepest: 2 })).toMatchObject({ searched: 2, complete: true, patterns: [] });
  expect(uncovered(features, { tau: 20, most: 9 })).toMatchObject({ searched: 1, complete: false });
  expect(uncovered(features, { tau: 20 }).patterns).toHaveLength(27);
});

test("more patterns than a plain number can name", () => {
  const features = Array.from({ length: 20 }, (_, k) => ({
    levels: 15,
    codes: Int32Array.from({ length: 60 }, (_row, i) => (i + k) % 2),
  }));
  const { patterns } = uncovered(features, { tau: 5, deepest: 1 });
  expect(patterns).toHaveLength(20 * 13);
});
