import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { equality, maxMin, ratio, shrunken, type Rate } from "./gaps.ts";
import { reshuffledTable } from "./gaps/table.ts";

const rates = (hits: readonly number[], n: readonly number[]): Rate[] =>
  hits.map((h, k) => ({ hits: h, n: n[k] ?? 1 }));

// 40-digit arithmetic (the rule of risk.md §5).
test.for([
  [[5, 5], [10, 10], 0, 0, 0.3725136238199143],
  [[10, 0], [10, 10], 1, 0.5270965252706448, 1],
  [[0, 0, 0], [10, 20, 30], 0, 0, 0.27753279986288926],
  [[50, 60, 70], [100, 100, 100], 0.2, 0.017421886325372102, 0.3257682908764214],
] as const)("the gap of %j of %j is the one computed elsewhere", ([hits, n, value, low, high]) => {
  const gap = maxMin(rates(hits, n));
  expect([gap.value, gap.low, gap.high]).toEqual([value, low, high].map((x) => expect.closeTo(x, 10)));
});

const anyRates = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 60 })).map(([n, h]) => ({ hits: Math.min(h, n), n })),
  { minLength: 2, maxLength: 6 },
);

test("the interval holds the gap, and the order of groups does not matter", () => {
  fc.assert(
    fc.property(anyRates, (groups) => {
      const gap = maxMin(groups);
      const turned = maxMin(groups.toReversed());
      return (
        gap.low <= gap.value + 1e-12 &&
        gap.value <= gap.high + 1e-12 &&
        Math.abs(gap.low - turned.low) < 1e-12 &&
        Math.abs(gap.high - turned.high) < 1e-12
      );
    }),
  );
});

test("shrunken rates lie between the group's own and the mean, and equal groups become the mean", () => {
  fc.assert(
    fc.property(anyRates, (groups) => {
      const p = groups.map(({ hits, n }) => hits / n);
      const mean = p.reduce((sum, one) => sum + one, 0) / p.length;
      return shrunken(groups).every(
        (own, k) => Math.min(p[k] ?? 0, mean) - 1e-12 <= own && own <= Math.max(p[k] ?? 0, mean) + 1e-12,
      );
    }),
  );
  expect(shrunken(rates([10, 11, 9], [30, 30, 30]))).toEqual([1, 1, 1].map(() => expect.closeTo(1 / 3, 12)));
});

// By hand: rates .2, .4, .6, mean .4; vbar = (.16 + .24 + .24)/100/3, S^2 = .04: kept 1 - .0021333/.04
test("shrinking by hand", () => {
  const kept = 1 - 0.64 / 300 / 0.04;
  expect(shrunken(rates([20, 40, 60], [100, 100, 100]))).toEqual(
    [0.4 - 0.2 * kept, 0.4, 0.4 + 0.2 * kept].map((x) => expect.closeTo(x, 12)),
  );
});

test("a ratio of rates is the score interval of the failures' ratio", () => {
  // The advantage of (1589, 2000) over (1448, 2000) hits, from 40-digit arithmetic, is .255435 [.167796, .334421]
  const found = ratio({ hits: 411, n: 2000 }, { hits: 552, n: 2000 });
  expect(found?.value).toBeCloseTo(411 / 552, 12);
  expect(found?.low).toBeCloseTo(1 - 0.334421, 6);
  expect(found?.high).toBeCloseTo(1 - 0.167796, 6);
  expect(ratio({ hits: 1, n: 10 }, { hits: 0, n: 10 })).toBeNull();
});

test("a table reshuffled has its margins, and the hypergeometric mean and variance", () => {
  const random = stream(1, "gaps test");
  const sizes = [30, 10, 60];
  const draws = Array.from({ length: 20_000 }, () => reshuffledTable(sizes, 25, random));
  expect(draws.every((hits) => hits.reduce((sum, h) => sum + h, 0) === 25)).toBe(true);
  sizes.forEach((n, k) => {
    const mean = draws.reduce((sum, hits) => sum + (hits[k] ?? 0), 0) / draws.length;
    const variance = draws.reduce((sum, hits) => sum + ((hits[k] ?? 0) - mean) ** 2, 0) / draws.length;
    const expected = (25 * n * (100 - n) * 75) / (100 * 100 * 99);
    expect(mean).toBeGreaterThan(0.25 * n - 4 * Math.sqrt(expected / draws.length));
    expect(mean).toBeLessThan(0.25 * n + 4 * Math.sqrt(expected / draws.length));
    expect(variance / expected).toBeGreaterThan(0.95);
    expect(variance / expected).toBeLessThan(1.05);
  });
});

test("five equal groups: the plain gap is large, its chance is said, and equality stands", () => {
  const groups = rates([12, 18, 15, 14, 16], [30, 30, 30, 30, 30]);
  const { p, chance } = equality(groups, { seed: 1, name: "test" });
  expect(maxMin(groups).value).toBeCloseTo(0.2, 12);
  expect(chance.mean).toBeGreaterThan(0.17); // E of the range of 5 normals is 2.326 sd
  expect(chance.mean).toBeLessThan(0.24);
  expect(chance.q95).toBeGreaterThan(chance.mean);
  expect(p).toBeGreaterThan(0.3);
  expect(maxMin(groups).low).toBe(0);
});

test("unequal groups are told apart, one group is not", () => {
  expect(equality(rates([10, 30], [50, 50]), { seed: 1, name: "test" }).p).toBe(0.001);
  expect(equality(rates([10], [50]), { seed: 1, name: "test" })).toMatchObject({ p: 1, chance: { mean: 0, q95: 0 } });
  expect(maxMin(rates([10], [50]))).toMatchObject({ value: 0, low: 0, high: 0 });
});
