import { expect, test } from "vitest";
import { fit, homogeneity } from "./goodness.ts";
import { apart, ksP } from "./numbers.ts";
import { represented, representedInSample } from "./ratio.ts";
import { uniformity } from "./uniformity.ts";

test("chi-square and G against known shares, as scipy 1.17 has them", () => {
  const found = fit([50, 30, 20], [0.25, 0.25, 0.5]);
  expect(found).toMatchObject({ df: 2, leastExpected: 25 });
  expect(found.chiSquare).toBeCloseTo(44, 10);
  expect(found.p / 2.7894680928689257e-10).toBeCloseTo(1, 8);
  expect(found.g).toBeCloseTo(43.602382188665615, 10);
  expect(found.gP / 3.4030083036325965e-10).toBeCloseTo(1, 8);
});

test("two samples against each other, as scipy 1.17 has them; empty cells of both do not count", () => {
  const found = homogeneity([10, 20, 0, 30], [25, 15, 0, 20]);
  expect(found.df).toBe(2);
  expect(found.chiSquare).toBeCloseTo(9.142857142857142, 12);
  expect(found.p).toBeCloseTo(0.010343173196618252, 12);
  expect(found.g).toBeCloseTo(9.371718103460204, 12);
  expect(found.gP).toBeCloseTo(0.0092248066213541, 12);
});

test("people where the target has none refute it; one group tests nothing", () => {
  expect(fit([5, 1], [1, 0])).toMatchObject({ chiSquare: null, p: 0, g: null });
  expect(fit([5], [1])).toMatchObject({ df: 0, p: 1 });
  expect(fit([0, 0], [0.5, 0.5])).toMatchObject({ chiSquare: 0 });
  expect(homogeneity([0, 0], [1, 2])).toMatchObject({ df: 0, p: 1 });
});

test("two equal groups count as two, a lone one as one", () => {
  const even = uniformity([10, 10]);
  expect(even).toMatchObject({ imbalance: 1 });
  expect(even?.normalised).toBeCloseTo(1, 14);
  expect(even?.effective).toBeCloseTo(2, 14);
  expect(even?.inverseSimpson).toBeCloseTo(2, 14);
  expect(uniformity([10, 0])).toEqual({ entropy: 0, normalised: 0, effective: 1, inverseSimpson: 1, imbalance: null });
  expect(uniformity([7])).toMatchObject({ normalised: null });
  expect(uniformity([0, 0])).toBeNull();
});

test("KS and Wasserstein of numbers, as scipy 1.17 has them", () => {
  const [x, y] = [
    [5, 1, 2, Number.NaN, 2, 9],
    [2, 3, 4, 4, 10, 11],
  ];
  const found = apart({ values: x }, { values: y });
  expect(found).toMatchObject({ n: 5, m: 6 });
  expect(found?.ks).toBeCloseTo(0.43333333333333335, 14);
  expect(found?.wasserstein).toBeCloseTo(2, 14);
  const weighted = apart({ values: [1, 2, 2, 5, 9], weights: [1, 2, 1, 1, 3] }, { values: y });
  expect(weighted?.wasserstein).toBeCloseTo(1.458333333333333, 14);
  expect(apart({ values: [Number.NaN] }, { values: y })).toBeNull();
});

test.for([
  [0.3, 0.9999906941986655],
  [0.7, 0.7112351950296893],
  [1, 0.26999967167735456],
  [1.36, 0.049485876755377876],
  [2, 0.0006709252557796953],
] as const)("Kolmogorov's law beyond %f", ([t, p]) => {
  expect(ksP({ ks: t / 10, n: 200, m: 200 })).toBeCloseTo(p, 10);
});

test("half as many as there should be", () => {
  const found = represented(25, 100, 0.5);
  expect(found?.value).toBe(0.5);
  expect(found?.low).toBeCloseTo(0.1754521 / 0.5, 5); // Wilson: 0.17545 to 0.34305
  expect(found?.high).toBeCloseTo(0.3430446 / 0.5, 5);
  expect(represented(5, 100, 0)).toBeNull();
  expect(represented(0, 0, 0.5)).toBeNull();
});

test("against a sample the interval is wider, and a large sample is as good as a known share", () => {
  const known = represented(25, 100, 0.5)!;
  const large = representedInSample({ hits: 25, n: 100 }, { hits: 5e8, n: 1e9 })!;
  expect(large.low).toBeCloseTo(known.low, 3);
  expect(large.high).toBeCloseTo(known.high, 3);
  const small = representedInSample({ hits: 25, n: 100 }, { hits: 50, n: 100 })!;
  expect(small.low).toBeLessThan(known.low);
  expect(small.high).toBeGreaterThan(known.high);
  expect(representedInSample({ hits: 0, n: 100 }, { hits: 3, n: 10 })).toMatchObject({ value: 0, low: 0 });
  expect(representedInSample({ hits: 3, n: 10 }, { hits: 0, n: 100 })).toBeNull();
});
