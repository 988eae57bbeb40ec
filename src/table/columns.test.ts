import fc from "fast-check";
import { expect, test } from "vitest";
import { column, isMissing, pick, rangeOf, rowIds } from "./columns.ts";
import type { Column, Table } from "./types.ts";

const number = (name: string, values: readonly number[]): Column => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  integer: false,
});
const category = (name: string, codes: readonly number[]): Column => ({
  kind: "category",
  name,
  codes: Int32Array.from(codes),
  labels: ["a", "b", "c"],
  flag: null,
});
const table = (...columns: readonly Column[]): Table => ({
  digest: "",
  rows: columns[0]?.kind === "category" ? columns[0].codes.length : (columns[0]?.values.length ?? 0),
  columns,
});

test("columns are found by name, and picked in the order of the names", () => {
  const both = table(number("__proto__", [1]), number("x-y", [2]));
  expect(column(both, "__proto__").name).toBe("__proto__");
  expect(pick(both, ["x-y", "__proto__"]).map(({ name }) => name)).toEqual(["x-y", "__proto__"]);
  expect(() => column(both, "constructor")).toThrow(expect.objectContaining({ code: "COLUMN_UNKNOWN" }) as Error);
});

test("the range is that of finite values", () => {
  expect(rangeOf(Float64Array.of(NaN, 3, Infinity, -2, -Infinity))).toEqual({ low: -2, high: 3 });
  expect(rangeOf(Float64Array.of(NaN))).toBeNull();
});

test("missing is NaN or -1", () => {
  const both = pick(table(category("c", [-1, 0]), number("n", [NaN, 0])), ["c", "n"]);
  expect(both.map((one) => [isMissing(one, 0), isMissing(one, 1)])).toEqual([
    [true, false],
    [true, false],
  ]);
});

test("rows are equal by value: -0 equals 0, missing equals missing, in any table", () => {
  const a = table(category("c", [0, 0, -1, 1]), number("n", [0, 1, NaN, Infinity]));
  const b = table(number("n", [NaN, -0, -Infinity]), category("c", [-1, 0, 1]));
  expect(rowIds([a, b], ["c", "n"]).map((ids) => [...ids])).toEqual([
    [0, 1, 2, 3],
    [2, 0, 4],
  ]);
});

test("without columns all rows are equal, and an empty table has no ids", () => {
  expect(rowIds([table(number("n", [1, 2])), table(number("n", []))], [])).toEqual([
    Int32Array.of(0, 0),
    new Int32Array(),
  ]);
});

test("ids are those of a map from the row's text", () => {
  const cell = fc.constantFrom(NaN, -Infinity, Infinity, 0, -0, 1, 2, 0.1, 2 ** 53);
  const rows = fc.array(fc.tuple(cell, cell, fc.integer({ min: -1, max: 2 })), { maxLength: 60 });
  fc.assert(
    fc.property(rows, rows, (left, right) => {
      const ids = new Map<string, number>();
      const expected = [left, right].map((part) =>
        Int32Array.from(part, ([x, y, c]) => {
          const text = [x + 0, y + 0, c].join();
          if (!ids.has(text)) ids.set(text, ids.size);
          return ids.get(text) ?? -1;
        }),
      );
      const tables = [left, right].map((part) =>
        table(
          number(
            "x",
            part.map(([x]) => x),
          ),
          number(
            "y",
            part.map(([, y]) => y),
          ),
          category(
            "c",
            part.map(([, , c]) => c),
          ),
        ),
      );
      expect(rowIds(tables, ["x", "y", "c"])).toEqual(expected);
    }),
  );
});
