import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { agreement, counts } from "./ways.ts";

const ints = (...values: number[]): Int32Array => Int32Array.from(values);

test("accuracy is one minus half the summed difference of shares", () => {
  // By hand: shares .5 .5 0 and .3 .5 .2: half of .2 + 0 + .2 is .2.
  expect(agreement(ints(50, 50, 0), ints(30, 50, 20)).accuracy).toBeCloseTo(0.8, 12);
  expect(agreement(ints(5, 7), ints(10, 14)).accuracy).toBe(1);
  expect(agreement(ints(5, 0), ints(0, 9)).accuracy).toBe(0);
});

test("the ceiling of large cells is the usual formula", () => {
  // By hand: p = .4, .6 of 1000 + 1000 rows: half of 2 sqrt(2/pi .24 .002) is .017481.
  const { ceiling } = agreement(ints(400, 600), ints(400, 600));
  expect(ceiling).toBeCloseTo(1 - Math.sqrt((2 / Math.PI) * 0.24 * 0.002), 5);
});

test("the ceiling of a cell with one row is exact", () => {
  // By hand: one row in each of four cells, two to a table: each cell is off by 1/2, half of 4/2 is 1.
  expect(agreement(ints(1, 1, 0, 0), ints(0, 0, 1, 1)).ceiling).toBeCloseTo(1 - (4 * 0.5 * Math.sqrt(3 / 4)) / 2, 12);
});

test("the ceiling is what two samples of one law reach on average, also where cells are sparse", () => {
  const s = stream(1, "test");
  const cells = 300;
  const [n1, n2] = [400, 900];
  let [reached, promised] = [0, 0];
  const games = 300;
  for (let game = 0; game < games; game++) {
    const draw = (n: number): Int32Array => {
      const table = new Int32Array(cells);
      for (let i = 0; i < n; i++) table[Math.floor(cells * s.next() ** 2)]!++;
      return table;
    };
    const { accuracy, ceiling } = agreement(draw(n1), draw(n2));
    reached += accuracy / games;
    promised += ceiling / games;
  }
  expect(Math.abs(reached - promised)).toBeLessThan(0.002);
});

test("rows are counted by the bins of one, two and three columns", () => {
  const [a, b, c] = [Uint8Array.of(0, 1, 1), Uint8Array.of(2, 0, 0), Uint8Array.of(1, 1, 1)];
  expect([...counts([a], [2])]).toEqual([1, 2]);
  expect([...counts([a, b], [2, 3])]).toEqual([0, 0, 1, 2, 0, 0]);
  expect([...counts([a, b, c], [2, 3, 2])]).toEqual([0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0]);
});
