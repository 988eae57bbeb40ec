import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { noncentralChiSquareCdf, noncentrality } from "../stats/noncentral.ts";
import { association } from "./association.ts";
import { correlationRatio, kolmogorovSmirnov } from "./separation.ts";

test("by hand: 30, 10 against 20, 40", () => {
  const found = association([
    [30, 10],
    [20, 40],
  ])!;
  expect(found.chiSquare).toBeCloseTo(50 / 3, 10); // 100 (30·40 - 10·20)² / (40·60·50·50)
  expect(found.cramersV).toBeCloseTo(Math.sqrt(1 / 6), 12);
  const h = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  const information =
    Math.LN2 + h(0.4) - (0.3 * Math.log(1 / 0.3) + 0.1 * Math.log(10) + 0.2 * Math.log(5) + 0.4 * Math.log(2.5));
  expect(found.mutualInformation).toBeCloseTo(information, 12);
  expect(found.normalised).toBeCloseTo((2 * information) / (Math.LN2 + h(0.4)), 12);
  expect(found.columnsGivenRows).toBeCloseTo(information / Math.LN2, 12);
  expect(found.rowsGivenColumns).toBeCloseTo(information / h(0.4), 12);
  // (1/6 - 1/99) / (2 - 1/99 - 1)
  expect(found.corrected).toBeCloseTo(Math.sqrt((1 / 6 - 1 / 99) / (1 - 1 / 99)), 12);
  expect(found.interval.low).toBeGreaterThan(0.19);
  expect(found.interval.high).toBeCloseTo((Math.sqrt(50 / 3) + 1.96) / 10, 3); // the noncentral law of one degree of freedom
});

test("the same column, an unrelated one, and nothing to compare", () => {
  const same = association([
    [40, 0],
    [0, 60],
  ])!;
  expect(same.cramersV).toBeCloseTo(1, 12);
  expect(same.columnsGivenRows).toBeCloseTo(1, 12);
  expect(same.interval.high).toBe(1);
  const none = association([
    [20, 20],
    [30, 30],
  ])!;
  expect(none).toMatchObject({ cramersV: 0, corrected: 0, mutualInformation: 0 });
  expect(none.interval.low).toBe(0);
  expect(association([[3, 4]])).toBeNull();
});

test("the noncentral law: central at 0, and two values of scipy's", () => {
  expect(noncentralChiSquareCdf(3.841458820694124, 1, 0)).toBeCloseTo(0.95, 12);
  expect(noncentralChiSquareCdf(10, 4, 6)).toBeCloseTo(0.5655362021206711, 11);
  expect(noncentralChiSquareCdf(20000, 5, 20100)).toBeCloseTo(0.3567210551664918, 10);
  const { low, high } = noncentrality(30, 3);
  expect(noncentralChiSquareCdf(30, 3, low)).toBeCloseTo(0.975, 9);
  expect(noncentralChiSquareCdf(30, 3, high)).toBeCloseTo(0.025, 9);
  expect(noncentrality(1e-4, 1)).toEqual({ low: 0, high: 0 });
});

const designs: readonly (readonly [name: string, shares: readonly (readonly number[])[], n: number])[] = [
  ["no relation, 2 by 2", [[0.3, 0.3], [0.2, 0.2]], 300], // prettier-ignore
  ["no relation, 4 by 3", [[0.1, 0.1, 0.05], [0.1, 0.1, 0.05], [0.1, 0.1, 0.05], [0.1, 0.1, 0.05]], 400], // prettier-ignore
  ["weak", [[0.28, 0.22], [0.22, 0.28]], 400], // prettier-ignore
  ["strong", [[0.4, 0.1], [0.05, 0.45]], 300], // prettier-ignore
  ["strong, 3 by 2", [[0.3, 0.05], [0.1, 0.15], [0.05, 0.35]], 500], // prettier-ignore
];
test.for(designs)("V's interval covers: %s", ([name, shares, n]) => {
  const flat = shares.flat();
  const truth = association(shares.map((row) => row.map((p) => p * 1e6)))!.cramersV;
  const s = stream(5, "association", name);
  let [below, above] = [0, 0];
  const games = 1000;
  for (let game = 0; game < games; game++) {
    const counts = shares.map((row) => row.map(() => 0));
    for (let i = 0; i < n; i++) {
      let u = s.next();
      let at = 0;
      while (at < flat.length - 1 && u >= flat[at]!) u -= flat[at++]!;
      counts[Math.floor(at / shares[0]!.length)]![at % shares[0]!.length]!++;
    }
    const { low, high } = association(counts)!.interval;
    if (low > truth + 1e-9) below++;
    if (high < truth - 1e-9) above++;
  }
  // 2.5 % a tail and three standard errors of the simulation.
  expect(below).toBeLessThanOrEqual(40);
  expect(above).toBeLessThanOrEqual(40);
});

test("correlation ratio and Kolmogorov-Smirnov by hand", () => {
  // Means 2 and 5 about 3.5: 13.5 of 17.5 in all.
  expect(correlationRatio([1, 2, 3, 4, 5, 6, Number.NaN, 9], [0, 0, 0, 1, 1, 1, 1, -1])).toBeCloseTo(
    Math.sqrt(13.5 / 17.5),
    12,
  );
  expect(correlationRatio([3, 3], [0, 1])).toBeNull();
  expect(kolmogorovSmirnov([1, 2, 2, 3], [2, 3, 4, 5])).toBeCloseTo(0.5, 12);
  expect(kolmogorovSmirnov([1, 1], [1, 1])).toBe(0);
  expect(kolmogorovSmirnov([], [1])).toBeNaN();
});
