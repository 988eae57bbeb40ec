import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf } from "./cells.ts";
import { merge, seenFrom, spread, type Direction, type GridLoss } from "./discretise.ts";
import { deltaOfStep } from "./testing/one-step.ts";

const deltaOf = ({ width, from, mass, infinite }: GridLoss, epsilon: number): number =>
  mass.reduce((sum, p, i) => sum + p * Math.max(0, -Math.expm1(epsilon - (from + i) * width)), infinite);

const settings = fc.record({
  noise: fc.double({ min: 0.3, max: 10, noNaN: true }),
  sampleRate: fc.double({ min: 0.001, max: 0.99, noNaN: true }),
  width: fc.double({ min: 0.002, max: 0.2, noNaN: true }),
  direction: fc.constantFrom<Direction>("remove", "add"),
  at: fc.double({ min: -1, max: 3, noNaN: true }),
});

test("spread losses are never more private than one step is, merged ones never less", () => {
  fc.assert(
    fc.property(settings, ({ noise, sampleRate, width, direction, at }) => {
      const cells = seenFrom(direction, cellsOf({ noise, sampleRate }, { width, reach: 9 }));
      const exact = deltaOfStep({ noise, sampleRate }, { direction, epsilon: at });
      expect(deltaOf(spread(cells), at)).toBeGreaterThanOrEqual(exact - 1e-13);
      expect(deltaOf(merge(cells), at)).toBeLessThanOrEqual(exact + 1e-13);
    }),
    { numRuns: 300 },
  );
});

test("spreading keeps the mass with and without the record", () => {
  fc.assert(
    fc.property(settings, ({ noise, sampleRate, width, direction }) => {
      const { mass, from } = spread(seenFrom(direction, cellsOf({ noise, sampleRate }, { width, reach: 9 })));
      expect(mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 11);
      expect(mass.reduce((sum, p, i) => sum + p * Math.exp(-(from + i) * width), 0)).toBeCloseTo(1, 11);
      expect(Math.min(...mass)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 50 },
  );
});

test("both draw near the truth as the square of the width", () => {
  const gap = (width: number): number => {
    const cells = cellsOf({ noise: 2, sampleRate: 0.3 }, { width, reach: 9 });
    return deltaOf(spread(cells), 0) - deltaOf(merge(cells), 0);
  };
  expect(gap(0.02) / gap(0.01)).toBeGreaterThan(3);
});
