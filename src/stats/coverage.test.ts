// How often a bound lies beyond the truth, exactly: the sum over all tables that could be drawn.
// The caps are those of right code (docs: "does the ruler itself work?"); a wrong formula exceeds them.
import { describe, expect, test } from "vitest";
import { logBinomialPmf } from "./binomial.ts";
import { newcombe } from "./difference.ts";
import { logGamma } from "./log-gamma.ts";
import { clopperPearson, wilson, type Interval } from "./proportion.ts";
import { scas, tang } from "./ratio.ts";

interface Tails {
  low: number;
  high: number;
}

const pmf = (n: number, p: number): Float64Array =>
  Float64Array.from({ length: n + 1 }, (_, k) => Math.exp(logBinomialPmf(k, n, p)));
const grid = (from: number, to: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
const add = (tails: Tails, { low, high }: Interval, truth: number, weight: number): void => {
  // a bound that equals the truth up to rounding is no error
  if (low > truth + 1e-9) tails.low += weight;
  if (high < truth - 1e-9) tails.high += weight;
};
const worst = (all: readonly Tails[]): Tails => ({
  low: Math.max(...all.map(({ low }) => low)),
  high: Math.max(...all.map(({ high }) => high)),
});

describe("one proportion, n = 7, 30, 60", () => {
  const tailsOf = (interval: (x: number, n: number) => Interval, n: number): Tails => {
    const intervals = Array.from({ length: n + 1 }, (_, x) => interval(x, n));
    return worst(
      grid(0.002, 0.998, 498).map((p) => {
        const tails = { low: 0, high: 0 };
        pmf(n, p).forEach((weight, x) => add(tails, intervals[x] ?? { low: 0, high: 0 }, p, weight));
        return tails;
      }),
    );
  };
  test.each([7, 30, 60])("Clopper-Pearson errs in at most .025 on either side (n = %i)", (n) => {
    const { low, high } = tailsOf(clopperPearson, n);
    expect(low).toBeLessThanOrEqual(0.025);
    expect(high).toBeLessThanOrEqual(0.025);
    expect(low).toBeGreaterThan(0.02); // and is not wider than it must be
  });
  test.each([7, 30, 60])("Wilson errs in at most .17, which it nearly reaches: display only (n = %i)", (n) => {
    const { low, high } = tailsOf(wilson, n);
    expect(Math.max(low, high)).toBeLessThanOrEqual(0.17);
    expect(low).toBeGreaterThan(0.1);
  });
});

/** The worst tails over the given truths of an interval from two independent samples. */
function worstOfTwo(
  [n1, n2]: readonly [number, number],
  interval: (x1: number, x2: number) => Interval,
  truths: readonly { readonly p1: number; readonly p2: number; readonly value: number }[],
): Tails {
  const tables = Array.from({ length: n1 + 1 }, (_, x1) =>
    Array.from({ length: n2 + 1 }, (__, x2) => interval(x1, x2)),
  );
  return worst(
    truths.map(({ p1, p2, value }) => {
      const tails = { low: 0, high: 0 };
      const [w1, w2] = [pmf(n1, p1), pmf(n2, p2)];
      tables.forEach((row, x1) => row.forEach((one, x2) => add(tails, one, value, w1[x1]! * w2[x2]!)));
      return tails;
    }),
  );
}

const rates = grid(0.02, 0.98, 24);

const advantage = (p1: number, p2: number) => ({ p1, p2, value: (p1 - p2) / (1 - p2) });

// Also found so by a second implementation: with few people and rates near 0 or 1 a tail of Laud's score reaches .048.
test.each([
  { na: 10, nc: 10, anywhere: 0.05, inside: 0.04 },
  { na: 20, nc: 60, anywhere: 0.05, inside: 0.035 },
  { na: 60, nc: 20, anywhere: 0.05, inside: 0.035 },
  { na: 60, nc: 60, anywhere: 0.05, inside: 0.035 },
])(
  "R by the repaired score, $na people and $nc outsiders: tails of .03 without a leak, $inside, $anywhere anywhere",
  (design) => {
    const { na, nc } = design;
    const tails = (truths: readonly { p1: number; p2: number; value: number }[]): number => {
      const { low, high } = worstOfTwo([na, nc], (ha, hc) => scas(ha, na, hc, nc), truths);
      return Math.max(low, high);
    };
    const inside = rates.filter((p) => p >= 0.05 && p <= 0.8);
    expect(tails(grid(0.005, 0.995, 198).map((p) => advantage(p, p)))).toBeLessThanOrEqual(0.03);
    expect(tails(inside.flatMap((p1) => inside.map((p2) => advantage(p1, p2))))).toBeLessThanOrEqual(design.inside);
    expect(tails(rates.flatMap((p1) => rates.map((p2) => advantage(p1, p2))))).toBeLessThanOrEqual(design.anywhere);
  },
);

test.each([
  [30, 30],
  [30, 60],
  [60, 60],
])("Newcombe errs in at most .05 on either side where the difference is at most .2 (n = %i, %i)", (n1, n2) => {
  const truths = rates.flatMap((p1) =>
    rates.filter((p2) => Math.abs(p1 - p2) <= 0.2).map((p2) => ({ p1, p2, value: p1 - p2 })),
  );
  const { low, high } = worstOfTwo([n1, n2], (x1, x2) => newcombe(x1, n1, x2, n2), truths);
  expect(low).toBeLessThanOrEqual(0.05);
  expect(high).toBeLessThanOrEqual(0.05);
});

test.each([20, 30])("paired R errs in at most .04 on either side (n = %i)", (n) => {
  interface Cell {
    readonly counts: readonly [number, number, number, number];
    readonly ways: number;
    readonly bounds: Interval;
  }
  const cells: Cell[] = [];
  for (let x11 = 0; x11 <= n; x11++)
    for (let x12 = 0; x12 <= n - x11; x12++)
      for (let x21 = 0; x21 <= n - x11 - x12; x21++) {
        const counts = [x11, x12, x21, n - x11 - x12 - x21] as const;
        const ways = logGamma(n + 1) - counts.reduce((sum, x) => sum + logGamma(x + 1), 0);
        cells.push({ counts, ways, bounds: tang(x11, x12, x21, n) });
      }
  const shares = [0.1, 0.25, 0.4];
  const truths = shares.flatMap((p11) =>
    [0.02, 0.1, 0.25].flatMap((p12) => [0.02, 0.1, 0.25].map((p21) => [p11, p12, p21, 1 - p11 - p12 - p21])),
  );
  const { low, high } = worst(
    truths.map((p) => {
      const tails = { low: 0, high: 0 };
      const logs = p.map(Math.log);
      const truth = 1 - ((p[0] ?? 0) + (p[1] ?? 0)) / ((p[0] ?? 0) + (p[2] ?? 0));
      for (const { counts, ways, bounds } of cells) {
        const weight = Math.exp(counts.reduce((sum, x, at) => sum + x * (logs[at] ?? 0), ways));
        add(tails, bounds, truth, weight);
      }
      return tails;
    }),
  );
  expect(low).toBeLessThanOrEqual(0.04);
  expect(high).toBeLessThanOrEqual(0.04);
});
