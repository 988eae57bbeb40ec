import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { propensity } from "./logistic.ts";
import { pmseRatio } from "./null-pmse.ts";

const a = Uint8Array.of(0, 0, 1, 1, 2, 2, 0, 1, 2, 0, 1, 2, 2, 1, 0, 0, 1, 2, 1, 1);
const b = Uint8Array.of(0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0);
const is = Uint8Array.of(0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0);

test("with one column the chance is the share in each bin", () => {
  const { chance, parameters } = propensity([a], [3], is);
  const share = (bin: number): number => {
    const rows = [...a.keys()].filter((row) => a[row] === bin);
    return rows.filter((row) => is[row]).length / rows.length;
  };
  a.forEach((bin, row) => expect(chance[row]).toBeCloseTo(share(bin), 3));
  expect(parameters).toBe(2);
});

test("with two columns it is scikit-learn's LogisticRegression(penalty=None)", () => {
  const { chance } = propensity([a, b], [3, 2], is);
  [0.284978, 0.715022, 0.176189, 0.573811, 0.480103, 0.853231].forEach((expected, row) =>
    expect(chance[row]).toBeCloseTo(expected, 3),
  );
});

test("columns that say the same are counted once, and separated bins do no harm", () => {
  expect(propensity([a, a, b], [3, 3, 2], is).parameters).toBe(3);
  const apart = propensity([is], [2], is);
  expect(apart.chance.every((p, row) => Math.abs(p - is[row]!) < 1e-3)).toBe(true);
  expect(propensity([new Uint8Array(20)], [1], is)).toMatchObject({ parameters: 0 });
});

test("of two samples of one law the ratio is 1 on average, and beyond its null range in 5 of 100", () => {
  const s = stream(1, "pmse");
  const games = 300;
  let [sum, out] = [0, 0];
  for (let game = 0; game < games; game++) {
    const n = 600;
    const codes = [4, 3, 5].map((bins) => Uint8Array.from({ length: n }, () => s.int(bins)));
    const chosen = Uint8Array.from({ length: n }, (_, i) => (i < 200 ? 1 : 0));
    const { chance, parameters } = propensity(codes, [4, 3, 5], chosen);
    const pmse = chance.reduce((total, p) => total + (p - 1 / 3) ** 2, 0) / n;
    const found = pmseRatio({ pmse, parameters, rows: { train: 400, synthetic: 200 } });
    if (!found) throw new Error("there is something to tell apart by");
    sum += found.ratio / games;
    if (found.ratio < found.low || found.ratio > found.high) out++;
  }
  expect(Math.abs(sum - 1)).toBeLessThan(0.1);
  expect(out).toBeLessThan(30);
});

test("the ratio of Snoke et al. is that to (k-1)(1-c)^2 c/N", () => {
  const found = pmseRatio({ pmse: 0.002, parameters: 10, rows: { train: 3000, synthetic: 1000 } });
  expect(found?.snoke).toBeCloseTo(0.002 / ((10 * 0.75 ** 2 * 0.25) / 4000), 12);
  expect(pmseRatio({ pmse: 0, parameters: 0, rows: { train: 10, synthetic: 10 } })).toBeNull();
});
