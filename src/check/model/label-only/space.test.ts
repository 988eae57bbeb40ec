import { expect, test } from "vitest";
import { letters, numbers, range } from "../../../learn/testing/made.ts";
import { labelsOf } from "./ask.ts";
import { spaceOf } from "./space.ts";
import { columnPool, rowsIn, tensorPool } from "./testing/models.ts";

const ages = { ...numbers("age", [20, 30, 60, NaN]), integer: true };
const times = { kind: "time", name: "born", values: Float64Array.of(1e12, 1.1e12, 1.2e12, 1e12) } as const;
const pool = columnPool(
  [ages, numbers("x", [0.1, 0.7, 1e-3, 0.3]), numbers("bit", [0, 1, 1, 0]), letters("c", [0, -1, 2, 2], 3), times],
  new Int32Array(4),
);
const space = spaceOf(pool);
const all = Uint32Array.of(0, 1, 2, 3);

test("a row is where it is, to the last digit", () => {
  const rows = space.rowsAt(
    all,
    Array.from(all, (row) => space.pointOf(row)),
  );
  expect(rowsIn(rows)).toEqual(rowsIn(pool));
});

test("numbers are in standard deviations; 0/1 numbers and categories, missing ones too, as they are", () => {
  expect(space.width).toBe(3 + 3 + 1);
  expect(space.blocks.map(({ kind }) => kind)).toEqual(["number", "number", "bit", "category", "number"]);
  const [one, two] = [space.pointOf(0), space.pointOf(1)];
  // 20, 30, 60: mean 110/3, variance (2600/9)
  expect(two[0]! - one[0]!).toBeCloseTo(10 / Math.sqrt(2600 / 9), 12);
  expect(two[2]! - one[2]!).toBe(1);
  // The most frequent label first; of those as frequent, the one missing (-1) before the first.
  expect([...one.subarray(3, 6)]).toEqual([0, 0, 1]);
  expect([...two.subarray(3, 6)]).toEqual([0, 1, 0]);
  expect(space.rounded).toBe(true);
});

test("a point between rows becomes a row: whole, in range, with one label", () => {
  const point = space.pointOf(0);
  point[0] = 1e9;
  point[3] = 0.6;
  point[5] = 0.5;
  point[6]! += 1e-14;
  expect(rowsIn(space.rowsAt(Uint32Array.of(0), [point]))).toEqual([[60, 0.1, 0, 2, 1e12]]);
  point[0] = space.pointOf(0)[0]! + 0.4 / Math.sqrt(2600 / 9); // less than half a year
  point[5] = 0.6; // a tie is the row's own label
  expect(rowsIn(space.rowsAt(Uint32Array.of(0), [point]))[0]!.slice(0, 4)).toEqual([20, 0.1, 0, 0]);
});

test("what is missing cannot be moved, nor what is the same for all", () => {
  expect([...space.free(3)]).toEqual([1, 2, 3, 4, 5, 6]);
  const same = spaceOf(
    columnPool([numbers("one", [1, 1]), letters("c", [2, 2]), numbers("x", [1, 2])], new Int32Array(2)),
  );
  expect([...same.free(0)]).toEqual([2]);
  const tensors = spaceOf(
    tensorPool([
      [1, 0],
      [1, 2],
    ]),
  );
  expect([...tensors.free(0)]).toEqual([1]);
});

test("the rarer of very many labels stay what they are", () => {
  const many = columnPool([letters("c", [...range(150), ...range(100)], 150)], new Int32Array(250));
  const wide = spaceOf(many);
  expect(wide.width).toBe(101);
  expect(rowsIn(wide.rowsAt(Uint32Array.of(120), [wide.pointOf(120)]))).toEqual([[120]]);
  const moved = new Float64Array(101);
  moved[7] = 1;
  expect(rowsIn(wide.rowsAt(Uint32Array.of(120), [moved]))).toEqual([[7]]);
  moved[100] = 2;
  expect(rowsIn(wide.rowsAt(Uint32Array.of(120), [moved]))).toEqual([[120]]);
});

test("pixels have one unit; rows of tensors are not rounded", () => {
  const rows = [
    [0, 10, 20, 0],
    [1, 30, 40, 0],
  ];
  const image = spaceOf({ ...tensorPool(rows), shape: [1, 2, 2] });
  const [one, two] = [image.pointOf(0), image.pointOf(1)];
  expect((two[1]! - one[1]!) / (two[0]! - one[0]!)).toBeCloseTo(20, 10);
  expect(image.blocks.every(({ kind }) => kind === "number")).toBe(true);
  expect(image.rounded).toBe(false);
  const half = one.map((value, at) => (value + two[at]!) / 2);
  expect(rowsIn(image.rowsAt(Uint32Array.of(0), [half]))[0]!.map((value) => Math.fround(value))).toEqual([
    0.5, 20, 30, 0,
  ]);
});

test("the label is the largest output, of those that tie the first", () => {
  const perModel = [Float64Array.of(0.2, 0.8, 0, 0.4, 0.4, 0.2, -3, -2, -1)];
  expect([...labelsOf({ kind: "probabilities", outputs: 3, rows: 3, perModel })]).toEqual([1, 0, 2]);
});
