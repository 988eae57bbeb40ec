import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialCdf, binomialUpper, logBinomialPmf } from "./binomial.ts";
import { rootBetween } from "./root.ts";

test("three throws of a coin, by hand", () => {
  expect([0, 1, 2, 3].map((k) => Math.exp(logBinomialPmf(k, 3, 0.5)))).toEqual(
    [1, 3, 3, 1].map((ways) => expect.closeTo(ways / 8, 14)),
  );
  expect(binomialCdf(1, 3, 0.5)).toBeCloseTo(0.5, 14);
  expect(binomialUpper(3, 3, 0.5)).toBeCloseTo(0.125, 14);
  expect([binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5), binomialUpper(0, 3, 0.5), binomialUpper(4, 3, 0.5)]).toEqual(
    [0, 1, 1, 0],
  );
});

test("a coin that always or never falls on its head", () => {
  expect([logBinomialPmf(0, 5, 0), logBinomialPmf(5, 5, 1), logBinomialPmf(1, 5, 0)]).toEqual([0, 0, -Infinity]);
  expect([binomialCdf(0, 5, 0), binomialUpper(5, 5, 1), binomialUpper(1, 5, 0)]).toEqual([1, 1, 0]);
});

test("tails are the sums of the probabilities, and add up to one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.nat(200),
      fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
      (n, at, p) => {
        const k = at % (n + 1);
        let sum = 0;
        for (let j = n; j >= k; j--) sum += Math.exp(logBinomialPmf(j, n, p));
        expect(Math.abs(binomialUpper(k, n, p) - sum)).toBeLessThanOrEqual(1e-12 * sum);
        expect(binomialCdf(k - 1, n, p) + binomialUpper(k, n, p)).toBeCloseTo(1, 13);
      },
    ),
  );
});

test("a root is found to the last digits, also where the function jumps", () => {
  expect(rootBetween((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(rootBetween((x) => Math.exp(x) - 1e-8, -100, 100)).toBeCloseTo(Math.log(1e-8), 13);
  expect(rootBetween((x) => (x < 1 / 3 ? -1 : 1), 0, 1)).toBeCloseTo(1 / 3, 15);
  expect(rootBetween((x) => x, -1, 1)).toBe(0);
});
