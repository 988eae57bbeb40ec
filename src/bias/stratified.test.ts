import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { conditionalDisparity, mantelHaenszel, type Stratum } from "./stratified.ts";

const strata: readonly Stratum[] = [
  [12, 5, 7, 9],
  [3, 8, 6, 4],
  [20, 11, 15, 30],
];

test("the pooled odds ratio and both tests are those of statsmodels 0.14 (StratifiedTable)", () => {
  const found = mantelHaenszel(strata);
  expect(found?.oddsRatio?.value).toBeCloseTo(2.1276235507882264, 12);
  expect(found?.oddsRatio?.low).toBeCloseTo(1.0618044657324774, 12);
  expect(found?.oddsRatio?.high).toBeCloseTo(4.26329151925909, 12);
  expect(found?.chiSquare).toBeCloseTo(4.811843940484681, 12);
  expect(found?.p).toBeCloseTo(0.028264785583039798, 12);
  expect(found?.alike?.chiSquare).toBeCloseTo(7.25384829983659, 9);
  expect(found?.alike?.tarone).toBeCloseTo(7.238015040712687, 9);
  expect(found?.alike?.p).toBeCloseTo(0.02680927094890495, 9);
});

test("strata with one group, or with one label, change nothing", () => {
  const found = mantelHaenszel([...strata, [0, 0, 5, 7], [4, 6, 0, 0], [0, 0, 0, 0], [9, 0, 4, 0]]);
  expect(found).toEqual(mantelHaenszel(strata));
  expect(mantelHaenszel([[0, 0, 5, 7]])).toBeNull();
  expect(mantelHaenszel([[9, 0, 4, 0]])).toBeNull();
});

test("an odds ratio of 0 or infinity has no interval", () => {
  expect(mantelHaenszel([[5, 0, 2, 4]])?.oddsRatio).toBeNull();
  expect(mantelHaenszel([[0, 5, 2, 4]])?.oddsRatio).toBeNull();
});

test("disparity is taken within strata and weighted by their rows", () => {
  // (30/50 - 10/50) over 100 rows and (10/50 - 10/50) over 100 rows
  const found = conditionalDisparity([
    [10, 30, 40, 20],
    [10, 10, 40, 40],
    [7, 0, 3, 0],
  ]);
  expect(found?.value).toBeCloseTo(0.2, 12);
  expect(found?.leftOut).toBe(10);
  expect(found!.low).toBeGreaterThan(0);
  expect(found!.high).toBeLessThan(0.35);
  expect(conditionalDisparity([[3, 0, 4, 0]])).toBeNull();
});

test("a reversal: alike within strata, unlike in total (Simpson)", () => {
  const within: readonly Stratum[] = [
    [80, 20, 8, 2],
    [2, 8, 20, 80],
  ];
  expect(conditionalDisparity(within)?.value).toBeCloseTo(0, 12);
  expect(conditionalDisparity([[82, 28, 28, 82]])?.value).toBeCloseTo(28 / 110 - 82 / 110, 12);
});

test("many small strata: labels that are given out at random within them raise no more alarms than they may", () => {
  const random = stream(2, "stratified.test");
  const games = 800;
  const missed = [0, 0];
  for (let game = 0; game < games; game++) {
    const thin = Array.from({ length: 20 }, (): [number, number, number, number] => [0, 0, 0, 0]);
    for (let i = 0; i < 200; i++) {
      const s = random.int(20);
      const ofGroup = random.next() < 0.2 + 0.03 * s;
      const labelled = random.next() < 0.7 - 0.03 * s;
      thin[s]![(ofGroup ? 0 : 2) + (labelled ? 0 : 1)]!++;
    }
    const found = conditionalDisparity(thin);
    missed[0]! += Number(found!.low > 0);
    missed[1]! += Number(found!.high < 0);
  }
  for (const side of missed) expect(side).toBeLessThanOrEqual(0.045 * games);
});
