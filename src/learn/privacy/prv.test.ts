import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaussianEpsilon } from "../../stats/gaussian-mechanism.ts";
import { prvEpsilon } from "./prv.ts";
import { rdpEpsilon } from "./rdp.ts";
import { deltaOfStep } from "./testing/one-step.ts";
import { references } from "./testing/references.ts";

describe.each(references)("$mechanism at $delta", ({ mechanism, delta, prv, pld, rdp }) => {
  const { lower, estimate, upper } = prvEpsilon(mechanism, { delta });

  test("the bounds enclose the estimate and are near each other", () => {
    expect(lower).toBeLessThanOrEqual(estimate);
    expect(estimate).toBeLessThanOrEqual(upper);
    expect(upper - lower).toBeLessThanOrEqual(
      Math.max(1e-4, 0.01 * Math.min(1, rdp.epsilon), 0.001 * rdp.epsilon) * 1.5,
    );
  });

  test("the estimate is that of Opacus and dp-accounting to .001", () => {
    expect(Math.abs(estimate - (prv.low + prv.high) / 2)).toBeLessThan(1e-3);
    expect(Math.abs(estimate - pld)).toBeLessThan(1e-3);
  });

  test("the guarantee is no lower than what is possible, nor higher than what the others guarantee", () => {
    expect(upper).toBeGreaterThanOrEqual(prv.low);
    expect(lower).toBeLessThanOrEqual(pld + 1e-6); // pessimistic too
    expect(upper).toBeLessThanOrEqual(rdp.epsilon);
    expect(upper).toBeLessThanOrEqual(prv.high);
  });
});

test("one step is enclosed, whichever direction is the worse", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.3, max: 10, noNaN: true }),
      fc.double({ min: 0.001, max: 0.99, noNaN: true }),
      fc.double({ min: -7, max: -2, noNaN: true }),
      (noise, sampleRate, log10) => {
        const delta = 10 ** log10;
        const step = { noise, sampleRate };
        const { lower, upper } = prvEpsilon({ ...step, steps: 1 }, { delta });
        const exact = (epsilon: number): number =>
          Math.max(
            deltaOfStep(step, { direction: "remove", epsilon }),
            deltaOfStep(step, { direction: "add", epsilon }),
          );
        expect(exact(upper)).toBeLessThanOrEqual(delta * (1 + 1e-9));
        if (lower > 0) expect(exact(lower)).toBeGreaterThanOrEqual(delta * (1 - 1e-9));
      },
    ),
    { numRuns: 40 },
  );
});

test("as the rate draws near 1, the exact Gaussian is enclosed", () => {
  const { lower, upper } = prvEpsilon({ noise: 3, sampleRate: 1 - 1e-12, steps: 40 }, { delta: 1e-6 });
  const exact = gaussianEpsilon(Math.sqrt(40) / 3, 1e-6);
  expect(lower).toBeLessThanOrEqual(exact);
  expect(upper).toBeGreaterThanOrEqual(exact - 1e-8);
});

test.each([
  [{ noise: 1e-9, sampleRate: 0.01, steps: 1000 }, 1e-5],
  [{ noise: 0.01, sampleRate: 0.01, steps: 1000 }, 1e-5],
  [{ noise: 1, sampleRate: 1e-4, steps: 10_000_000 }, 1e-5],
  [{ noise: 1e6, sampleRate: 0.5, steps: 1000 }, 1e-12],
  [{ noise: 4, sampleRate: 0.01, steps: 1_000_000 }, 1e-9],
  [{ noise: 1, sampleRate: 1e-9, steps: 1_000_000 }, 1e-5],
])("at the extremes bounds stay in order and below the Renyi bound: %o at %d", (mechanism, delta) => {
  const { lower, estimate, upper } = prvEpsilon(mechanism, { delta });
  expect(lower).toBeGreaterThanOrEqual(0);
  expect(lower).toBeLessThanOrEqual(estimate);
  expect(estimate).toBeLessThanOrEqual(upper);
  const orders = Array.from({ length: 62 }, (_, i) => 2 + i);
  expect(upper).toBeLessThanOrEqual(rdpEpsilon(mechanism, { delta, orders }).epsilon);
});
