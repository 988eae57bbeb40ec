import { expect, test } from "vitest";
import { letters, range } from "../../../learn/testing/made.ts";
import { tensorsOf } from "../../../learn/trainers/data.ts";
import { columnsAt, roomFor } from "./rows.ts";

const rowsOf = (count: number, width: number) =>
  tensorsOf(
    Float32Array.from(range(count * width)),
    [width],
    letters(
      "label",
      range(count).map((row) => row % 3),
      3,
    ),
  );

test("features and the truth of the rows that are asked for, in their order", () => {
  const columns = columnsAt(rowsOf(6, 2), Uint32Array.of(4, 1));
  expect(columns.map((column) => (column.kind === "category" ? [...column.codes] : [...column.values]))).toEqual([
    [8, 2],
    [9, 3],
    [1, 1],
  ]);
});

test("of very many features some are drawn, the same ones for every row", () => {
  const data = rowsOf(4, 1000);
  const [a, b] = [0, 3].map((row) => columnsAt(data, Uint32Array.of(row)));
  expect(a!.length).toBe(513);
  expect(a!.map(({ name }) => name)).toEqual(b!.map(({ name }) => name));
  expect(roomFor(data)).toBe(Math.floor(2 ** 23 / 513));
});
