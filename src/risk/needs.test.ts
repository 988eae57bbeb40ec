import { expect, test } from "vitest";
import { neededN, needs } from "./needs.ts";

test.each([
  // 2.04 n (h/d)^2 by hand
  [100, 0.1, 0.05, 816],
  [1000, 0.03, 0.01, 18360],
  [1, 1, 1, 3],
  [50, 0.2, 0.01, 40800],
  [25, 0.4, 0.2, 204],
])("n = %i, h = %d, d = %d needs %i", (n, h, d, total) => {
  expect(neededN(n, h, d)).toBe(total);
});

test("it says how many more, counted from what there is", () => {
  expect(needs(100, 0.05, 0.15, 0.1)).toEqual({ kind: "people", more: 716 });
});

test("more than twenty times as many is no proposal, nor is an estimate on the limit or an interval without end", () => {
  expect(needs(100, 0.05, 0.37, 0.15)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.1, 0.2, 0.1)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.1, 0.1, 0.1)).toEqual({ kind: "too-near" });
  expect(needs(100, 0.2, Number.NEGATIVE_INFINITY, 0.1)).toEqual({ kind: "too-near" });
});
