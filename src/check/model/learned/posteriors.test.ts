import fc from "fast-check";
import { expect, test } from "vitest";
import { highest, joined, posteriorColumns, posteriorsOf, topLogits } from "./posteriors.ts";

const rounded = (values: Iterable<number>, digits = 12): number[] =>
  Array.from(values, (value) => Number(value.toFixed(digits)));

test("logits become a softmax in float64, however large they are", () => {
  const said = Float32Array.of(0, Math.LN2, 1000, 900, -Infinity, 3);
  const { classes, p } = posteriorsOf({ kind: "logits", outputs: 2, rows: 3, perModel: [said] }, 0);
  expect(classes).toBe(2);
  expect(rounded(p, 6)).toEqual([0.333333, 0.666667, 1, 0, 0, 1]);
  expect(p[3]! / Math.exp(-100)).toBeCloseTo(1, 10); // no float32 holds it beside a 1, and it is still told from 0
});

test("probabilities stay, but for what rounding left them short of 1; an answer without sense says nothing", () => {
  const said = Float32Array.of(0.2, 0.6, 0, 0, NaN, 1);
  const { p } = posteriorsOf({ kind: "probabilities", outputs: 2, rows: 3, perModel: [said] }, 0);
  expect(rounded(p, 6)).toEqual([0.25, 0.75, 0.5, 0.5, 0.5, 0.5]);
});

test("some rows of one model are looked at, and portions are put together", () => {
  const first = Float64Array.of(1, 0, 0, 1, 0.5, 0.5);
  const second = Float64Array.of(0, 1, 1, 0, 0.25, 0.75);
  const answers = { kind: "probabilities", outputs: 2, rows: 3, perModel: [first, second] } as const;
  const parts = [posteriorsOf(answers, 1, Uint32Array.of(2, 0)), posteriorsOf(answers, 0, Uint32Array.of(1))];
  expect(joined(parts)).toEqual({ classes: 2, p: Float64Array.of(0.25, 0.75, 0, 1, 0, 1) });
});

test("the highest come first, as sorting all of them would have it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (rows, count) => {
        const found = highest({ classes: 6, p: Float64Array.from(rows.flat()) }, count);
        expect([...found]).toEqual(rows.flatMap((row) => row.toSorted((a, b) => b - a).slice(0, count)));
      },
    ),
  );
});

test("trees see up to ten classes in their order, more by the ten highest, and the true one's", () => {
  const few = posteriorColumns({ classes: 3, p: Float64Array.of(0.2, 0.5, 0.3, 0.7, 0.1, 0.2) }, Int32Array.of(2, 0));
  expect(few.map((column) => (column.kind === "number" ? [...column.values] : []))).toEqual([
    [0.2, 0.7],
    [0.5, 0.1],
    [0.3, 0.2],
    [0.3, 0.7],
  ]);
  const many = posteriorColumns(
    { classes: 11, p: Float64Array.of(0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.01, 0.54) },
    Int32Array.of(9),
  );
  expect(many.map((column) => (column.kind === "number" ? column.values[0] : null))).toEqual([
    0.54, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.01,
  ]);
});

test("the three highest as log p / (1 - p), both of two classes", () => {
  const { width, x } = topLogits({ classes: 4, p: Float64Array.of(0.1, 0.5, 0.2, 0.2) });
  expect(width).toBe(3);
  expect(rounded(x)).toEqual(rounded([0, Math.log(0.2 / 0.8), Math.log(0.2 / 0.8)]));
  const sure = topLogits({ classes: 2, p: Float64Array.of(1e-18, 1) });
  expect(rounded(sure.x, 9)).toEqual(rounded([18 * Math.LN10, -18 * Math.LN10], 9)); // 1 - 1e-18 is 1 in float64
  expect([...topLogits({ classes: 3, p: Float64Array.of(0, 1, 0) }).x]).toEqual([50, -50, -50]);
});
