import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { studentQuantile } from "../stats/student.ts";
import { meanGap, meanInterval, meanOf, meansBy, welch } from "./means.ts";

// Neither is skewed.
const a = meanOf([1, 2, Number.NaN, 3, 4, 5]);
const b = meanOf([0.5, 1.5, 2.5, 0.9, 2.1]);

test("t intervals of scipy 1.17: of a mean, and Welch's of a difference", () => {
  expect(meanInterval(a)?.low).toBeCloseTo(1.0367568385224428, 9);
  expect(meanInterval(a)?.high).toBeCloseTo(4.963243161477557, 9);
  expect(welch(a, b).low).toBeCloseTo(-0.44935562201409973, 9);
  expect(welch(a, b).high).toBeCloseTo(3.4493556220140995, 9);
  expect(meanInterval(meanOf([7]))).toBeNull();
});

test("skewness as scipy's, and the interval moved by it", () => {
  const skewed = meanOf([0, 0, 0, 1, 2, 7]);
  expect(skewed.skewness).toBeCloseTo(1.4770956137838456, 12);
  const mild = meanOf([3.1, 4.2, Number.NaN, 5.9, 2.2]);
  expect(mild.skewness).toBeCloseTo(0.3566882890114956, 12);
  const [t, error] = [studentQuantile(0.975, 3), 0.796345821026686];
  const moved = (error * 0.3566882890114956 * (2 * t * t + 1)) / (6 * Math.sqrt(4));
  expect(meanInterval(mild)?.low).toBeCloseTo(3.85 - t * error + moved, 9);
  expect(meanInterval(mild)?.high).toBeCloseTo(3.85 + t * error + moved, 9);
  // Never by more than half of it.
  const { low, high } = meanInterval(skewed)!;
  expect(skewed.mean - low).toBeGreaterThanOrEqual((high - low) / 4 - 1e-12);
  expect(meanOf([3, 3, 3]).skewness).toBe(0);
  // Of a difference the skewness of both counts, against each other: of two alike there is none.
  const alike = welch(skewed, skewed);
  expect(alike.low).toBeCloseTo(-alike.high, 12);
});

test("weights and groups: the same as rows written out", () => {
  const values = Float64Array.from([1, 4, 9, 2, 2, 5]);
  const [one, two] = meansBy(Int32Array.from([0, 0, 0, 1, 1, -1]), 2, { values, weights: null });
  expect(one).toMatchObject({ rows: 3, ...meanOf([1, 4, 9]) });
  expect(two).toMatchObject({ rows: 2, mean: 2, variance: 0, skewness: 0 });
  const weighted = meanOf([1, 4, 9], [2, 1, 1]);
  expect(weighted.mean).toBe(3.75);
  expect(weighted.skewness).toBeCloseTo(meanOf([1, 1, 4, 9]).skewness, 12);
});

test("the mean of a skewed law lies outside about as often on either side, and not too often", () => {
  const random = stream(3, "means.test");
  const games = 2000;
  let [above, below] = [0, 0];
  for (let game = 0; game < games; game++) {
    const squares = Array.from({ length: 100 }, () => random.normal() ** 2); // mean 1, skewness 2.8
    const { low, high } = meanInterval(meanOf(squares))!;
    if (low > 1) above++;
    if (high < 1) below++;
  }
  // Student's alone: .006 and .055.
  expect(above).toBeLessThan(0.035 * games);
  expect(below).toBeLessThan(0.043 * games);
});

test("the gap of means: low is corrected for the pair that was chosen", () => {
  const gap = meanGap([b, a]);
  expect(gap.value).toBeCloseTo(a.mean - b.mean, 12);
  expect(gap.low).toBe(0);
  expect(gap.high).toBeCloseTo(3.4493556220140995, 9);
  expect(meanGap([a])).toEqual({ value: 0, low: 0, high: 0 });
});
