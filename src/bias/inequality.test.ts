import { expect, test } from "vitest";
import { type Stream, stream } from "../stats/stream.ts";
import { type Benefits, betweenEntropy, coefficientOfVariation, entropyOf, totalEntropy } from "./inequality.ts";

test("entropies by hand: four people with benefits 0, 1, 1 and 2", () => {
  const groups: Benefits[] = [
    [1, 1, 0],
    [0, 1, 1],
  ];
  // mean 1: GE(2) = mean of (b² - 1)/2 = (0 + 1 + 1 + 4 - 4)/8; Theil = 2 ln 2 / 4; groups' means 1/2 and 3/2
  expect(entropyOf(groups, 2).total).toBeCloseTo(1 / 4, 14);
  expect(entropyOf(groups, 1).total).toBeCloseTo((2 * Math.log(2)) / 4, 14);
  expect(entropyOf(groups, 2).between).toBeCloseTo(1 / 8, 14);
  expect(entropyOf(groups, 1).between).toBeCloseTo((0.5 * Math.log(0.5) + 1.5 * Math.log(1.5)) / 2, 14);
  expect(entropyOf(groups, 2).within).toBeCloseTo(1 / 8, 14);
  expect(coefficientOfVariation(1 / 4)).toBeCloseTo(Math.SQRT1_2, 14);
});

test("the mean log deviation is undefined where somebody has no benefit, and never 0 or infinite", () => {
  expect(entropyOf([[1, 5, 2]], 0).total).toBeNull();
  expect(entropyOf([[1, 5, 2]], 0).between).toBeCloseTo(0, 14);
  expect(entropyOf([[0, 3, 1]], 0).total).toBeCloseTo((-3 * Math.log(0.8) - Math.log(1.6)) / 4, 14);
  expect(
    entropyOf(
      [
        [4, 0, 0],
        [1, 5, 2],
      ],
      0,
    ).between,
  ).toBeNull(); // a whole group has none
  expect(entropyOf([[4, 0, 0]], 1)).toEqual({ total: null, between: null, within: null });
  expect(totalEntropy([[1, 5, 2]], 0, { seed: 1, name: "t" })).toBeNull();
});

/** One table of two groups of so many people whose benefits have these chances. */
function drawn(n: number, chances: readonly (readonly number[])[], random: Stream): Benefits[] {
  return chances.map(([none = 0, two = 0]) => {
    const counts: [number, number, number] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = random.next();
      counts[u < none ? 0 : u < none + two ? 2 : 1]++;
    }
    return counts;
  });
}

test("intervals cover: of all people, and between groups that differ or do not", () => {
  const random = stream(7, "inequality");
  const count = (chances: readonly (readonly number[])[], games: number) => {
    const truth = entropyOf(
      chances.map(([none = 0, two = 0]) => [none, 1 - none - two, two]),
      2,
    );
    const out = { total: { below: 0, above: 0 }, between: { below: 0, above: 0 } };
    for (let game = 0; game < games; game++) {
      const groups = drawn(200, chances, random);
      const how = { seed: game, name: "t", replicates: 400 };
      const total = totalEntropy(groups, 2, how)!;
      const between = betweenEntropy(groups, 2, how)!;
      if (total.low > truth.total!) out.total.below++;
      if (total.high < truth.total!) out.total.above++;
      if (between.low > truth.between! + 1e-15) out.between.below++;
      if (between.high < truth.between!) out.between.above++;
    }
    return out;
  };
  const most = 0.05 * 300; // 2.5 % and three standard errors
  for (const chances of [
    [
      [0.15, 0.15],
      [0.15, 0.15],
    ],
    [
      [0.3, 0.05],
      [0.1, 0.2],
    ],
    [
      [0.15, 0.1],
      [0.1, 0.12],
    ],
    [
      [0.3, 0],
      [0.1, 0],
      [0.1, 0.1],
      [0.1, 0.6],
    ],
  ]) {
    const { total, between } = count(chances, 300);
    for (const misses of [total.below, total.above, between.below, between.above])
      expect(misses).toBeLessThanOrEqual(most);
  }
});

test("nobody is wrong: no inequality, as far as so many people can show it", () => {
  const groups = [
    [0, 60, 0],
    [0, 40, 0],
  ] as const;
  const how = { seed: 1, name: "nobody is wrong" };
  // Wilson's upper end of 0 of 100 is z²/(100 + z²); GE(2) of a share p without benefit is p/(2(1 - p))
  const share = 1.959963984540054 ** 2 / (100 + 1.959963984540054 ** 2);
  const total = totalEntropy(groups, 2, how);
  expect(total).toMatchObject({ value: 0, low: 0 });
  expect(total?.high).toBeCloseTo(share / (2 * (1 - share)), 10);
  expect(totalEntropy(groups, 1, how)?.high).toBeCloseTo(-Math.log(1 - share), 10);
  expect(betweenEntropy(groups, 2, how)).toEqual(total);
});
