import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mcnemar, newcombe, newcombePaired } from "./difference.ts";
import { clopperPearson, wilson, type Interval } from "./proportion.ts";
import { scas, scasPlain, scasZ, tang, tangZ } from "./ratio.ts";

const near = ({ low, high }: Interval, [l = 0, h = 0]: readonly number[], digits: number): void => {
  expect(low).toBeCloseTo(l, digits);
  expect(high).toBeCloseTo(h, digits);
};

describe("published and independent values", () => {
  test("Newcombe 1998, tables of the two papers: 81/263, 56/70 - 48/80, pairs (20, 12, 2, 16)", () => {
    near(wilson(81, 263), [0.2553, 0.3662], 4);
    near(clopperPearson(81, 263), [0.2527, 0.3676], 4);
    near(newcombe(56, 70, 48, 80), [0.0524, 0.3339], 4);
    near(newcombePaired(20, 12, 2, 16), [0.056156, 0.329207], 6);
  });

  // computed with 40 digits by an independent implementation of Laud 2017 (ha, na, hc, nc, R low, R high)
  test.each([
    [1589, 2000, 1448, 2000, 0.1677959281319512, 0.33442111600815366],
    [121, 2000, 0, 2000, 0.05067365769373723, 0.07159787390379348],
    [1, 2000, 3, 2000, -0.003674521694581355, 0.0012942929755503669],
    [5, 100, 2, 1000, 0.01662407388298995, 0.10510908673834417],
    [0, 20, 0, 20, -0.15556397625266433, 0.13462169074977312],
    [30, 1_000_000, 10, 1_000_000, 7.90651764250173e-6, 3.34151273225464e-5],
    [999_999, 1_000_000, 999_998, 1_000_000, -4.614705884430945, 0.9788167119489279],
  ])("skewness-corrected score of %i/%i against %i/%i", (ha, na, hc, nc, low, high) => {
    near(scasPlain(ha, na, hc, nc), [low, high], 12);
  });

  // the same for Tang, Tang & Chan 2003 (x11, x12, x21, n)
  test.each([
    [30, 5, 20, 100, 0.12271806980542314, 0.45907469563642744],
    [0, 0, 10, 20, 0.6158541179305874, 1],
    [5, 5, 0, 20, -3.2266661204414855, -0.13103507043365037],
    [300_000, 50_000, 50_300, 1_000_000, -0.0009163963536226546, 0.002626102016995045],
  ])("paired score of %i, %i, %i of %i", (x11, x12, x21, n, low, high) => {
    near(tang(x11, x12, x21, n), [low, high], 12);
  });
});

describe("by hand", () => {
  test("Clopper-Pearson at the ends is a power, for tiny errors too", () => {
    near(clopperPearson(0, 10), [0, 1 - 0.025 ** 0.1], 15);
    near(clopperPearson(10, 10, 1e-6), [5e-7 ** 0.1, 1], 15);
  });
  test("Wilson at the ends is z^2/(n + z^2)", () => {
    near(wilson(0, 10), [0, 3.8414588206941285 / 13.841458820694124], 15);
  });
  test("McNemar is twice a binomial tail: 9 against 1 is 22/1024", () => {
    expect([mcnemar(9, 1), mcnemar(1, 9), mcnemar(5, 5), mcnemar(0, 0)].map((p) => Math.round(p * 1024))).toEqual([
      22, 22, 1024, 1024,
    ]);
  });
  test("the bounds are where |z| is 1.96", () => {
    const { low, high } = scas(60, 100, 40, 100);
    expect(scasZ(1 - low, 60, 100, 40, 100)).toBeCloseTo(-1.959963984540054, 10);
    expect(scasZ(1 - high, 60, 100, 40, 100)).toBeCloseTo(1.959963984540054, 10);
    const paired = tang(30, 5, 20, 100);
    expect(tangZ(1 - paired.low, 30, 5, 20, 100)).toBeCloseTo(-1.959963984540054, 10);
    expect(tangZ(1 - paired.high, 30, 5, 20, 100)).toBeCloseTo(1.959963984540054, 10);
  });
  test("with one failure |z| stays about sqrt(7), below 2.81: the range ends", () => {
    expect(scas(99, 100, 50, 100, 0.005).high).toBeCloseTo(1, 14);
    expect(scas(50, 100, 99, 100, 0.005).low).toBe(-Infinity);
    // sqrt(7) is the limit for large n.
    expect(Math.abs(scasZ(1e-12, 99, 100, 50, 100))).toBeLessThan(2.66);
  });
  test("no hit among the people: the exact bound, 1 - .025^(1/20), takes over", () => {
    expect(scas(0, 20, 0, 20).high).toBeCloseTo(1 - 0.025 ** 0.05, 14);
  });
  test("only hits among the people: high is 1, low the ratio of exact bounds at half the error each", () => {
    const low = 1 - (1 - 0.0125 ** 0.1) / clopperPearson(1, 10, 0.025).low;
    near(scas(10, 10, 9, 10), [low, 1], 12);
  });
  test("nothing is measurable where the reference never fails", () => {
    for (const { low, high } of [scas(10, 10, 10, 10), scas(3, 10, 10, 10), tang(0, 7, 0, 10)])
      expect([low, high]).toEqual([Number.NaN, Number.NaN]);
  });
});

