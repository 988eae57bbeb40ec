import fc from "fast-check";
import { expect, test } from "vitest";
import { classes, hashRows, repeated, rowsIn } from "./rows.ts";
import { tablesOf } from "./testing/tables.ts";

const names = ["a", "my col", "__proto__"];
const row = fc.tuple(
  fc.constantFrom("x", "y", null),
  fc.constantFrom(0, -0, 1, 0.1, null),
  fc.constantFrom("p", "q", null),
);
const rows = fc.array(row, { minLength: 1, maxLength: 30 });
const text = (cells: readonly unknown[]): string => JSON.stringify(cells.map((cell) => (Object.is(cell, -0) ? 0 : cell)));

test("rows are equal when their typed values are: -0 equals 0, missing equals missing", () => {
  fc.assert(
    fc.property(rows, rows, (s, t) => {
      const tables = tablesOf(names, { s: [...s, ["x", 5, "p"]], t: [...t, ["x", 6, "p"]] });
      const [a, b] = [hashRows(tables.s, names), hashRows(tables.t, names)];
      const known = new Set(t.map(text));
      expect([...rowsIn(a, b)].slice(0, s.length)).toEqual(s.map((cells) => (known.has(text(cells)) ? 1 : 0)));
      expect([...repeated(a)].slice(0, s.length)).toEqual(
        s.map((cells) => (s.filter((other) => text(other) === text(cells)).length > 1 ? 1 : 0)),
      );
      expect([...classes(a)].slice(0, s.length)).toEqual(
        s.map((cells) => s.findIndex((other) => text(other) === text(cells))),
      );
    }),
  );
});

test("the order of two columns matters, although hashes are sums", () => {
  const tables = tablesOf(["a", "b"], { s: [[1, 2]], t: [[2, 1]] });
  expect([...rowsIn(hashRows(tables.s, ["a", "b"]), hashRows(tables.t, ["a", "b"]))]).toEqual([0]);
});
