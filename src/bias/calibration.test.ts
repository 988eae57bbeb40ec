import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { alike, binsOf, calibrationError, type Labelled, logits, recalibration } from "./calibration.ts";
import { logistic } from "./calibration/logistic.ts";

test("a two-by-two table: the slope is the log odds ratio, its variance the sum of the reciprocal counts", () => {
  // x = 0: 3 of 10 positive; x = 1: 12 of 20
  const x = Float64Array.from({ length: 30 }, (_, i) => Number(i >= 10));
  const y = Int8Array.from({ length: 30 }, (_, i) => Number(i < 3 || (i >= 10 && i < 22)));
  const fit = logistic([{ x, y }]);
  expect(fit?.slope).toBeCloseTo(Math.log(12 / 8 / (3 / 7)), 10);
  expect(fit?.intercepts[0]).toBeCloseTo(Math.log(3 / 7), 10);
  expect(fit?.errors.slope).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 7 + 1 / 12 + 1 / 8), 8);
  expect(fit?.errors.intercepts[0]).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 7), 8);
  const log = 3 * Math.log(0.3) + 7 * Math.log(0.7) + 12 * Math.log(0.6) + 8 * Math.log(0.4);
  expect(fit?.logLikelihood).toBeCloseTo(log, 10);
});

test("nothing finite: one class, classes told apart without fail, one number only", () => {
  const x = Float64Array.of(1, 2, 3, 4);
  expect(logistic([{ x, y: Int8Array.of(1, 1, 1, 1) }])).toBeNull();
  expect(logistic([{ x, y: Int8Array.of(0, 0, 1, 1) }])).toBeNull();
  expect(logistic([{ x: Float64Array.of(2, 2, 2, 2), y: Int8Array.of(0, 0, 1, 1) }])).toBeNull();
  expect(logistic([{ x, y: Int8Array.of(0, 0, 0, 1) }])).toBeNull();
  const tied = { x: Float64Array.of(1, 2, 2, 2, 3), y: Int8Array.of(0, 0, 1, 0, 1) };
  expect(logistic([tied])).toBeNull(); // apart but for those in the middle
  expect(logistic([])).toBeNull();
  expect(alike([{ x, y: Int8Array.of(0, 1, 0, 1) }])).toBeNull();
});

test("calibration error by hand: 2 of 4 at .3 and 1 of 1 at .9", () => {
  const found = calibrationError(binsOf([0.3, 0.3, 0.3, 0.3, 0.9], [1, 1, 0, 0, 1]));
  expect(found?.value).toBeCloseTo((4 / 5) * 0.2 + (1 / 5) * 0.1, 14);
  expect(found?.low).toBe(0);
  expect(calibrationError(binsOf([], []))).toBeNull();
  expect(binsOf([1], [1])[9]).toEqual({ n: 1, hits: 1, scores: 1 });
});

const random = stream(5, "calibration");
/** Logits are normal; the truth is logit P = a + b logit. */
function people(n: number, a: number, b: number): Labelled & { readonly scores: Float64Array } {
  const x = Float64Array.from({ length: n }, () => random.normal());
  const scores = x.map((z) => 1 / (1 + Math.exp(-z)));
  return {
    scores,
    x: logits(scores),
    y: Int8Array.from(x, (z) => Number(random.next() < 1 / (1 + Math.exp(-a - b * z)))),
  };
}

test.for([
  [0, 1],
  [0.5, 1],
  [0, 0.5],
] as const)("intervals cover, and say where a score is off: intercept %d, slope %d", ([a, b]) => {
  const truth = { ece: 0 };
  const many = people(400_000, a, b);
  truth.ece = a === 0 && b === 1 ? 0 : calibrationError(binsOf(many.scores, many.y))!.value;
  const out = { intercept: 0, slope: [0, 0], ece: [0, 0], off: 0 };
  const games = 400;
  for (let game = 0; game < games; game++) {
    const own = people(300, a, b);
    const found = recalibration(own)!;
    const ece = calibrationError(binsOf(own.scores, own.y))!;
    if (b === 1 && (found.intercept.low > a || found.intercept.high < a)) out.intercept++;
    if (found.slope!.low > b) out.slope[0]!++;
    if (found.slope!.high < b) out.slope[1]!++;
    if (ece.low > truth.ece) out.ece[0]!++;
    if (ece.high < truth.ece) out.ece[1]!++;
    if (found.intercept.low > 0 || found.slope!.high < 1) out.off++;
  }
  expect(out.intercept).toBeLessThanOrEqual(0.085 * games);
  for (const misses of [...out.slope, ...out.ece]) expect(misses).toBeLessThanOrEqual(0.05 * games);
  if (a === 0 && b === 1) expect(out.off).toBeLessThanOrEqual(0.09 * games);
  else expect(out.off).toBeGreaterThan(0.9 * games);
});

test("a score with nothing off is said to be off as often as 2.5 % allow", () => {
  const games = 2000;
  for (const n of [50, 300]) {
    const alarms = Array.from({ length: games }, () => {
      const { scores, y } = people(n, 0, 1);
      return Number(calibrationError(binsOf(scores, y))!.low > 0);
    }).reduce((sum, is) => sum + is, 0);
    expect(alarms).toBeLessThanOrEqual(0.035 * games); // 2.9 standard errors
  }
});

test("tests of the group: silent where a score means the same, loud where it does not", () => {
  const shares = (shift: number, steeper: number) => {
    let [group, slope] = [0, 0];
    for (let game = 0; game < 300; game++) {
      const found = alike([people(200, 0, 1), people(300, shift, 1 + steeper), people(150, 0, 1)])!;
      if (found.group.p < 0.05) group++;
      if (found.slope!.p < 0.05) slope++;
    }
    return { group: group / 300, slope: slope / 300 };
  };
  const none = shares(0, 0);
  expect(none.group).toBeLessThan(0.09);
  expect(none.slope).toBeLessThan(0.09);
  expect(shares(0.8, 0).group).toBeGreaterThan(0.9);
  expect(shares(0, 1).slope).toBeGreaterThan(0.8);
});
