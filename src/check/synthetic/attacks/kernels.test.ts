import fc from "fast-check";
import { expect, test } from "vitest";
import { tableFrom, names, type Person } from "../testing/population.ts";
import { kernelOf, layOut, layoutOf, logDensity, logWeight } from "./kernels.ts";

const base: Person = { age: 20, pay: 1000, hours: 30, job: 0, town: 0, group: 0 };
const two = tableFrom([base, { ...base, age: 40, job: 2 }]);
const layout = layoutOf(two, names);
const h = 0.5;
const t = 0.2;
const kernel = kernelOf(layout, { number: h, category: t });

test("a pair's weight is the product of its kernels, over that of equal rows", () => {
  const { cells } = layOut(layout, two);
  expect(layout.numbers.map(({ name }) => name)).toEqual(["age"]); // the others have one value only
  expect(logWeight(kernel, cells, 0, cells, 0)).toBe(0);
  // Age: mean 30, sd 10 (ddof 0), so the two are 2 sd apart. Job: four labels and missing, c = 5, lambda = t (c - 1)/c.
  const lambda = (t * 4) / 5;
  const expected = -(2 ** 2) / (2 * h * h) + Math.log(lambda / 4 / (1 - lambda));
  expect(logWeight(kernel, cells, 0, cells, 1)).toBeCloseTo(expected, 6);
});

test("missing equals missing and is one more label", () => {
  const holes = {
    ...two,
    columns: two.columns.map((column) =>
      column.kind === "category"
        ? { ...column, codes: Int32Array.of(-1, -1) }
        : { ...column, values: Float64Array.of(Number.NaN, Number.NaN) },
    ),
  };
  const missing = layOut(layout, holes).cells;
  expect(logWeight(kernel, missing, 0, missing, 1)).toBe(0);
  expect(logWeight(kernel, missing, 0, layOut(layout, two).cells, 0)).toBeLessThan(-5);
});

const person = fc.record({
  age: fc.integer({ min: 0, max: 90 }),
  pay: fc.integer({ min: -1000, max: 1000 }),
  hours: fc.constantFrom(0, 40, 41, 1e6),
  job: fc.integer({ min: 0, max: 3 }),
  town: fc.integer({ min: 0, max: 2 }),
  group: fc.constantFrom(0, 1),
});

test("the density is the mean of the kernels, however the records are divided into near and sampled ones", () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 2, maxLength: 12 }),
      person,
      fc.nat(),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (people, x, cut, number) => {
        const table = tableFrom(people);
        const own = layoutOf(table, names);
        const smooth = kernelOf(own, { number, category: 0.3 });
        const { cells, rows } = layOut(own, table);
        const of = { cells: layOut(own, tableFrom([x])).cells, row: 0 };
        const weights = people.map((_, at) => logWeight(smooth, of.cells, 0, cells, at));
        const highest = Math.max(...weights);
        const mean =
          highest + Math.log(weights.reduce((sum, log) => sum + Math.exp(log - highest), 0) / weights.length);
        const everybody = Uint32Array.from(people.keys());
        const stamp = new Int32Array(rows);
        const none = { rows: new Uint32Array(), stamp, mark: 1 };
        const error = (log: number): number => Math.abs(log - mean) / Math.max(1, Math.abs(mean));
        expect(error(logDensity(smooth, { cells, rows, sample: everybody }, of, none))).toBeLessThan(1e-9);
        const near = everybody.slice(0, 1 + (cut % (rows - 1)));
        const rest = everybody.slice(near.length);
        const divided = logDensity(smooth, { cells, rows, sample: rest }, of, { rows: near, stamp, mark: 2 });
        expect(error(divided)).toBeLessThan(1e-9);
      },
    ),
    { numRuns: 300 },
  );
});
