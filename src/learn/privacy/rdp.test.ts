import fc from "fast-check";
import { expect, test } from "vitest";
import { rdpEpsilon, rdpOfStep } from "./rdp.ts";
import { references } from "./testing/references.ts";

// Opacus 1.6.0, opacus.accountants.analysis.rdp.compute_rdp; it ends the series of orders between at e^-30.
test.each([
  [2, 1, 0.01, 0.00017181342207453428],
  [1.5, 1, 0.01, 0.00012725374351154145],
  [3.7, 0.7, 0.3, 2.140156610129243],
  [32, 4, 0.001, 1.0339541043136691e-6],
  [10.9, 2, 0.5, 0.7001274654610439],
  [63, 0.1, 0.2, 3148.364603411558],
])("the divergence of order %d with noise %d and rate %d is that of Opacus", (order, noise, sampleRate, rdp) => {
  expect(rdpOfStep(order, { noise, sampleRate }) / rdp).toBeCloseTo(1, 8);
});

test.each(references)(
  "epsilon of $mechanism at $delta and its order are those of Opacus",
  ({ mechanism, delta, rdp }) => {
    const ours = rdpEpsilon(mechanism, { delta });
    expect(ours.epsilon / rdp.epsilon).toBeCloseTo(1, 9);
    expect(ours.order).toBe(rdp.order);
  },
);

// dp-accounting 0.6.0, RdpAccountant(orders 2..256).get_epsilon_and_optimal_order.
test.each([
  [0.8, 0.001, 10000, 1e-6, 1.720122885906917, 8],
  [1, 0.01, 1000, 1e-5, 2.1077530754515745, 8],
  [2, 0.1, 1000, 1e-5, 9.091144593321342, 4],
  [5, 0.01, 10000, 1e-5, 0.806510326887949, 21],
  [4, 0.9, 10, 1e-5, 3.2688097424441898, 7],
  [0.5, 0.5, 20, 1e-5, 63.47055287557119, 2],
])(
  "with whole orders, noise %d, rate %d, %d steps at %d are as in dp-accounting",
  (noise, sampleRate, steps, delta, epsilon, order) => {
    const orders = Array.from({ length: 255 }, (_, i) => 2 + i);
    const ours = rdpEpsilon({ noise, sampleRate, steps }, { delta, orders });
    expect(ours.epsilon / epsilon).toBeCloseTo(1, 9);
    expect(ours.order).toBe(order);
  },
);

test("the divergence of order 2 of one step is log(1 + rate^2 (e^(1/noise^2) - 1)): by hand", () => {
  expect(rdpOfStep(2, { noise: 0.9, sampleRate: 0.3 })).toBeCloseTo(Math.log1p(0.09 * Math.expm1(1 / 0.81)), 13);
});

test("divergences grow with the order, and orders that are no integers fit between their neighbours", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.3, max: 20, noNaN: true }),
      fc.double({ min: 1e-5, max: 0.999, noNaN: true }),
      fc.integer({ min: 2, max: 40 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (noise, sampleRate, order, share) => {
        const [low = 0, between = 0, high = 0] = [order, order + share, order + 1].map((at) =>
          rdpOfStep(at, { noise, sampleRate }),
        );
        const slack = 1e-13 + 1e-9 * high;
        expect(between).toBeGreaterThanOrEqual(low - slack);
        expect(between).toBeLessThanOrEqual(high + slack);
      },
    ),
    { numRuns: 200 },
  );
});

test("it is told when the best order is the last or the first", () => {
  const little = { noise: 10, sampleRate: 0.001, steps: 10 };
  expect(rdpEpsilon(little, { delta: 1e-5 })).toMatchObject({ order: 63, edge: "largest" });
  const much = { noise: 0.1, sampleRate: 0.5, steps: 1000 };
  expect(rdpEpsilon(much, { delta: 1e-5 })).toMatchObject({ order: 1.1, edge: "smallest" });
  expect(rdpEpsilon({ noise: 1, sampleRate: 0.01, steps: 1000 }, { delta: 1e-5 }).edge).toBeNull();
});
