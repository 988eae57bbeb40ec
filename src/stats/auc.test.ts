import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  auc,
  aucInterval,
  aucOfLevels,
  delong,
  logitInterval,
  newcombe5,
  placements,
  type AucEstimate,
} from "./auc.ts";
import { maxNormalQuantile } from "./max-normal.ts";
import { normalQuantile } from "./normal.ts";
import { stream } from "./stream.ts";

const estimate = (members: readonly number[], outsiders: readonly number[]): AucEstimate => {
  const { auc: area, covariance } = delong([{ members, outsiders }]);
  return { auc: area[0]!, variance: covariance[0]![0]!, members: members.length, outsiders: outsiders.length };
};

describe("by hand", () => {
  test("1 2 3 against 1 2 3: half of all pairs", () => {
    expect(auc({ members: [1, 2, 3], outsiders: [1, 2, 3] })).toBe(0.5);
  });
  test("1 1 2 2 against 1 2 2 3: 5 of 16, placements by counting", () => {
    const { auc: area, members, outsiders } = placements({ members: [1, 1, 2, 2], outsiders: [1, 2, 2, 3] });
    expect(area).toBe(0.3125);
    expect([...members]).toEqual([0.125, 0.125, 0.5, 0.5]);
    expect([...outsiders]).toEqual([0.75, 0.25, 0.25, 0]);
  });
  test("a score that is not a number has no place", () => {
    expect(() => auc({ members: [1, Number.NaN], outsiders: [1] })).toThrow(RangeError);
    expect(auc({ members: [Infinity, 1], outsiders: [-Infinity] })).toBe(1);
  });
});

describe("against 40-digit arithmetic (an independent script)", () => {
  const s1 = [0.14, 1.704, 1.897, 0.817, 0.914, 0.01, -0.414, -0.4, -0.498, 1.429, 0.444, 0.628];
  const s0 = [
    -0.64, -1.088, -1.202, -0.842, 0.599, 0.018, -0.457, -0.239, -1.427, 1.231, -1.216, 0.042, 2.137, -2.551, -1.407,
  ];
  test("DeLong's error and interval on the logit scale", () => {
    const found = estimate(s1, s0);
    expect(found.auc).toBeCloseTo(0.7833333333333333, 14);
    expect(Math.sqrt(found.variance)).toBeCloseTo(0.09179284245476836, 14);
    expect(logitInterval(found).low).toBeCloseTo(0.5560553971185794, 13);
    expect(logitInterval(found).high).toBeCloseTo(0.9125542033819871, 13);
  });
  test.each([
    [0.5, 10, 10, 0.27351558818989397, 0.726484411810106],
    [0.95, 50, 20, 0.847731582288838, 0.9836854819431682],
    [1, 10, 10, 0.8002136128811059, 1],
    [0, 10, 10, 0, 0.19978638711889407],
    [1, 1_000_000, 1_000_000, 0.9999980792668244, 1],
    [0.001, 40, 40, 1.953141404303334e-5, 0.051842290537653976],
  ])("Newcombe's method 5: %d of %i and %i", (area, n1, n0, low, high) => {
    const found = newcombe5(area, n1, n0);
    expect(found.low).toBeCloseTo(low, 14);
    expect(found.high).toBeCloseTo(high, 14);
  });
});

describe("which interval", () => {
  test("everybody above every outsider: low = (gamma/2)^(1/min n), exact; mirrored below", () => {
    expect(aucInterval(estimate([11, 12, 13], [1, 2]))).toEqual({ low: Math.sqrt(0.025), high: 1 });
    expect(aucInterval(estimate([1, 2], [11, 12, 13]))).toEqual({ low: 0, high: 1 - Math.sqrt(0.025) });
  });
  test("all scores equal: nothing is known", () => {
    expect(aucInterval(estimate([2, 2, 2], [2, 2, 2]))).toEqual({ low: 0, high: 1 });
  });
  test("DeLong alone in the middle; joined with Newcombe's where sizes differ or the area is large", () => {
    const plain = { auc: 0.6, variance: 0.0025, members: 50, outsiders: 60 };
    expect(aucInterval(plain)).toEqual(logitInterval(plain));
    for (const wide of [
      { ...plain, outsiders: 120 },
      { ...plain, auc: 0.8 },
      { ...plain, auc: 0.2 },
    ]) {
      const [a, b] = [logitInterval(wide), newcombe5(wide.auc, wide.members, wide.outsiders)];
      expect(aucInterval(wide)).toEqual({ low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) });
    }
  });
});

