import { expect, test } from "vitest";
import { tablesOf } from "../testing/tables.ts";
import { shape } from "./shapes.ts";

const { a, b } = tablesOf(["number", "label"], {
  a: [
    [1, "x"],
    [2, "x"],
    [3, "y"],
    [null, null],
  ],
  b: [
    [2, "x"],
    [3, "z"],
    [4, "z"],
    [5, "x"],
  ],
});
const all = Uint32Array.of(0, 1, 2, 3);

test("numbers: one minus the largest gap of the distribution functions, without missing values", () => {
  // By hand: below 4 lie 3/3 and 2/4, below 3 2/3 and 1/4 (gap .41667), below 4 the gap is .5.
  expect(shape(a.columns[0]!, all, b.columns[0]!, all)).toBeCloseTo(0.5, 12);
  expect(shape(a.columns[0]!, all, a.columns[0]!, all)).toBe(1);
});

test("labels: one minus half the summed difference of shares", () => {
  // x 2/3 against 1/2, y 1/3 against 0, z 0 against 1/2: half of 1 is .5.
  expect(shape(a.columns[1]!, all, b.columns[1]!, all)).toBeCloseTo(0.5, 12);
});

test("without any value there is no shape", () => {
  expect(shape(a.columns[0]!, Uint32Array.of(3), b.columns[0]!, all)).toBeNaN();
});
