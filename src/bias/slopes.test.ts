import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { slopeGap, slopeInterval, slopeP, slopesBy } from "./slopes.ts";

test("slopes, variances and Q as statsmodels 0.14 has them", () => {
  const round = (value: number): number => Number(value.toFixed(3));
  const i = Array.from({ length: 40 }, (_, at) => at);
  const x = i.map((at) => round(Math.sin(at * 1.7) * 3 + (at % 5)));
  const y = i.map((at) => {
    const group = at % 2;
    return round(0.5 * x[at]! * (group * 2 - 1) + Math.cos(at * 2.3) * (1 + 0.2 * Math.abs(x[at]!)) + 3 * group);
  });
  // OLS(y, const + x).fit(cov_type="HC3") of each half and of all; `within`: OLS(y, x + two indicators)
  const { groups, whole, within } = slopesBy({ x, y, codes: i.map((at) => at % 2), groups: 2 });
  for (const [found, slope, variance] of [
    [groups[0], -0.546889582466, 0.0219181903761],
    [groups[1], 0.473341000623, 0.0250836740527],
    [whole, -0.102423446199, 0.0647910887402],
    [within, -0.0986432168994, 0.0297802184616],
  ] as const) {
    expect(found?.slope).toBeCloseTo(slope, 10);
    expect(found?.variance).toBeCloseTo(variance, 10);
  }
  const gap = slopeGap(groups)!;
  expect(gap.q).toBeCloseTo(22.1453011561, 8);
  expect(gap.p).toBeCloseTo(2.5277389455e-6, 14);
  expect(gap).toMatchObject({ largest: 1, smallest: 0, n: 40, df: 1 });
  expect(gap.value).toBeCloseTo(0.473341000623 + 0.546889582466, 10);
});

test("nothing to say: constant, missing, one person who decides, a perfect line", () => {
  const y = Array.from({ length: 40 }, (_, i) => (i * 7) % 11);
  const codes = y.map(() => 0);
  const of = (x: readonly number[]) => slopesBy({ x, y, codes, groups: 1 }).groups[0];
  expect(of(y.map(() => 3))).toBeNull();
  expect(of(y.map(() => Number.NaN))).toBeNull();
  expect(of(y.map((_, i) => Number(i === 5)))).toBeNull();
  expect(of(y)).toBeNull(); // no noise, no variance
  expect(of(y.map((_, i) => i % 2))).not.toBeNull();
  expect(slopeGap([null, null])).toBeNull();
  expect(slopesBy({ x: [], y: [], codes: [], groups: 0 }).whole).toBeNull();
});

test("ten people who all say no are not taken for certain: the classical variance, by hand", () => {
  const x = Array.from({ length: 40 }, (_, i) => Number(i < 10));
  const y = x.map((one, i) => (one === 1 ? 0 : i % 2));
  const [found] = slopesBy({ x, y, codes: x.map(() => 0), groups: 1, leverage: 0.1 }).groups;
  // 30 residuals of 1/2 over 38 degrees of freedom; Sxx = 10 · 30/40
  expect(found?.variance).toBeCloseTo(7.5 / 38 / 7.5, 12);
  expect(found?.slope).toBeCloseTo(-0.5, 12);
  const nine = x.map((one, i) => (i === 0 ? 0 : one));
  expect(slopesBy({ x: nine, y, codes: x.map(() => 0), groups: 1, leverage: 0.1 }).groups).toEqual([null]);
});

/** Cells of an admission table: applicants and those admitted. */
const berkeley = [
  // Bickel, Hammel & O'Connell 1975; the six largest departments as in R's UCBAdmissions: men admitted, men, women admitted, women
  [512, 825, 89, 108],
  [353, 560, 17, 25],
  [120, 325, 202, 593],
  [138, 417, 131, 375],
  [53, 191, 94, 393],
  [22, 373, 24, 341],
] as const;

test("Berkeley's admissions: men have .14 more as a whole, and less inside departments", () => {
  const cells = berkeley.flatMap(([men, ofMen, women, ofWomen], department) => [
    { department, man: 1, admitted: men, of: ofMen },
    { department, man: 0, admitted: women, of: ofWomen },
  ]);
  const rows = cells.flatMap(({ department, man, admitted, of }) =>
    Array.from({ length: of }, (_, i) => ({ department, man, y: Number(i < admitted) })),
  );
  const { whole, within, groups } = slopesBy({
    x: rows.map(({ man }) => man),
    y: rows.map(({ y }) => y),
    codes: rows.map(({ department }) => department),
    groups: 6,
  });
  expect(whole?.slope).toBeCloseTo(1198 / 2691 - 557 / 1835, 12);
  expect(slopeInterval(whole!).low).toBeGreaterThan(0.1);
  expect(groups[0]?.slope).toBeCloseTo(512 / 825 - 89 / 108, 12);
  // Σ w (men - women) / Σ w with w = men · women / all of a department
  const weights = berkeley.map(([, men, , women]) => (men * women) / (men + women));
  const sum = weights.reduce((all, one) => all + one, 0);
  const common = berkeley.reduce((all, [a, m, b, f], i) => all + (weights[i]! / sum) * (a / m - b / f), 0);
  expect(within?.slope).toBeCloseTo(common, 12);
  expect(common).toBeLessThan(0);
});

test("intervals cover where noise depends on x and labels are 0 and 1; without a difference Q and the gap are silent, with one they are not", () => {
  const random = stream(9, "slopes.test");
  const games = 600;
  const missed = { low: 0, high: 0, q: 0, gap: [0, 0], found: 0 };
  for (let game = 0; game < games; game++) {
    const codes = Array.from({ length: 240 }, (_, i) => (i < 40 ? 0 : i < 100 ? 1 : 2));
    const x = codes.map(() => random.normal());
    const binary = game % 2 === 0;
    // A linear probability within 0 to 1, or a line with noise that grows
    const draw = (slope: number) =>
      x.map((one) =>
        binary
          ? Number(random.next() < 0.4 + slope * Math.max(-2, Math.min(2, one)))
          : slope * one + random.normal() * (0.3 + Math.abs(one)),
      );
    const flat = draw(0);
    const { groups, whole } = slopesBy({ x, y: flat, codes, groups: 3 });
    const { low, high } = slopeInterval(whole!);
    missed.low += Number(low > 0);
    missed.high += Number(high < 0);
    const gap = slopeGap(groups)!;
    missed.q += Number(gap.p < 0.05);
    missed.gap[0]! += Number(gap.low > 0);
    expect(slopeP(whole!) < 0.05).toBe(low > 0 || high < 0);
    const steep = draw(0.19);
    const mixed = slopesBy({ x, y: steep.map((one, i) => (codes[i] === 2 ? flat[i]! : one)), codes, groups: 3 });
    missed.found += Number(slopeGap(mixed.groups)!.p < 0.05);
    if (!binary) missed.gap[1]! += Number(slopeGap(mixed.groups)!.high < 0.19);
  }
  expect(missed.low).toBeLessThanOrEqual(0.045 * games);
  expect(missed.high).toBeLessThanOrEqual(0.045 * games);
  expect(missed.q).toBeLessThanOrEqual(0.08 * games);
  expect(missed.gap[0]).toBeLessThanOrEqual(0.06 * games);
  expect(missed.gap[1]).toBeLessThanOrEqual(0.045 * (games / 2));
  expect(missed.found).toBeGreaterThan(0.4 * games);
});
