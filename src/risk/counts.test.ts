import { expect, test } from "vitest";
import { combine, count, countBaseline, reference, success, units, value, type Guesses } from "./counts.ts";

const game: Guesses = {
  of: { secret: "income" },
  attack: Uint8Array.of(1, 1, 0, 2, 0),
  control: Uint8Array.of(0, 1, 2, 0),
  baseline: Float64Array.of(0.5, 0.25, 0.25, 0.9, 0.5),
};

test("people who were not played count nowhere", () => {
  expect(count(game, "advantage")).toEqual({
    of: { secret: "income" },
    scale: "ratio",
    design: "independent",
    hits: 2,
    n: 4,
    controlHits: 1,
    controlN: 3,
  });
});

test("pairs count where both arms were played", () => {
  const paired: Guesses = { attack: Uint8Array.of(1, 1, 0, 0, 2), control: Uint8Array.of(1, 0, 1, 0, 1), paired: true };
  expect(count(paired, "advantage")).toMatchObject({
    design: "paired",
    bothHit: 1,
    onlyAttack: 1,
    onlyControl: 1,
    n: 4,
  });
});

test("without outsiders the exact chances take their place", () => {
  const counts = count({ ...game, control: undefined }, "advantage");
  // b = .5, .25, .25, .5 of those played: sum 1.5, of squares .625, at the hits .75 (hand)
  expect(counts).toMatchObject({ design: "baseline", hits: 2, n: 4, sumB: 1.5, sumBB: 0.625, sumHB: 0.75 });
  expect(count({ attack: game.attack }, "advantage")).toBeNull();
  expect(countBaseline({ attack: game.attack })).toBeNull();
});

test("R = (p_a - p_c)/(1 - p_c): 1/2 against 1/3 is 1/4", () => {
  const counts = count(game, "advantage")!;
  expect(success(counts)).toBe(0.5);
  expect(reference(counts)).toBeCloseTo(1 / 3, 15);
  expect(value(counts)).toBeCloseTo(0.25, 15);
  expect(units(counts)).toBe(3);
});

test("the difference is judged where outsiders are hit in more than 80 %, and for copies always", () => {
  const often = { attack: Uint8Array.of(1, 1, 1, 1, 1), control: Uint8Array.of(1, 1, 1, 1, 0) };
  expect(count(often, "advantage")?.scale).toBe("ratio");
  expect(count({ ...often, control: Uint8Array.of(1, 1, 1, 1, 1) }, "advantage")?.scale).toBe("difference");
  expect(count(game, "excess")?.scale).toBe("difference");
  expect(value(count(game, "excess")!)).toBeCloseTo(1 / 6, 15);
});

test("a part taken from the whole leaves the rest", () => {
  for (const whole of [game, { ...game, control: undefined }, { ...game, control: game.attack, paired: true }]) {
    const counts = count(whole, "advantage")!;
    const twice = combine(counts, counts, 1);
    expect(combine(twice, counts, -1)).toEqual(counts);
  }
  expect(() => combine(count(game, "excess")!, countBaseline(game)!, 1)).toThrow("two games");
});
