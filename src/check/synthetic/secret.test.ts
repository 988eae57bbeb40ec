import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "../../table/types.ts";
import { judgeOf } from "./secret.ts";

const number = (...values: number[]): Column => ({
  kind: "number",
  name: "x",
  integer: false,
  values: Float64Array.from(values),
});

describe("a number is right within 5 % of the true one", () => {
  const { right } = judgeOf(number(0), 0.05);
  // By hand: |g - s| <= 0.05 |s|.
  test.each([
    { guess: 105, truth: 100, is: true },
    { guess: 95, truth: 100, is: true },
    { guess: 106, truth: 100, is: false },
    { guess: -95, truth: -100, is: true },
    { guess: -100, truth: 100, is: false },
    { guess: -1, truth: 5, is: false }, // dividing by the guess would call this right
    { guess: 0, truth: 0, is: true },
    { guess: -0, truth: 0, is: true },
    { guess: 1e-9, truth: 0, is: false },
    { guess: 0, truth: 1e-9, is: false },
    { guess: Number.NaN, truth: Number.NaN, is: true },
    { guess: Number.NaN, truth: 1, is: false },
    { guess: 1, truth: Number.NaN, is: false },
    { guess: Infinity, truth: Infinity, is: true },
    { guess: 1, truth: Infinity, is: false },
  ])("$guess for $truth: $is", ({ guess, truth, is }) => {
    expect(right(guess, truth)).toBe(is);
  });

  test("a tolerance of 0 asks for the value itself", () => {
    const exact = judgeOf(number(0), 0);
    expect([exact.right(3, 3), exact.right(3.1, 3)]).toEqual([true, false]);
  });
});

test("a time is right on the same day, before 1970 as well", () => {
  const { right, chance } = judgeOf(
    { kind: "time", name: "t", values: Float64Array.of(Date.UTC(1969, 11, 31, 23), Date.UTC(1970, 0, 1), Number.NaN) },
    0.05,
  );
  expect(right(Date.UTC(1969, 11, 31, 1), Date.UTC(1969, 11, 31, 22))).toBe(true);
  expect(right(Date.UTC(1969, 11, 31, 23), Date.UTC(1970, 0, 1, 1))).toBe(false);
  expect(chance(Date.UTC(1969, 11, 31, 1))).toBeCloseTo(1 / 3, 15);
  expect(chance(Number.NaN)).toBeCloseTo(1 / 3, 15);
});

test("a category is right when it is the same; missing is guessed by missing alone", () => {
  const column: Column = {
    kind: "category",
    name: "c",
    codes: Int32Array.of(0, 0, 1, -1),
    labels: ["a", "b", "z"],
    flag: null,
  };
  const { right, chance } = judgeOf(column, 0.05);
  expect([right(0, 0), right(1, 0), right(Number.NaN, Number.NaN), right(Number.NaN, 0)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([chance(0), chance(1), chance(2), chance(Number.NaN)]).toEqual([0.5, 0.25, 0, 0.25]);
});

test("the chance of a blind guess is the share of synthetic values that would be right, counted one by one", () => {
  const value = fc.oneof(
    fc.integer({ min: -30, max: 30 }),
    fc.double({ min: -100, max: 100 }),
    fc.constant(Number.NaN),
  );
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 40 }),
      value,
      fc.constantFrom(0, 0.05, 0.5, 1),
      (values, truth, tolerance) => {
        const { right, chance } = judgeOf(number(...values), tolerance);
        expect(chance(truth)).toBe(values.filter((guess) => right(guess, truth)).length / values.length);
      },
    ),
  );
});
