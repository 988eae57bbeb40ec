import { expect, test } from "vitest";
import { commonest } from "./commonest.ts";

const codes = Int32Array.from([2, 2, 2, 0, 0, 3, 3, -1, 1]);

test("classes by how many rows they have, ties in their own order, those of few rows left out", () => {
  expect(commonest(codes, 5, { most: 10 })).toEqual([2, 0, 3, 1, 4]);
  expect(commonest(codes, 5, { most: 2 })).toEqual([2, 0]);
  expect(commonest(codes, 5, { most: 10, fewest: 2 })).toEqual([2, 0, 3]);
});
