import fc from "fast-check";
import { expect, test } from "vitest";
import { pick, valuesOf } from "../../table/columns.ts";
import type { Table } from "../../table/types.ts";
import { nearRows } from "./near-rows.ts";
import { tablesOf } from "./testing/tables.ts";

const names = ["a", "b", "c", "d"];

/** The definition, pair by pair. */
function oracle(synthetic: Table, target: Table): number[] {
  const made = pick(synthetic, names);
  const real = pick(target, names).map(valuesOf);
  const widths = made.map((column) => {
    if (column.kind === "category") return 0;
    const values = [...column.values].filter((value) => !Number.isNaN(value));
    return values.length > 0 ? (Math.max(...values) - Math.min(...values)) * 0.01 : 0;
  });
  return Array.from({ length: target.rows }, (_, i) => {
    for (let j = 0; j < synthetic.rows; j++) {
      const different = made.filter((column, at) => {
        const [x = 0, y = 0] = [real[at]?.[i], valuesOf(column)[j]];
        return !Object.is(x + 0, y + 0) && !(Math.abs(x - y) <= (widths[at] ?? 0));
      });
      if (different.length <= 1) return 1;
    }
    return 0;
  });
}

test("a noisy copy is near, a stranger is not, one wrong cell is forgiven, two are not", () => {
  const { synthetic, train } = tablesOf(names, {
    synthetic: [
      ["x", 0, 0, 0],
      ["y", 100, 100, 100],
      ["x", 50, 50, 50],
    ],
    train: [
      ["x", 50.9, 49.1, 51],
      ["x", 50, 50, 99],
      ["y", 50, 50, 50],
      ["y", 50, 50, 52],
      ["x", 51.1, 50, 50],
      ["x", 51.1, 51.1, 50],
    ],
  });
  expect([...(nearRows(synthetic, [train], names)[0] ?? [])]).toEqual([1, 1, 1, 0, 1, 0]);
});

test("the grid finds exactly what the definition says, whatever is missing, constant, negative or far away", () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(null, -0, 0.3, 19.7, 20.1, -5, 1e6));
  const row = fc.tuple(fc.constantFrom("x", "y", null), number, number, fc.oneof(fc.constant(7), number));
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      (s, t) => {
        const { synthetic, train } = tablesOf(names, { synthetic: s, train: t });
        if (synthetic.columns[0]?.kind !== train.columns[0]?.kind) return;
        expect([...(nearRows(synthetic, [train], names)[0] ?? [])]).toEqual(oracle(synthetic, train));
      },
    ),
    { numRuns: 500 },
  );
});
