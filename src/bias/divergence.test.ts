import { expect, test } from "vitest";
import { chiSquareQuantile, divergences, metricInterval, noiseFloor, sharesOf, tvInterval } from "./divergence.ts";
import { stream } from "../stats/stream.ts";

test("all distances of two lists of shares, as scipy 1.17 has them", () => {
  const found = divergences(sharesOf([50, 30, 20]), [0.25, 0.25, 0.5]);
  expect(found.tv).toBeCloseTo(0.3, 14);
  expect(found.jsNats).toBeCloseTo(0.05558247086346935, 14);
  expect(found.jsBits).toBeCloseTo(0.08018855507508255, 14);
  expect(found.jsDistanceNats).toBeCloseTo(Math.sqrt(0.05558247086346935), 14);
  expect(found.kl).toBeCloseTo(0.218011910943328, 14);
  expect(found.klOfTarget).toBeCloseTo(0.2392781815986026, 14);
  expect(found.psi).toBeCloseTo(0.218011910943328 + 0.2392781815986026, 14);
  expect(found.hellinger).toBeCloseTo(0.23739748237356115, 14);
  expect(found.cohenW).toBeCloseTo(0.6633249580710799, 14);
});

test("equal shares are 0 apart, and disjoint ones as far as can be", () => {
  const same = divergences([0.5, 0.5, 0], [0.5, 0.5, 0]);
  expect(Object.values(same)).toEqual(Object.values(same).map(() => 0));
  const apart = divergences([1, 0], [0, 1]);
  expect(apart).toMatchObject({ tv: 1, kl: null, klOfTarget: null, psi: null, hellinger: 1, cohenW: null });
  expect(apart.jsBits).toBeCloseTo(1, 14);
});

test("the noise floor is about the mean total variation of a sample from the target itself", () => {
  expect(noiseFloor([0.2, 0.3, 0.5], { n: 1000, target: null })).toBeCloseTo(0.0171297, 4); // scipy: exact
  expect(noiseFloor([0.5, 0.5], { n: 1, target: null })).toBeCloseTo(0.3989, 3); // at most the exact 0.5
  expect(noiseFloor([0.5, 0.5], { n: 200, target: 200 })).toBeCloseTo(noiseFloor([0.5, 0.5], { n: 100, target: null }));
  expect(noiseFloor([1, 0], { n: 5, target: null })).toBe(0);
});

test("the interval of the total variation holds what is true, in nearly all samples", () => {
  const q = [0.4, 0.4, 0.2]; // against 0.5, 0.3, 0.2
  const random = stream(1, "tv");
  let held = 0;
  for (let round = 0; round < 400; round++) {
    const counts = [0, 0, 0];
    for (let i = 0; i < 200; i++) {
      const at = random.next();
      counts[at < 0.5 ? 0 : at < 0.8 ? 1 : 2]!++;
    }
    const { low, high } = tvInterval(sharesOf(counts), q, { n: 200, target: null });
    if (low <= 0.1 && high >= 0.1) held++;
  }
  expect(held).toBeGreaterThanOrEqual(380);
});

test("chi-square quantiles, and what they say of Hellinger's distance", () => {
  expect(chiSquareQuantile(0.05, 3)).toBeCloseTo(7.814727903251178, 9);
  expect(chiSquareQuantile(0.05, 1)).toBeCloseTo(3.8414588206941285, 9);
  // Of many rows in each cell; 5.0239 is what one degree of freedom exceeds with 2.5 %
  const even = [0.5, 0.5];
  const { low, high } = metricInterval(0.2, [even, even], { n: 1000, target: null });
  expect(high - 0.2).toBeCloseTo(Math.sqrt(5.023886187314888 / 8000), 9);
  expect(low).toBeCloseTo(0.4 - high, 9);
  // Cells of one expected row: 4(2 - 2 E√X) = 1.81445 with E√X = Σ e^-1 √k/k! = .773194
  const ten = Array<number>(10).fill(0.1);
  const thin = metricInterval(0.5, [ten, ten], { n: 10, target: null });
  expect(thin.high - 0.5).toBeCloseTo(Math.sqrt((1.81445 * chiSquareQuantile(0.025, 9)) / 80), 4);
});

test("distances of samples from their own source: no alarm more often than 5 %, also where cells are thin", () => {
  const random = stream(4, "divergence.test");
  const shares = [0.55, 0.2, 0.1, 0.05, 0.03, 0.03, 0.02, 0.01, 0.005, 0.005];
  const drawn = (n: number): number[] => {
    const counts = shares.map(() => 0);
    for (let i = 0; i < n; i++) {
      let [u, k] = [random.next(), 0];
      while (k < shares.length - 1 && u >= shares[k]!) u -= shares[k++]!;
      counts[k]!++;
    }
    return sharesOf(counts);
  };
  const games = 600;
  for (const sizes of [
    { n: 50, target: null },
    { n: 300, target: 300 },
  ]) {
    const alarms = { js: 0, hellinger: 0, tv: 0 };
    for (let game = 0; game < games; game++) {
      const p = drawn(sizes.n);
      const q = sizes.target === null ? shares : drawn(sizes.target);
      const { jsDistanceNats, hellinger } = divergences(p, q);
      alarms.js += Number(metricInterval(jsDistanceNats, [p, q], sizes).low > 0);
      alarms.hellinger += Number(metricInterval(hellinger, [p, q], sizes).low > 0);
      alarms.tv += Number(tvInterval(p, q, sizes).low > 0);
    }
    for (const count of Object.values(alarms)) expect(count).toBeLessThanOrEqual(0.06 * games);
  }
});
