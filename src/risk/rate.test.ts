import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf } from "../stats/beta.ts";
import { logBinomialPmf } from "../stats/binomial.ts";
import { clopperPearson } from "../stats/proportion.ts";
import { stream } from "../stats/stream.ts";
import { pFail, pPass } from "./interval.ts";
import { levelsOf, tallyOf } from "./levels.ts";
import { rateCounts, rateInterval, rateLow, rateSlope, rateTails, rateValue } from "./rate.ts";
import { anyScoreCounts } from "./testing/counts.ts";

const counted = (members: readonly number[], outsiders: readonly number[], alpha = 0.1) =>
  rateCounts(tallyOf(levelsOf({ members: Float64Array.from(members), outsiders: Float64Array.from(outsiders) })), {
    alpha,
    scale: "rate",
    of: null,
  });
const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

describe("against 40-digit arithmetic (an independent script)", () => {
  test("50..99 against 0..99: 10 of 50 above the 11th highest, [.0443, .4120]; members tie with outsiders", () => {
    const counts = counted(range(50, 50), range(100));
    expect(counts.atLeast).toBeDefined();
    expect(rateValue(counts)).toBe(0.2);
    expect(rateInterval(counts, 0.05).low).toBeCloseTo(0.04434921996954672, 12);
    expect(rateInterval(counts, 0.05).high).toBeCloseTo(0.4119775539278258, 12);
  });
  test("20 members above everybody: low .8315", () => {
    const counts = counted(
      range(20).map(() => 200),
      range(100),
    );
    expect(counts.atLeast).toBeUndefined();
    expect(rateInterval(counts, 0.05).low).toBeCloseTo(0.8315234359024484, 12);
    expect(rateInterval(counts, 0.05).high).toBe(1);
  });
  test("20 members below everybody: that of no hit among 20", () => {
    const counts = counted(
      range(20).map(() => -5),
      range(100),
    );
    expect(rateInterval(counts, 0.05).low).toBe(0);
    expect(rateInterval(counts, 0.05).high).toBeCloseTo(0.16843347098308534, 12);
    expect(rateInterval(counts, 0.05).high).toBeCloseTo(clopperPearson(0, 20, 0.05).high, 10);
  });
});

/** The formulas as they stand in risk.md, rank by rank over all of 0..n_0. */
function plainly(members: readonly number[], outsiders: readonly number[], { alpha, p }: { alpha: number; p: number }) {
  const sorted = outsiders.toSorted((a, b) => b - a);
  const n = members.length;
  let [low, high] = [0, 0];
  for (let j = 0; j <= outsiders.length; j++) {
    const weight = Math.exp(logBinomialPmf(j, outsiders.length, alpha));
    const x = j === 0 ? 0 : members.filter((one) => one > sorted[j - 1]!).length;
    const reached = j === outsiders.length ? n : members.filter((one) => one >= sorted[j]!).length;
    low += weight * (x === 0 ? 1 : betaCdf(p, x, n - x + 1));
    high += weight * (reached === n ? 0 : betaCdf(p, reached + 1, n - reached));
  }
  return { low, high };
}

test("sums by recurrence and a window of ranks are those of the definition", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 10, max: 150 }),
      fc.constantFrom(3, 20, 1000),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.integer(),
      (n1, n0, levels, p, seed) => {
        const random = stream(seed, "plainly");
        const draw = (n: number): number[] => Array.from({ length: n }, () => random.int(levels));
        const [members, outsiders] = [draw(n1), draw(n0)];
        const sums = plainly(members, outsiders, { alpha: 0.1, p });
        const tails = rateTails(counted(members, outsiders), p);
        expect(tails.low).toBeCloseTo(Math.max(1e-12, sums.low), 11);
        expect(tails.high).toBeCloseTo(Math.max(1e-12, 1 - sums.high), 11);
      },
    ),
    { numRuns: 200 },
  );
});

test("p and the interval never disagree, and p moves with the limit", () => {
  fc.assert(
    fc.property(anyScoreCounts, fc.double({ min: -0.3, max: 1, noNaN: true }), (counts, limit) => {
      const { low, high } = rateInterval(counts, 0.05);
      expect(low).toBe(rateLow(counts, 0.05));
      expect(low).toBeLessThanOrEqual(rateValue(counts) + 1e-12);
      expect(high).toBeGreaterThanOrEqual(rateValue(counts) - 1e-12);
      const apart = (bound: number): boolean => Math.abs(bound - limit) > 1e-7;
      expect(pFail(counts, limit) < 0.025 === low > limit || !apart(low)).toBe(true);
      expect(pPass(counts, limit) < 0.025 === high < limit || !apart(high)).toBe(true);
      expect(pFail(counts, limit + 0.05)).toBeGreaterThanOrEqual(pFail(counts, limit) - 1e-12);
    }),
    { numRuns: 300 },
  );
});

test("only ranks that matter are kept: those left out are less likely than 1e-12", () => {
  for (const [n0, alpha] of [
    [100, 0.1],
    [1000, 0.01],
    [20_000, 0.1],
  ] as const) {
    const { from, above } = counted(range(50), range(n0), alpha);
    let kept = 0;
    for (let j = from; j < from + above.length - 1; j++) kept += Math.exp(logBinomialPmf(j, n0, alpha));
    expect(Math.abs(1 - kept)).toBeLessThan(1.1e-12);
    expect(above.length).toBeLessThan(20 * Math.sqrt(n0 * alpha) + 10);
  }
});

test("how steep: 1 where members score as outsiders do, 0 where nobody stands out near the line", () => {
  expect(
    rateSlope(
      counted(
        range(1000),
        range(1000).map((x) => x + 0.5),
      ),
    ),
  ).toBeCloseTo(1, 1);
  expect(rateSlope(counted(range(1000, 5000), range(1000)))).toBe(0);
});

test("turned into levels, only the order of scores counts; NaN has no place", () => {
  const one = levelsOf({
    members: Float64Array.of(3, -1, 1e9),
    outsiders: Float64Array.of(3, Number.NEGATIVE_INFINITY),
  });
  expect([...one.members, ...one.outsiders, one.count]).toEqual([2, 1, 3, 2, 0, 4]);
  expect(() => levelsOf({ members: Float64Array.of(Number.NaN), outsiders: Float64Array.of(1) })).toThrow(RangeError);
});
