import fc from "fast-check";
import { expect, test } from "vitest";
import { gaussianDelta, gaussianEpsilon } from "./gaussian-mechanism.ts";

// dp-accounting 0.6.0, gaussian_mechanism.get_epsilon_gaussian(1/mu, delta), to its tolerance.
test.each([
  [1, 1e-5, 4.377178095681137],
  [0.1, 1e-6, 0.3968573776440832],
  [5, 1e-9, 41.83337508055054],
  [20, 1e-5, 284.39184949774256],
])("epsilon of mu = %d at delta = %d is that of dp-accounting", (mu, delta, epsilon) => {
  expect(gaussianEpsilon(mu, delta) / epsilon).toBeCloseTo(1, 8);
});

test("epsilon is the inverse of delta", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
      (mu, delta) => {
        const epsilon = gaussianEpsilon(mu, delta);
        const back = gaussianDelta(mu, epsilon);
        if (epsilon === 0) expect(back).toBeLessThanOrEqual(delta * (1 + 1e-9));
        else expect(back / delta).toBeCloseTo(1, 6);
      },
    ),
  );
});

test("so little noise that e^epsilon is no double, still the inverse of delta; without noise, infinite", () => {
  const epsilon = gaussianEpsilon(60, 1e-5);
  expect(epsilon).toBeGreaterThan(710);
  expect(gaussianDelta(60, epsilon) / 1e-5).toBeCloseTo(1, 6);
  expect(gaussianEpsilon(Infinity, 1e-5)).toBe(Infinity);
  expect(gaussianEpsilon(1, 0)).toBe(Infinity);
  expect(gaussianEpsilon(0, 1e-5)).toBe(0);
  expect(gaussianEpsilon(0.001, 0.5)).toBe(0);
  expect(gaussianEpsilon(-Infinity, 1e-5)).toBe(0);
});
