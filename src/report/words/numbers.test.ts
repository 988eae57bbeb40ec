import { expect, test } from "vitest";
import { date, decimal, duration, integer, interval, limit, outOf, percent } from "./numbers.ts";

// The forms of the notes on wording: U+2212, U+202F from 1 000 on and before %, no-break inside intervals.
test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1\u202f000"],
  [1234567, "1\u202f234\u202f567"],
  [-2000, "\u22122\u202f000"],
])("the whole number %d is %s", (x, text) => expect(integer(x)).toBe(text));

test.each([
  [0.0604, 3, "0.060"],
  [-0.001, 3, "\u22120.001"],
  [-0.0001, 3, "0.000"], // what rounds to zero has no sign
  [35.55, 1, "35.6"], // halves go to the even neighbour, whatever the binary form
  [6.05, 1, "6.0"],
  [0.0605, 3, "0.060"],
  [1234.5, 1, "1\u202f234.5"],
  [null, 3, "–"],
  [Number.NaN, 3, "–"],
  [-Infinity, 3, "\u2212∞"],
] as const)("%d with %d decimals is %s", (x, digits, text) => expect(decimal(x, digits)).toBe(text));

test("an interval never breaks, and an open end is infinite, not missing", () => {
  expect(interval(0.051, 0.072)).toBe("[0.051,\u00a00.072]");
  expect(interval(null, 0.3)).toBe("[\u2212∞,\u00a00.300]");
});

test.each([
  [0.42, 100, "42\u202f%"],
  [0.42, 499, "42\u202f%"],
  [0.42, 500, "42.0\u202f%"], // one decimal when at least 500 stand behind it
  [null, 500, "–"],
])("the share %d of %d people is %s", (share, n, text) => expect(percent(share, n)).toBe(text));

test.each([
  [0.1, "0.100"],
  [0.005, "0.005"],
  [0.0005, "0.0005"],
  [1, "1.000"],
])("the limit %d is printed in full: %s", (x, text) => expect(limit(x)).toBe(text));

test.each([
  [0.02, "0.02 s"],
  [0.5, "0.5 s"],
  [8, "8 s"],
  [161.2, "2 min 41 s"],
  [3900, "1 h 5 min"],
])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test("counts and dates", () => {
  expect(outOf(121, 2000)).toBe("121 of 2\u202f000");
  expect(date("2027-03-01")).toBe("1 March 2027");
  expect(date("some day")).toBe("some day");
});