const counted = fc
  .nat(400)
  .chain((x) => fc.record({ x: fc.constant(x), n: fc.integer({ min: Math.max(x, 1), max: 800 }) }));
const gammas = fc.constantFrom(0.2, 0.05, 0.01, 0.001, 1e-6);

describe("for all counts", () => {
  test("intervals hold the estimate, shrink with n, and mirror", () => {
    fc.assert(
      fc.property(counted, gammas, ({ x, n }, gamma) => {
        for (const interval of [wilson, clopperPearson]) {
          const { low, high } = interval(x, n, gamma);
          expect(low).toBeLessThanOrEqual(x / n);
          expect(high).toBeGreaterThanOrEqual(x / n);
          const larger = interval(4 * x, 4 * n, gamma);
          expect(larger.high - larger.low).toBeLessThan(high - low);
          const mirrored = interval(n - x, n, gamma);
          near({ low: 1 - mirrored.high, high: 1 - mirrored.low }, [low, high], 13);
        }
      }),
    );
  });
  test("a difference holds the estimate and changes its sign when the arms are exchanged", () => {
    fc.assert(
      fc.property(counted, counted, gammas, (one, two, gamma) => {
        const { low, high } = newcombe(one.x, one.n, two.x, two.n, gamma);
        const difference = one.x / one.n - two.x / two.n;
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        const exchanged = newcombe(two.x, two.n, one.x, one.n, gamma);
        near(exchanged, [-high, -low], 13);
        const paired = newcombePaired(one.x, two.x, one.n, two.n, gamma);
        near(newcombePaired(one.x, one.n, two.x, two.n, gamma), [-paired.high, -paired.low], 13);
      }),
    );
  });
  test("R holds its estimate; exchanging the arms turns phi into 1/phi", () => {
    fc.assert(
      fc.property(counted, counted, gammas, (a, c, gamma) => {
        fc.pre(c.x < c.n);
        const { low, high } = scas(a.x, a.n, c.x, c.n, gamma);
        const r = 1 - ((a.n - a.x) * c.n) / (a.n * (c.n - c.x));
        expect(low).toBeLessThanOrEqual(r + 1e-12);
        expect(high).toBeGreaterThanOrEqual(r - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
        const plain = scasPlain(a.x, a.n, c.x, c.n, gamma);
        const exchanged = scasPlain(c.x, c.n, a.x, a.n, gamma);
        // Where a bound is the end of the range (|z| never gets so far), there is nothing to invert.
        if (a.x === a.n || [plain, exchanged].some(({ low: l, high: h }) => l === -Infinity || h > 1 - 1e-9)) return;
        expect((1 - plain.high) * (1 - exchanged.low)).toBeCloseTo(1, 9);
        expect((1 - plain.low) * (1 - exchanged.high)).toBeCloseTo(1, 9);
      }),
    );
  });
  test("R of pairs holds its estimate; exchanging the players turns phi into 1/phi", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(50), fc.nat(50), fc.nat(300), gammas, (x11, x12, x21, x22, gamma) => {
        fc.pre(x11 + x21 > 0);
        const n = x11 + x12 + x21 + x22;
        const { low, high } = tang(x11, x12, x21, n, gamma);
        const r = 1 - (x11 + x12) / (x11 + x21);
        expect(low).toBeLessThanOrEqual(r + 1e-12);
        expect(high).toBeGreaterThanOrEqual(r - 1e-12);
        if (x11 + x12 === 0) return;
        const exchanged = tang(x11, x21, x12, n, gamma);
        expect((1 - high) * (1 - exchanged.low)).toBeCloseTo(1, 9);
      }),
    );
  });
  test("a smaller error gives a wider interval", () => {
    fc.assert(
      fc.property(counted, counted, (a, c) => {
        fc.pre(c.x < c.n);
        const [narrow, wide] = [scas(a.x, a.n, c.x, c.n, 0.05), scas(a.x, a.n, c.x, c.n, 0.01)];
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });
});
