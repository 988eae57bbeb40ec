import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { runOn, tablesOf } from "../testing/tables.ts";
import { authenticWork } from "./authentic.ts";
import { integrated, supportWork } from "./support.ts";
import { toldApartWork } from "./told-apart.ts";

const numbers = (...values: number[]): number[][] => values.map((value) => [value]);

test("uniform levels give 1, all at one place half at most", () => {
  expect(integrated(Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000))).toBeCloseTo(0.9995, 9);
  expect(integrated(Float64Array.of(0, 0))).toBeCloseTo(0, 12); // P = 1 for every a: 1 - 2 times 1/2
  expect(integrated(Float64Array.of(2, 2))).toBeCloseTo(0, 12); // P = 0
  expect(integrated(Float64Array.of(0.5))).toBeCloseTo(1 - 2 * 0.25, 12);
});

test("levels by hand", async () => {
  // Real 0 1 2 3 14, centre 4: squared distances 16 9 4 1 100, levels .7 .5 .3 .1 .9. Synthetic 3.5 is inside all, 20 outside all.
  const tables = tablesOf(["x"], { train: numbers(0, 1, 2, 3, 14), synthetic: numbers(3.5, 20, 1, 3, 2) });
  const input = { tables: "", columns: ["x"], arm: "synthetic" as const, points: 100, seed: 1, from: 0, to: 100 };
  const found = await runOn(supportWork, tables, input);
  expect([...found.precision].map((level) => Math.round(100 * level) / 100)).toEqual([0, 1, 0.5, 0.1, 0.3]);
  // The synthetic centre is 5.9: 3.5 2.4 away, then 3, 2, 1, 20: levels .1 .9 .7 .3 .5. Within 1 of 0 lies 1 (.7), of 1: 1 and 2
  // (.5), of 2: 1, 2 and 3 (.3), of 3: 2, 3 and 3.5 (.1), within 11 of 14: 3.5 (.1), 20, 3.
  expect([...found.recall].map((level) => Math.round(100 * level) / 100)).toEqual([0.7, 0.5, 0.3, 0.1, 0.1]);
});

test("a copy has full precision and recall and is not authentic", async () => {
  const s = stream(1, "copy");
  const train = Array.from({ length: 300 }, () => [s.normal(), s.normal()]);
  const tables = tablesOf(["x", "y"], { train, synthetic: train });
  const columns = ["x", "y"];
  const levels = await runOn(supportWork, tables, {
    tables: "",
    columns,
    arm: "synthetic",
    points: 300,
    seed: 1,
    from: 0,
    to: 300,
  });
  expect(integrated(levels.precision)).toBeGreaterThan(0.99);
  expect(integrated(levels.recall)).toBeGreaterThan(0.9); // a row may be covered by one further in
  const { authentic, of } = await runOn(authenticWork, tables, {
    tables: "",
    columns,
    against: "train",
    points: 100,
    rows: 1000,
    seed: 1,
  });
  expect({ authentic, of }).toEqual({ authentic: 0, of: 100 });
});

test("authenticity by hand: each synthetic row against its own nearest real row", async () => {
  // Nearest of 0.5 is 0, whose next is 1 (.5 < 1: copied); of 12 it is 10, whose next is 13 (2 < 3: copied); of 25 it is 13 (12 > 3).
  const tables = tablesOf(["x"], { train: numbers(0, 1, 10, 13), synthetic: numbers(-0.5, 10.5, 25) });
  const input = { tables: "", columns: ["x"], against: "train" as const, points: 10, rows: 10, seed: 1 };
  expect(await runOn(authenticWork, tables, input)).toEqual({ authentic: 1, of: 3 });
});

test("samples of one law cannot be told apart, nor can copies; noise can", async () => {
  const s = stream(1, "apart");
  const law = (n: number): number[][] =>
    Array.from({ length: n }, () => {
      const x = s.normal();
      return [x, x + 0.3 * s.normal()];
    });
  const train = law(600);
  const auc = async (synthetic: number[][]): Promise<number> => {
    const tables = tablesOf(["x", "y"], { train, synthetic });
    const input = { tables: "", columns: ["x", "y"], against: "train" as const, rows: 600, seed: 1 };
    const found = await Promise.all([0, 1, 2, 3, 4].map((fold) => runOn(toldApartWork, tables, { ...input, fold })));
    return found.reduce((sum, { estimate }) => sum + (estimate[0] ?? Number.NaN) / 5, 0);
  };
  expect(Math.abs((await auc(law(600))) - 0.5)).toBeLessThan(0.06);
  expect(Math.abs((await auc(train)) - 0.5)).toBeLessThan(0.06);
  expect(await auc(train.map(([x = 0]) => [x, s.normal()]))).toBeGreaterThan(0.7);
});
