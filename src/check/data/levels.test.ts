import { expect, test } from "vitest";
import { category, number } from "./label/testing/play.ts";
import { levelsOf } from "./levels.ts";

const count = (levels: Int32Array): number[] =>
  [...new Set(levels)].toSorted((a, b) => a - b).map((level) => levels.filter((each) => each === level).length);

test("tenths of a number, and few values as they are", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i);
  expect(count(levelsOf(number("x", hundred), 100))).toEqual(Array<number>(10).fill(10));
  expect(count(levelsOf(number("x", hundred.map((i) => i % 4)), 100))).toEqual([25, 25, 25, 25]); // prettier-ignore
  expect([...levelsOf(number("x", [2, Number.NaN, 1]), 3)]).toEqual([2, -1, 1]);
  expect([...levelsOf(category("c", ["b", null, "a"]), 3)]).toEqual([1, -1, 0]);
});

test("a value that most have is a level of its own, at either end and in the middle", () => {
  const mostly = (value: number): number[] => Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? i : value));
  expect(count(levelsOf(number("x", mostly(-1)), 100))).toContain(75);
  expect(count(levelsOf(number("x", mostly(1000)), 100))).toContain(75);
  expect(count(levelsOf(number("x", mostly(50.5)), 100))).toContain(75);
});
