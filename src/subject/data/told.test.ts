import { expect, test } from "vitest";
import type { Column } from "../../table/types.ts";
import type { Said } from "../data.ts";
import { tellsOf } from "./told.ts";

const rows = 60;
const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
const numbers = (of: (row: number) => number): Column => ({
  kind: "number",
  name: "x",
  values: Float64Array.from(each(of)),
  integer: false,
});
const names = (of: (row: number) => number): Column => ({
  kind: "category",
  name: "x",
  codes: Int32Array.from(each(of)),
  labels: ["a", "b", "c", "d"],
  flag: null,
});
const classes = (of: (row: number) => number, all = ["no", "yes"]): Said => ({
  kind: "class",
  classes: all,
  positive: 1,
  codes: Int32Array.from(each(of)),
});
const odd = classes((row) => row % 2);
const income = (row: number): number => 1000 * (row % 2) + ((row * 37) % 101);

test.for<[string, Column, Said, ReturnType<typeof tellsOf>]>([
  ["the same under other names", names((row) => 1 - (row % 2)), odd, { copy: true, rows }],
  ["the same as numbers", numbers((row) => 7 - (row % 2)), odd, { copy: true, rows }],
  [
    "the same where it is not missing",
    names((row) => (row < 20 ? -1 : row % 2)),
    classes((row) => (row > 49 ? -1 : row % 2)),
    { copy: true, rows: 30 },
  ],
  ["finer values, each of one class", names((row) => row % 4), odd, { copy: false, rows }],
  ["numbers on two sides of a limit", numbers((row) => income(row) + row / 1e4), odd, { copy: false, rows }],
  ["one mistake", names((row) => (row === 59 ? 0 : row % 2)), odd, null],
  ["one person across the limit", numbers((row) => (row === 58 ? 2000 : income(row))), odd, null],
  ["nothing to do with it", names((row) => (row * 7) % 3), odd, null],
  ["coarser than three classes", names((row) => Number(row % 3 > 0)), classes((row) => row % 3, ["a", "b", "c"]), null],
  ["nine people of a class tell nothing", names((row) => Number(row < 9)), classes((row) => Number(row < 9)), null],
  ["nobody has both", names((row) => (row % 2 ? -1 : 0)), classes((row) => (row % 2 ? 1 : -1)), null],
])("%s", ([, column, said, found]) => {
  expect(tellsOf(column, said)).toEqual(found);
});

test("a label of numbers: the same, or in another unit, and not merely near it", () => {
  const label: Said = { kind: "number", values: Float64Array.from(each(income)) };
  expect(tellsOf(numbers(income), label)).toEqual({ copy: true, rows });
  expect(
    tellsOf(
      numbers((row) => 32 + 1.8 * income(row)),
      label,
    ),
  ).toEqual({ copy: true, rows });
  expect(
    tellsOf(
      numbers((row) => (row % 5 ? -income(row) / 3 : NaN)),
      label,
    ),
  ).toEqual({ copy: true, rows: 48 });
  expect(
    tellsOf(
      numbers((row) => income(row) + (row === 7 ? 0.01 : 0)),
      label,
    ),
  ).toBeNull();
  expect(
    tellsOf(
      numbers((row) => row),
      label,
    ),
  ).toBeNull();
  expect(
    tellsOf(
      numbers(() => 4),
      label,
    ),
  ).toBeNull();
  expect(
    tellsOf(
      names((row) => row % 2),
      label,
    ),
  ).toBeNull();
});
