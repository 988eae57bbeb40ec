import fc from "fast-check";
import { expect, test } from "vitest";
import { holm } from "./multiple.ts";

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
