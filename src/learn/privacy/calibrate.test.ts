import { describe, expect, test } from "vitest";
import { epsilonOf, noiseFor } from "./calibrate.ts";
import { gaussianEpsilon } from "../../stats/gaussian-mechanism.ts";

const refused = expect.objectContaining({ name: "TelltaleError", code: "PRIVACY_SETTING_INVALID" });

describe.each([
  { epsilon: 1, delta: 1e-5, sampleRate: 0.01, steps: 1000 },
  { epsilon: 3, delta: 1e-6, sampleRate: 0.1, steps: 500 },
  { epsilon: 0.05, delta: 1e-5, sampleRate: 0.001, steps: 100 },
  { epsilon: 0.001, delta: 1e-5, sampleRate: 0.5, steps: 10 },
  { epsilon: 50, delta: 1e-5, sampleRate: 0.1, steps: 10 },
  { epsilon: 1, delta: 1e-5, sampleRate: 1, steps: 7 },
])("noise for %o", ({ epsilon, ...rest }) => {
  const noise = noiseFor({ epsilon, ...rest });

  test("guarantees epsilon", () => {
    expect(epsilonOf({ noise, ...rest })).toBeLessThanOrEqual(epsilon);
  });

  test("is hardly more than is needed", () => {
    expect(epsilonOf({ noise: noise * 0.99, ...rest })).toBeGreaterThan(epsilon);
  });
});

test("without sampling, noise is that of the analytic Gaussian mechanism", () => {
  const noise = noiseFor({ epsilon: 2, delta: 1e-6, sampleRate: 1, steps: 16 });
  expect(gaussianEpsilon(4 / noise, 1e-6) / 2).toBeCloseTo(1, 2);
});

test.each(["prv", "rdp"] as const)("with %s, bare releases have no epsilon and no releases epsilon 0", (accountant) => {
  const usual = { noise: 1, sampleRate: 0.1, steps: 10, delta: 1e-5, accountant };
  expect(epsilonOf({ ...usual, noise: 0 })).toBe(Infinity);
  expect(epsilonOf({ ...usual, sampleRate: 0 })).toBe(0);
  expect(epsilonOf({ ...usual, steps: 0 })).toBe(0);
  expect(epsilonOf({ ...usual, noise: 0, steps: 0 })).toBe(0);
  expect(epsilonOf({ ...usual, noise: Infinity })).toBe(0);
});

test("where nothing is released, or anything may be, no noise is needed", () => {
  const usual = { epsilon: 1, delta: 1e-5, sampleRate: 0.1, steps: 10 };
  expect(noiseFor({ ...usual, sampleRate: 0 })).toBe(0);
  expect(noiseFor({ ...usual, steps: 0 })).toBe(0);
  expect(noiseFor({ ...usual, epsilon: Infinity })).toBe(0);
});

test("numbers without a meaning are refused", () => {
  const usual = { noise: 1, sampleRate: 0.1, steps: 10, delta: 1e-5 };
  const wrong = [
    ...[0, 1, -1, 2, Number.NaN].map((delta) => ({ delta })),
    ...[-0.1, 1.1, Number.NaN].map((sampleRate) => ({ sampleRate })),
    ...[-1, 1.5, Infinity, Number.NaN].map((steps) => ({ steps })),
    ...[-1, Number.NaN].map((noise) => ({ noise })),
  ];
  for (const change of wrong) {
    expect(() => epsilonOf({ ...usual, ...change })).toThrow(refused);
    expect(() => epsilonOf({ ...usual, ...change, accountant: "rdp" })).toThrow(refused);
  }
  for (const epsilon of [0, -1, Number.NaN]) expect(() => noiseFor({ ...usual, epsilon })).toThrow(refused);
});
