import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { clipped, defaultValues, granularity, heaping } from "./heaping.ts";

const random = stream(5, "heaping");
const ages = Float64Array.from({ length: 20_000 }, () => 18 + Math.floor(60 * random.next()));
const share = (of: Int8Array): number => of.filter((is) => is === 1).length / of.filter((is) => is >= 0).length;

test("a smooth distribution has its share of round numbers, over whole cycles around them", () => {
  for (const base of [5, 10]) {
    const found = heaping(ages, base)!;
    expect((found.to - found.from + 1) % base).toBe(0);
    expect(share(found.round)).toBeCloseTo(1 / base, 1.5);
  }
  // a steep one too
  const steep = ages.map((x) => Math.floor((x * x) / 70));
  expect(share(heaping(steep, 5)!.round)).toBeCloseTo(0.2, 1.5);
});

test("the window around fives is Whipple's: two below the first to two above the last", () => {
  // 2.5 % and 97.5 % of 0, 1 ... 99 are 2 and 97
  const found = heaping(
    Float64Array.from({ length: 100 }, (_, i) => i),
    5,
  )!;
  expect([found.from, found.to]).toEqual([3, 97]);
  expect(share(found.round)).toBeCloseTo(0.2, 12);
});

test("rounded ages heap; values that span too little, or are missing, do not count", () => {
  const rounded = ages.map((x, i) => (i % 2 === 0 ? 5 * Math.round(x / 5) : x));
  expect(share(heaping(rounded, 5)!.round)).toBeCloseTo(0.6, 1.5);
  expect(heaping(Float64Array.from([1, 2, 3, 4, 5, 6]), 5)).toBeNull();
  expect(heaping(new Float64Array(0), 5)).toBeNull();
  const holes = ages.map((x, i) => (i === 0 ? Number.NaN : x));
  expect(heaping(holes, 5)!.round[0]).toBe(-1);
});

test("a default value stands out; the commonest of many does not", () => {
  expect(defaultValues(ages)).toEqual([]);
  const filled = ages.map((x, i) => (i % 4 === 0 ? 999 : x));
  expect(defaultValues(filled)).toEqual([{ value: 999, count: 5000 }]);
  const twice = filled.map((x, i) => (i % 8 === 1 ? -1 : x)); // two of them do not hide each other
  expect(defaultValues(twice).map(({ value }) => value)).toEqual([999, -1]);
  expect(defaultValues(new Float64Array(100))).toEqual([]);
});

test("values cut off at an end", () => {
  expect(clipped(ages)).toEqual({ low: null, high: null });
  const cut = ages.map((x) => Math.min(x, 60));
  expect(clipped(cut).high?.value).toBe(60);
  expect(clipped(cut).low).toBeNull();
  expect(clipped(ages.map((x) => -Math.min(x, 60))).low?.value).toBe(-60);
});

test("granularity is the power of ten that values were written in", () => {
  expect(granularity(ages)).toBe(1);
  expect(granularity(ages.map((x) => x * 1000))).toBe(1000);
  expect(granularity(ages.map((x) => (7 * x + 1) / 10))).toBe(0.1);
  expect(granularity(Float64Array.from([0, Number.NaN]))).toBeNull();
  expect(granularity(ages.map((x) => x * Math.PI))).toBeNull();
});
