import fc from "fast-check";
import { expect, test } from "vitest";
import { clopperPearson, wilson } from "../stats/proportion.ts";
import { blindInterval } from "./blind.ts";

const counts = (hits: number, n: number, b: number, scale: "ratio" | "difference" = "ratio") =>
  ({ of: null, scale, design: "baseline", hits, n, sumB: n * b, sumBB: n * b * b, sumHB: hits * b }) as const;

test("a chance that is the same for everybody gives Wilson's interval, mapped to R", () => {
  const { low, high } = wilson(60, 200);
  const found = blindInterval(counts(60, 200, 0.1), 0.05);
  expect(found.low).toBeCloseTo((low - 0.1) / 0.9, 12);
  expect(found.high).toBeCloseTo((high - 0.1) / 0.9, 12);
});

test("the difference is the same without the mapping", () => {
  const { low, high } = wilson(60, 200);
  const found = blindInterval(counts(60, 200, 0.1, "difference"), 0.05);
  expect(found.low).toBeCloseTo(low - 0.1, 12);
  expect(found.high).toBeCloseTo(high - 0.1, 12);
});

test("with no hit, and with no miss, the far bound is at least as far as Clopper-Pearson's", () => {
  expect(blindInterval(counts(0, 50, 0.02), 0.05).high).toBeGreaterThanOrEqual(
    (clopperPearson(0, 50).high - 0.02) / 0.98,
  );
  // At 99.9 % it is the farther one.
  expect(blindInterval(counts(0, 50, 0.02), 0.001).high).toBeCloseTo(
    Math.max(clopperPearson(0, 50, 0.001).high - 0.02, wilson(0, 50, 0.001).high - 0.02) / 0.98,
    12,
  );
  expect(blindInterval(counts(50, 50, 0.02), 0.05).low).toBeLessThanOrEqual((clopperPearson(50, 50).low - 0.02) / 0.98);
  expect(blindInterval(counts(50, 50, 0.02), 0.05).high).toBe(1);
});

test("hits where the chance was high prove less than hits anywhere, and make the interval shorter", () => {
  // 100 targets of chance 0 and 100 of chance 1/2: 50 hits
  const even = { of: null, scale: "ratio", design: "baseline", hits: 50, n: 200, sumB: 50, sumBB: 25 } as const;
  const expected = blindInterval({ ...even, sumHB: 25 }, 0.05); // all hits where they were likely
  const anywhere = blindInterval({ ...even, sumHB: 12.5 }, 0.05);
  expect(expected.high - expected.low).toBeLessThan(anywhere.high - anywhere.low);
});

test("intervals of less confidence lie within those of more, and hold the estimate", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 0.99, noNaN: true })), { minLength: 8, maxLength: 60 }),
      fc.constantFrom("ratio" as const, "difference" as const),
      (people, scale) => {
        const sum = (of: (hit: number, b: number) => number): number => people.reduce((s, [h, b]) => s + of(+h, b), 0);
        const seen = {
          of: null,
          scale,
          design: "baseline",
          hits: sum((h) => h),
          n: people.length,
          sumB: sum((_, b) => b),
          sumBB: sum((_, b) => b * b),
          sumHB: sum((h, b) => h * b),
        } as const;
        const p = seen.hits / seen.n;
        const b = seen.sumB / seen.n;
        const estimate = scale === "ratio" ? (p - b) / (1 - b) : p - b;
        const wide = blindInterval(seen, 0.01);
        const narrow = blindInterval(seen, 0.2);
        expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-9);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-9);
        expect(narrow.low).toBeLessThanOrEqual(estimate + 1e-9);
        expect(narrow.high).toBeGreaterThanOrEqual(estimate - 1e-9);
      },
    ),
  );
});
