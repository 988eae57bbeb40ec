import fc from "fast-check";
import { expect, test } from "vitest";
import { onlyMatch, sortColumn, type Condition } from "./sorted-index.ts";
import { tablesOf } from "./testing/tables.ts";

const names = ["n", "c", "m"];
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(null, -0, 0.5, 1e308, -1e308));
const row = fc.tuple(number, fc.constantFrom("x", "y", "z", null), number);
const bound = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(-Infinity, Infinity, 0.5, -0));
const condition = fc.oneof(
  fc.record({ column: fc.constantFrom(0, 2), low: bound, high: bound }),
  fc.integer({ min: 0, max: 3 }).map((code) => ({ column: 1, low: code, high: code })),
  fc.constantFrom(0, 1, 2).map((column) => ({ column, low: Number.NaN, high: Number.NaN })),
);

test("a description fits the one person that trying every row finds", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 21, maxLength: 21 }),
      (cells, predicate: Condition[], people) => {
        const { t } = tablesOf(names, { t: [...cells, [9, "x", 9]] }); // a last row of known types, nobody's
        const owner = Int32Array.from({ length: t.rows }, (_, i) => (i === cells.length ? -1 : (people[i] ?? -1)));
        const chosen = Int32Array.from(owner.keys()).filter((i) => owner[i]! >= 0);
        const columns = t.columns.map((column) => sortColumn(column, chosen));
        const fits = (i: number): boolean =>
          predicate.every(({ column: at, low, high }) => {
            const column = t.columns[at]!;
            const value = column.kind === "category" ? column.codes[i]! : column.values[i]!;
            const missing = column.kind === "category" ? value < 0 : Number.isNaN(value);
            return Number.isNaN(low) ? missing : !missing && value >= low && value <= high;
          });
        const fitting = new Set([...chosen].filter(fits).map((i) => owner[i]));
        const [only = -1] = fitting;
        expect(onlyMatch(columns, predicate, owner)).toBe(fitting.size === 1 ? only : -1);
      },
    ),
    { numRuns: 400 },
  );
});