const scores = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 30 });

test("sorting gives what comparing every pair gives, and counting levels gives the same", () => {
  fc.assert(
    fc.property(scores, scores, (members, outsiders) => {
      let pairs = 0;
      for (const a of members) for (const b of outsiders) pairs += a > b ? 1 : a === b ? 0.5 : 0;
      const found = estimate(members, outsiders);
      expect(found.auc).toBeCloseTo(pairs / members.length / outsiders.length, 12);
      const counts = (of: readonly number[]): Uint32Array => {
        const at = new Uint32Array(13);
        for (const one of of) at[one]!++;
        return at;
      };
      const byLevels = aucOfLevels(counts(members), counts(outsiders));
      expect(byLevels.auc).toBeCloseTo(found.auc, 12);
      expect(byLevels.variance).toBeCloseTo(found.variance, 12);
    }),
  );
});

test("turning members and outsiders round mirrors area and interval", () => {
  fc.assert(
    fc.property(scores, scores, (members, outsiders) => {
      const one = aucInterval(estimate(members, outsiders));
      const other = aucInterval(estimate(outsiders, members));
      expect(one.low).toBeCloseTo(1 - other.high, 10);
      expect(one.high).toBeCloseTo(1 - other.low, 10);
    }),
  );
});

test("the area lies inside its interval, which grows with the confidence", () => {
  fc.assert(
    fc.property(scores, scores, (members, outsiders) => {
      const found = estimate(members, outsiders);
      const [narrow, wide] = [aucInterval(found, 0.2), aucInterval(found, 0.01)];
      expect(wide.low).toBeLessThanOrEqual(narrow.low);
      expect(narrow.low).toBeLessThanOrEqual(found.auc + 1e-12);
      expect(found.auc).toBeLessThanOrEqual(narrow.high + 1e-12);
      expect(narrow.high).toBeLessThanOrEqual(wide.high);
    }),
  );
});

test("covariance: an attack with itself is its variance, with its mirror image minus that, with unrelated noise about none", () => {
  const random = stream(1, "auc test");
  const draw = (n: number, mean: number): number[] => Array.from({ length: n }, () => mean + random.normal());
  const one = { members: draw(400, 1), outsiders: draw(400, 0) };
  const mirror = { members: one.members.map((x) => -x), outsiders: one.outsiders.map((x) => -x) };
  const other = { members: draw(400, 1), outsiders: draw(400, 0) };
  const { covariance } = delong([one, one, mirror, other]);
  const v = covariance[0]![0]!;
  expect(covariance[0]![1]).toBeCloseTo(v, 15);
  expect(covariance[0]![2]).toBeCloseTo(-v, 15);
  expect(Math.abs(covariance[0]![3]!)).toBeLessThan(0.2 * v);
});

describe("the largest of several normal numbers", () => {
  const equal = (k: number, r: number): number[][] =>
    Array.from({ length: k }, (_, i) => Array.from({ length: k }, (__, j) => (i === j ? 4 : 4 * r)));
  test.each([1, 2, 5, 12])("independent: the quantile of one at .975^(1/%i)", (k) => {
    expect(Math.abs(maxNormalQuantile(equal(k, 0), 0.025) - normalQuantile(0.975 ** (1 / k)))).toBeLessThan(0.03);
  });
  test("the same one several times: its own quantile; in between: in between", () => {
    const [same, half, apart] = [1, 0.5, 0].map((r) => maxNormalQuantile(equal(6, r), 0.025));
    expect(Math.abs(same! - 1.96)).toBeLessThan(0.03);
    expect(half!).toBeGreaterThan(same!);
    expect(apart!).toBeGreaterThan(half!);
  });
  test("what never varies is left out", () => {
    expect(
      maxNormalQuantile(
        [
          [0, 0],
          [0, 1],
        ],
        0.025,
      ),
    ).toBe(maxNormalQuantile([[1]], 0.025));
  });
});
