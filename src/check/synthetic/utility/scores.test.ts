import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { accuracies, aucs, guesses, macroAuc, r2s } from "./scores.ts";

test("two models that say the same cost nothing, for certain", () => {
  const truth = Int32Array.of(0, 1, 0, 1, 1);
  const said = Float64Array.of(0.1, 0.8, 0.4, 0.3, 0.9);
  expect(aucs(truth, said, said)).toMatchObject({ tstr: { value: 5 / 6 }, loss: { value: 0, low: 0, high: 0 } });
  expect(aucs(Int32Array.of(1, 1, 1, 1, 0), said, said)).toBeNull();
});

test("right answers are compared pair by pair: Newcombe's published example", () => {
  // Newcombe 1998, method 10, the pairs (20, 12, 2, 16): .2 [.0562, .3292].
  const pairs = [
    [20, 1, 1],
    [12, 0, 1],
    [2, 1, 0],
    [16, 0, 0],
  ] as const;
  const side = (at: 1 | 2): Uint8Array =>
    Uint8Array.from(pairs.flatMap((pair) => Array.from({ length: pair[0] }, () => pair[at])));
  const { loss, tstr, trtr } = accuracies(side(1), side(2));
  expect([loss.value, loss.low, loss.high].map((x) => Math.round(1e4 * x) / 1e4)).toEqual([0.2, 0.0562, 0.3292]);
  expect(tstr.value).toBeCloseTo(22 / 50, 12);
  expect(trtr.value).toBeCloseTo(32 / 50, 12);
});

test("R2 by hand", () => {
  // y 1 2 3 4: variance 1.25. Errors 1 0 0 1: R2 = 1 - .5/1.25 = .6. The mean for everybody: 0.
  const truth = Float64Array.of(1, 2, 3, 4);
  const found = r2s(truth, new Float64Array(4).fill(2.5), Float64Array.of(2, 2, 3, 3));
  expect(found?.tstr.value).toBeCloseTo(0, 12);
  expect(found?.trtr.value).toBeCloseTo(0.6, 12);
  expect(found?.loss.value).toBeCloseTo(0.6, 12);
  expect(r2s(Float64Array.of(3, 3, 3), truth, truth)).toBeNull();
});

test("the interval of the loss in R2 holds the truth in 95 of 100 tables", () => {
  // y = a + b + c, all standard normal; one model knows a, the other a and b: R2 1/3 and 2/3, the loss is 1/3.
  const s = stream(1, "r2");
  const games = 600;
  let [below, above] = [0, 0];
  for (let game = 0; game < games; game++) {
    const n = 150;
    const [a, b] = [0, 1].map(() => Float64Array.from({ length: n }, () => s.normal())) as [Float64Array, Float64Array];
    const known = a.map((x, i) => x + b[i]!);
    const found = r2s(
      known.map((x) => x + s.normal()),
      a,
      known,
    );
    if (!found) throw new Error("y varies");
    if (found.loss.low > 1 / 3) below++;
    if (found.loss.high < 1 / 3) above++;
  }
  expect(Math.max(below, above) / games).toBeLessThan(0.045);
  expect((below + above) / games).toBeGreaterThan(0.02);
});

test("of several classes the likeliest is guessed, and each stands against the others", () => {
  const said = Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.5, 0.4, 0.2, 0.3, 0.5);
  expect([...guesses(said, 3)]).toEqual([0, 1, 2]);
  expect(macroAuc(Int32Array.of(0, 1, 2), said, 3)).toBe(1);
  // By hand: class 0 first (1), class 1 third of three chances .2 .5 .3 with .3 (1/2), nobody of class 2.
  expect(macroAuc(Int32Array.of(0, 0, 1), said, 3)).toBeCloseTo((0.5 + 0.5) / 2, 12);
});
