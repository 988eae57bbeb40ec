import { describe, expect, test } from "vitest";
import type { Label } from "../../../learn/encoding/label.ts";
import { classes, values } from "../../../learn/testing/made.ts";
import { guessed, pOfPromise, proven } from "./guesses.ts";
import { lossesOf } from "./losses.ts";

describe("guesses", () => {
  // by hand: in order of scores 9 8 7 5 3 1 the coins are 1 0 1 1 0 1
  const scores = Float64Array.of(1, 9, 7, 8, 3, 5);
  const coins = Uint8Array.of(1, 1, 1, 0, 0, 1);
  test.each([
    [
      { in: 1, out: 0 },
      { r: 1, v: 1 },
    ],
    [
      { in: 2, out: 1 },
      { r: 3, v: 1 },
    ],
    [
      { in: 3, out: 2 },
      { r: 5, v: 3 },
    ],
    [
      { in: 3, out: 3 },
      { r: 6, v: 3 },
    ],
    [
      { in: 0, out: 2 },
      { r: 2, v: 1 },
    ],
  ])("%j of six", (calls, found) => {
    expect(guessed(scores, coins, calls)).toEqual({ m: 6, ...found });
  });
  test("as many guesses as were fixed, whatever ties", () => {
    expect(guessed(new Float64Array(6), coins, { in: 2, out: 2 })).toEqual({ m: 6, r: 4, v: 2 + 1 });
  });
});

test("two attacks pay for being two: each at half of .05, the larger is proven (fixture of Theorem 5.2 at .05: .67298)", () => {
  const one = { m: 1000, r: 100, v: 75 };
  expect(proven([{ attack: "a", guessed: one }], 1e-4).low).toBeCloseTo(0.67298, 4);
  const { measures, low } = proven(
    [
      { attack: "a", guessed: one },
      { attack: "b", guessed: { ...one, v: 50 } },
    ],
    1e-4,
  );
  expect(low).toBeLessThan(0.67298);
  expect(measures.map(({ id, of, low: bound }) => [id, of, bound])).toMatchObject([
    ["guesses", { attack: "a" }, expect.any(Number)],
    ["epsilon.low", { attack: "a" }, low],
    ["guesses", { attack: "b" }, expect.any(Number)],
    ["epsilon.low", { attack: "b" }, 0],
    ["epsilon.low", { attack: "a", best: "true" }, low],
  ]);
  const tried = [
    { attack: "a", guessed: one },
    { attack: "b", guessed: { ...one, v: 50 } },
  ];
  expect(pOfPromise(tried, { epsilon: low, delta: 1e-4 })).toBeCloseTo(0.05, 10);
});

describe("losses", () => {
  const label: Label = { kind: "class", column: "label", classes: ["a", "b"], answers: "string" };
  test("of logits: log(1 + e^-1) for the right one of 1 and 0, and large ones overflow nothing", () => {
    const said = Float32Array.of(1, 0, 1000, 0);
    const answers = { kind: "logits", outputs: 2, rows: 2, perModel: [said] } as const;
    const losses = lossesOf(answers, { goal: classes([0, 1]), label });
    expect(losses[0]).toBeCloseTo(Math.log(1 + Math.exp(-1)), 12);
    expect(losses[1]).toBe(1000);
  });
  test("of chances: -log p, finite where a class is impossible", () => {
    const said = Float64Array.of(0.25, 0.75, 1, 0);
    const answers = { kind: "probabilities", outputs: 2, rows: 2, perModel: [said] } as const;
    const losses = lossesOf(answers, { goal: classes([0, 1]), label });
    expect(losses[0]).toBeCloseTo(Math.log(4), 12);
    expect(losses[1]).toBeGreaterThan(25);
    expect(losses[1]).toBeLessThan(1000);
  });
  test("of numbers: the squared error in units of the variance", () => {
    const answers = { kind: "values", outputs: 1, rows: 2, perModel: [Float64Array.of(1, 5)] } as const;
    const number: Label = { kind: "number", column: "label", mean: 0, deviation: 2 };
    const losses = lossesOf(answers, { goal: values([4, 3]), label: number });
    expect(losses[0]).toBeCloseTo(9 / 4, 9);
    expect(losses[1]).toBeCloseTo(1, 9);
  });
});
