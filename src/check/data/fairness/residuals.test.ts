import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { residualsOf } from "./residuals.ts";

const grouping = (codes: readonly number[]) => ({
  attribute: "sex",
  crossed: false,
  labels: ["sex=F", "sex=M"],
  known: [true, true],
  codes: Int32Array.from(codes),
});

test("quantiles as numpy has them; a group of fewer than 30, and quantiles that few lie beyond, are left out", () => {
  const codes = Array.from({ length: 129 }, (_, i) => Number(i >= 100));
  const y = Float64Array.from(codes, () => 0);
  const prediction = Float64Array.from(codes, (_, i) => ((i * 37) % 100) ** 2);
  const { groups } = residualsOf(grouping(codes), { y, prediction });
  expect(groups.map(({ group }) => group)).toEqual(["sex=F"]);
  // numpy.quantile(numpy.arange(100) ** 2, [.05, .25, .5, .75, .95])
  const values = groups[0]!.quantiles.map(({ value }) => value);
  [24.55, 612.75, 2450.5, 5513.25, 8845.45].forEach((expected, i) => expect(values[i]).toBeCloseTo(expected, 10));
  const few = residualsOf(grouping(codes.map(() => 0).slice(0, 60)), { y, prediction });
  expect(few.groups[0]!.quantiles.map(({ share }) => share)).toEqual([0.25, 0.5, 0.75]);
});

test("intervals cover: no side is missed more often than it should be", () => {
  const random = stream(6, "residuals.test");
  const games = 1500;
  const missed = [0, 0];
  for (let game = 0; game < games; game++) {
    const prediction = Float64Array.from({ length: 80 }, () => random.normal());
    const zeros = new Float64Array(80);
    const { groups } = residualsOf(grouping(Array.from(zeros, () => 0)), { y: zeros, prediction });
    const quarter = groups[0]!.quantiles.find(({ share }) => share === 0.25)!;
    missed[0]! += Number(quarter.low > -0.67449);
    missed[1]! += Number(quarter.high < -0.67449);
  }
  for (const side of missed) expect(side).toBeLessThanOrEqual(0.037 * games);
});
