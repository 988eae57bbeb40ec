import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled, stream } from "../../../stats/stream.ts";
import { shareOf } from "./share.ts";

/** All ways to draw `k` of 0..n-1. */
const subsets = (n: number, k: number): number[][] =>
  k === 0
    ? [[]]
    : Array.from({ length: n - k + 1 }, (_, i) => n - 1 - i).flatMap((last) =>
        last >= k - 1 ? subsets(last, k - 1).map((rest) => [...rest, last]) : [],
      );

describe("the share of train and its null", () => {
  test("mean and standard deviation are those of all ways to draw the members", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 9 }),
        fc.nat(1000),
        (weights, at) => {
          const train = 1 + (at % (weights.length - 1));
          const total = weights.reduce((sum, w) => sum + w, 0);
          fc.pre(total > 0);
          const shares = subsets(weights.length, train).map(
            (drawn) => drawn.reduce((sum, i) => sum + weights[i]!, 0) / total,
          );
          const mean = shares.reduce((sum, s) => sum + s, 0) / shares.length;
          const sd = Math.sqrt(shares.reduce((sum, s) => sum + (s - mean) ** 2, 0) / shares.length);
          const found = shareOf(Float64Array.from(weights), train);
          expect(found?.reference).toBeCloseTo(mean, 12);
          expect(found?.sd).toBeCloseTo(sd, 12);
        },
      ),
    );
  });

  test("by hand: three synthetic rows, two of them nearest to the one member of four people", () => {
    const found = shareOf(Float64Array.of(2, 1, 0, 0), 1);
    expect(found?.value).toBeCloseTo(2 / 3, 15);
    expect(found?.reference).toBe(0.25);
    // The share is 2/3, 1/3, 0, 0 by who is the member: mean 1/4, variance (4/9 + 1/9)/4 - 1/16.
    expect(found?.sd).toBeCloseTo(Math.sqrt(5 / 36 - 1 / 16), 15);
  });

  test("nothing is said without weights, or with people on one side only", () => {
    expect(shareOf(new Float64Array(4), 2)).toBeNull();
    expect(shareOf(Float64Array.of(1, 1), 2)).toBeNull();
    expect(shareOf(Float64Array.of(1, 1), 0)).toBeNull();
    expect(shareOf(new Float64Array(), 0)).toBeNull();
  });
});

describe("calibration: 2,000 reshuffles of who was in the data", () => {
  // 2.5 % of 2,000 is 50; 71 is the 99.9 % quantile of Bin(2000, .025).
  const most = 71;
  const designs = {
    "each real row is nearest to about one synthetic row": (s: ReturnType<typeof stream>) => s.int(3),
    "a few real rows are nearest to most synthetic rows": (s: ReturnType<typeof stream>) =>
      s.int(10) === 0 ? s.int(40) : 0,
    "shared by ties": (s: ReturnType<typeof stream>) => s.int(5) / (1 + s.int(4)),
  };
  for (const [name, draw] of Object.entries(designs))
    test.for([100, 50, 200])(`${name}, %i of 250 in the data: both tails`, (train) => {
      const s = stream(5, "weights", name);
      const weights = Float64Array.from({ length: 250 }, () => draw(s));
      const s2 = stream(6, "reshuffles", name, train);
      const tails = { above: 0, below: 0 };
      for (let game = 0; game < 2000; game++) {
        const order = shuffled(250, s2);
        const share = shareOf(
          Float64Array.from(order, (i) => weights[i]!),
          train,
        );
        if (share && share.value > share.high) tails.above++;
        if (share && share.value < share.low) tails.below++;
      }
      expect(tails.above).toBeLessThanOrEqual(most);
      expect(tails.below).toBeLessThanOrEqual(most);
    });
});
