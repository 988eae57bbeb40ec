import { expect, test } from "vitest";
import type { Neighbours } from "../../../table/nearest.ts";
import { tableFrom } from "../testing/population.ts";
import { binsOf, edgesOf } from "./bins.ts";
import { closestRelative } from "./closest-relative.ts";
import { closest } from "./closest.ts";
import { knnShare } from "./knn-share.ts";
import { local } from "./local.ts";
import { monteCarlo } from "./monte-carlo.ts";
import type { Surroundings } from "./near.ts";

const near = (...lists: number[][]): Neighbours => ({
  k: lists[0]?.length ?? 0,
  rows: new Uint32Array(lists.flat().length),
  distances: Float32Array.from(lists.flat()),
});
/** Two people, of whom the distances are given. */
const around = (synthetic: Neighbours, reference: Neighbours): Surroundings => {
  const empty = tableFrom([]);
  return {
    ground: { synthetic: empty, reference: empty, columns: [], aside: [], seed: 1 },
    crowd: { table: empty, rows: Uint32Array.of(0, 1) },
    synthetic,
    reference,
    medianDistance: (nth) => (nth === 1 ? 1 : 2),
  };
};

test("closest, and closest relative to the reference", () => {
  const view = around(near([0.5, 1], [2, 3]), near([1, 1], [1, 4]));
  expect([...closest.score(view)]).toEqual([-0.5, -2]);
  expect([...closestRelative.score(view)]).toEqual([0.5, -1]);
});

test("crowding counts rows within the radius; where all that were looked at are within, the last one's place decides", () => {
  const view = around(near([0.5, 1, 1.5], [1.5, 2, 3]), near([1], [1]));
  expect([...monteCarlo.score(view)]).toEqual([2, 0]); // within 1
  expect([...local.score(view)]).toEqual([3.25, 2]); // within 2: all three, the last at three quarters of the way
});

test("each neighbour counts 0.8 of the one before, and equally near ones share", () => {
  const view = around(near([1, 3, 9], [1, 2, 2]), near([2, 4, 9], [2, 2, 2]));
  const [first, second] = knnShare.score(view);
  // In order S R S, of weights 1, .8, .64.
  expect(first).toBeCloseTo((1 + 0.64) / (1 + 0.8 + 0.64), 12);
  // S first; then five at the same distance, two of them synthetic, share what is left of three places.
  expect(second).toBeCloseTo((1 + (0.8 + 0.64) * (2 / 5)) / (1 + 0.8 + 0.64), 12);
});

test("bins: quantiles of numbers, the commonest labels, one more for what is missing", () => {
  expect([...edgesOf(Float64Array.of(1, 2, 3, 4, Number.NaN), 4)]).toEqual([2, 3, 4]);
  expect([...edgesOf(Float64Array.of(0, 0, 0, 7), 4)]).toEqual([7]);
  expect([...edgesOf(Float64Array.of(5, 5), 4)]).toEqual([]);
  const labels = ["a", "b", "c"];
  const made = { kind: "category", name: "x", codes: Int32Array.of(2, 2, 1, 0, 0, 0), labels, flag: null } as const;
  const bins = binsOf(made, 2);
  const other = { ...made, codes: Int32Array.of(0, 1, 2, -1) };
  expect([0, 1, 2, 3].map((row) => bins.of(other, row))).toEqual([0, 2, 1, 3]); // b is one of the others
});
