import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialUpper } from "../stats/binomial.ts";
import { clopperPearson } from "../stats/proportion.ts";
import { epsilonOfGuesses, epsilonOfRuns, muOfRuns, pOfGuesses } from "./epsilon.ts";

describe("one run, randomised membership (Steinke, Nasr & Jagielski 2023)", () => {
  test.each([
    [1000, 100, 75, 1e-4, 0.6729846641074199],
    [100_000, 1510, 1439, 1e-5, 2.675851007678623],
    [1000, 200, 200, 1e-3, 1.730452770037418],
    [1_000_000, 1_000_000, 600_000, 0, 0.40210571905032755],
    [1000, 100, 0, 1e-5, 0],
    [50, 20, 19, 1e-2, 0],
  ])("m = %i, %i guesses, %i right, delta %d", (m, r, v, delta, expected) => {
    expect(epsilonOfGuesses({ m, r, v }, { delta, gamma: 0.05 })).toBeCloseTo(expected, 12);
  });
  test("delta = 0: the logit of Clopper and Pearson's lower bound, where the tail is gamma", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const [v, r] = [Math.min(a, b), Math.max(a, b)];
        const low = epsilonOfGuesses({ m: r, r, v }, { delta: 0, gamma: 0.05 });
        expect(low).toBeGreaterThanOrEqual(0);
        if (low > 0) expect(binomialUpper(v, r, 1 / (1 + Math.exp(-low)))).toBeCloseTo(0.05, 10);
      }),
    );
  });
  test("p of a claim crosses gamma at the bound; at epsilon 0 and delta 0 it is the chance of so many heads", () => {
    const guessed = { m: 1000, r: 100, v: 75 };
    expect(pOfGuesses(guessed, { epsilon: 0.67298, delta: 1e-4 })).toBeCloseTo(0.05, 4); // the fixture above
    expect(pOfGuesses({ m: 4, r: 4, v: 3 }, { epsilon: 0, delta: 0 })).toBeCloseTo(5 / 16, 12);
    expect(pOfGuesses({ m: 4, r: 4, v: 0 }, { epsilon: 0, delta: 0.1 })).toBe(1);
  });
  test("more right proves more, more delta less", () => {
    const of = (v: number, delta: number): number => epsilonOfGuesses({ m: 1000, r: 200, v }, { delta, gamma: 0.05 });
    expect(of(180, 1e-5)).toBeGreaterThan(of(170, 1e-5));
    expect(of(180, 1e-5)).toBeLessThan(of(180, 1e-6));
  });
});

describe("every trial its own run", () => {
  const runs = { tp: 90, n1: 100, fp: 10, n0: 100 };
  test("90 of 100 against 10 of 100: 1.542 at delta 0, mu 1.860 (40-digit arithmetic)", () => {
    expect(epsilonOfRuns(runs, { delta: 0, gamma: 0.05 })).toBeCloseTo(1.5421523947363345, 12);
    expect(epsilonOfRuns(runs, { delta: 1e-5, gamma: 0.05 })).toBeCloseTo(1.5421402554610046, 12);
    expect(muOfRuns(runs, 0.05)).toBeCloseTo(1.859713744202066, 12);
    expect(muOfRuns({ ...runs, tp: 0 }, 0.05)).toBe(-Infinity);
  });
  test("the wrong way round proves nothing, and a certain no proves as much as a certain yes", () => {
    expect(epsilonOfRuns({ tp: 10, n1: 100, fp: 90, n0: 100 }, { delta: 0, gamma: 0.05 })).toBe(0);
    const yes = epsilonOfRuns({ tp: 30, n1: 100, fp: 0, n0: 100 }, { delta: 0, gamma: 0.05 });
    const no = epsilonOfRuns({ tp: 100, n1: 100, fp: 70, n0: 100 }, { delta: 0, gamma: 0.05 });
    expect(yes).toBeCloseTo(no, 12);
    expect(yes).toBeCloseTo(Math.log(clopperPearson(30, 100).low / clopperPearson(0, 100).high), 12);
  });
});
