import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf, roundNumber, roundTime } from "./edges.ts";

const cut = { most: 10, fewest: 5, round: roundNumber };
const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

test("equally many people go into each bin, and edges are round", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => i + 0.137);
  expect(edgesOf(sorted(values), cut)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000]);
});

test("a value that most people have gets a bin of its own, and the others share the rest", () => {
  const values = [...Array.from({ length: 9000 }, () => 0), ...Array.from({ length: 1000 }, (_, i) => 100 + i)];
  const edges = edgesOf(sorted(values), cut);
  expect(edges).toHaveLength(9);
  expect(edges[0]).toBe(100);
  expect(edges[1]).toBeCloseTo(200, -2);
});

test("few values are bins by themselves", () => {
  const values = [1, 2, 3, 4].flatMap((value) => Array.from({ length: 50 }, () => value));
  expect(edgesOf(sorted(values), cut)).toEqual([2, 3, 4]);
});

test("a constant or an empty column has one bin", () => {
  expect(edgesOf(sorted([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]), cut)).toEqual([]);
  expect(edgesOf(new Float64Array(), cut)).toEqual([]);
});

test("edges rise, are ten bins at most, and every bin holds five people", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 400 }), (values) => {
      const rounded = sorted(values.map((value) => Math.round(value / 1000) / 10));
      const edges = edgesOf(rounded, cut);
      expect(edges.length).toBeLessThan(10);
      const all = [-Infinity, ...edges, Infinity];
      for (let i = 1; i < all.length; i++) {
        expect(all[i]! > all[i - 1]!).toBe(true);
        if (edges.length === 0) continue;
        const inside = rounded.filter((value) => value >= all[i - 1]! && value < all[i]!);
        expect(inside.length).toBeGreaterThanOrEqual(5);
      }
    }),
  );
});

test.each([
  [0.28, 0.3, 0.3],
  [117_826, 117_831, 117_830],
  [-3, 2, 0],
  [-31.7, -29.2, -30],
  [3, 4, 4],
  [1.25e-7, 1.31e-7, 1.3e-7],
  [990, 1250, 1000],
])("the roundest number above %d and up to %d is %d", (above, upTo, expected) => {
  expect(roundNumber(above, upTo)).toBeCloseTo(expected, 12);
});

test("times are cut where a year, a month, a day begins", () => {
  const at = (text: string): number => Date.parse(text);
  expect(roundTime(at("2019-11-05T10:00Z"), at("2020-02-03T04:00Z"))).toBe(at("2020-01-01T00:00Z"));
  expect(roundTime(at("2020-01-05T10:00Z"), at("2020-02-03T04:00Z"))).toBe(at("2020-02-01T00:00Z"));
  expect(roundTime(at("2020-02-02T10:00Z"), at("2020-02-03T04:00Z"))).toBe(at("2020-02-03T00:00Z"));
});
