import { expect, test } from "vitest";
import { meanGap, meanInterval, meanOf, welch } from "./means.ts";

const a = meanOf([3.1, 4.2, Number.NaN, 5.9, 2.2]);
const b = meanOf([1, 2.5, 1.7, 3.3, 0.4]);

test("t intervals of scipy 1.17: of a mean, and Welch's of a difference", () => {
  expect(meanInterval(a)?.low).toBeCloseTo(1.3156721841455026, 9);
  expect(meanInterval(a)?.high).toBeCloseTo(6.3843278158544985, 9);
  expect(welch(a, b).low).toBeCloseTo(-0.32354421450203263, 9);
  expect(welch(a, b).high).toBeCloseTo(4.463544214502033, 9);
  expect(meanInterval(meanOf([7]))).toBeNull();
});

test("the gap of means: low is corrected for the pair that was chosen", () => {
  const gap = meanGap([b, a]);
  expect(gap.value).toBeCloseTo(a.mean - b.mean, 12);
  expect(gap.low).toBe(0);
  expect(gap.high).toBeCloseTo(4.463544214502033, 9);
  expect(meanGap([a])).toEqual({ value: 0, low: 0, high: 0 });
});
