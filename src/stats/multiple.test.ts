import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, holm } from "./multiple.ts";

const rounded = (p: readonly number[]): number[] => p.map((one) => Number(one.toFixed(12)));

test("Holm by hand: the smallest of four counts four times, and later ones never fall below it", () => {
  expect(rounded(holm([0.01, 0.04, 0.03, 0.005]))).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test("nothing asked, nothing adjusted; one question is not corrected", () => {
  expect([holm([]), holm([0.02])]).toEqual([[], [0.02]]);
});

test("p <= Holm <= Bonferroni, in the same order, whatever the order given", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
      const adjusted = holm(p);
      for (const [at, one] of p.entries()) {
        expect(adjusted[at]).toBeGreaterThanOrEqual(one);
        expect(adjusted[at]).toBeLessThanOrEqual(Math.min(1, one * p.length));
        for (const [other, two] of p.entries())
          if (one < two) expect(adjusted[at]).toBeLessThanOrEqual(adjusted[other] ?? Number.NaN);
      }
      expect(holm(p.toReversed())).toEqual(adjusted.toReversed());
    }),
  );
});

test("Benjamini and Hochberg, their own example (1995, table 1): the four smallest of fifteen are below .05", () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  const adjusted = benjaminiHochberg(p);
  expect(adjusted.filter((one) => one <= 0.05)).toHaveLength(4);
  expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 15);
  expect(adjusted[5]).toBeCloseTo((0.0298 * 15) / 7, 3); // not more than the next one's: 0.0298 x 15/7
  expect(rounded(benjaminiHochberg(p.toReversed()))).toEqual(rounded(adjusted.toReversed()));
  expect(benjaminiHochberg([])).toEqual([]);
});

test("p <= Benjamini and Hochberg <= Holm", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
      const strict = holm(p);
      benjaminiHochberg(p).forEach((one, at) => {
        expect(one).toBeGreaterThanOrEqual(p[at]! - 1e-15);
        expect(one).toBeLessThanOrEqual(strict[at]! + 1e-12);
      });
    }),
  );
});
