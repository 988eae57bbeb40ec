import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Column } from "../../table/types.ts";
import type { Played } from "../types.ts";
import { drift, type DriftFacts } from "./drift.ts";
import { driftOf } from "./drift/apart.ts";
import { pooled } from "./drift/cells.ts";
import { playTwo } from "./duplicates/testing/two.ts";

/** Two tables of `n` people each; in the second, ages are `older` standard deviations higher, and so much of group b is another town. */
function people(n: number, { older = 0, moved = 0, seed = 1 } = {}): Column[] {
  const random = stream(seed, "drift.test");
  const rows = Array.from({ length: 2 * n }, (_, i) => {
    const [second, b] = [i >= n, random.next() < 0.4];
    const town = second && b && random.next() < moved ? 2 : Math.floor(random.next() * 3);
    return { age: random.normal() + (second ? older : 0), town, b, yes: random.next() < 0.3 };
  });
  const category = (name: string, labels: string[], codes: number[]): Column => ({
    kind: "category",
    name,
    labels,
    codes: Int32Array.from(codes),
    flag: null,
  });
  return [
    { kind: "number", name: "age", values: Float64Array.from(rows, ({ age }) => age), integer: false },
    category(
      "town",
      ["A", "B", "C"],
      rows.map(({ town }) => town),
    ),
    category(
      "group",
      ["a", "b"],
      rows.map(({ b }) => Number(b)),
    ),
    category(
      "label",
      ["no", "yes"],
      rows.map(({ yes }) => Number(yes)),
    ),
  ];
}
const play = async (columns: Column[], train: number): Promise<Played> =>
  await playTwo(drift, { columns, train, beside: "serving", protected: ["group"], label: "label" });
const foundIn = ({ facts }: Played): DriftFacts["found"] => (facts as unknown as DriftFacts).found; // its own
const of = (played: Played, column: string) => foundIn(played).columns.find((one) => one.column === column)!;

test("a column that moved is found, and is what tells the tables apart", async () => {
  const played = await play(people(800, { older: 0.5 }), 800);
  const { columns, told } = foundIn(played);
  expect(columns[0]?.column).toBe("age");
  expect(of(played, "age").adjusted).toBeLessThan(1e-6);
  // a shift of half a standard deviation: total variation 2 Phi(.25) - 1 = .197, Wasserstein .5 sd, AUC Phi(.5/sqrt 2) = .638
  expect(of(played, "age").ks).toBeCloseTo(0.197, 1);
  expect(of(played, "age").wasserstein).toBeCloseTo(0.5, 1);
  expect(told!.low).toBeGreaterThan(0.53);
  expect(told!.high).toBeLessThan(0.7);
  expect(of(played, "town").adjusted).toBeGreaterThan(0.01);
});

test("a number that is mostly 0 is not one cell, and moves where its 0 do", async () => {
  const gains = (zeros: number): number[] => Array.from({ length: 500 }, (_, i) => (i < zeros ? 0 : 1 + (i % 40)));
  const values = Float64Array.from([...gains(460), ...gains(360)]);
  const gain: Column = { kind: "number", name: "gain", values, integer: true };
  const { columns } = foundIn(await playTwo(drift, { columns: [gain], train: 500, beside: "serving" }));
  expect(columns[0]).toMatchObject({ labels: ["0", "above 0"], train: [460, 40], other: [360, 140], population: null });
  expect(columns[0]?.tv.value).toBeCloseTo(0.2, 12);
});

test("the population's table is counted in the same cells", () => {
  const age = (values: number[]): Column => ({
    kind: "number",
    name: "age",
    values: Float64Array.from(values),
    integer: true,
  });
  const ten = Array.from({ length: 10 }, (_, i) => i);
  const { drifted } = driftOf(age(ten), { other: age([-5, 3, Number.NaN]), population: age([0, 0, 9, 50]) });
  expect(drifted.labels).toEqual([
    "below 1",
    "1 to 2",
    "2 to 3",
    "3 to 4",
    "4 to 5",
    "5 to 6",
    "6 to 7",
    "7 to 8",
    "8 to 9",
    "9 or more",
    "missing",
  ]);
  expect(drifted.other).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
  expect(drifted.population).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
});

test("what moves within a group is seen there", async () => {
  const { groups } = foundIn(await play(people(1500, { moved: 0.6 }), 1500));
  const town = (group: string) => groups.find((one) => one.group === group && one.column === "town")!;
  expect(town("group=b").tv.low).toBeGreaterThan(0.2);
  expect(town("group=a").tv.low).toBeLessThan(0.02);
});

test("two halves of the same people: no column moves, the classifier guesses, labels are as often positive", async () => {
  let [alarms, told, shifted] = [0, 0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const { columns, told: auc, label } = foundIn(await play(people(200, { seed }), 200));
    alarms += Number(columns.some(({ adjusted }) => adjusted < 0.05));
    told += Number(auc!.low > 0.5 || auc!.high < 0.5);
    shifted += Number(label[0]!.difference.low > 0 || label[0]!.difference.high < 0);
  }
  expect(alarms).toBeLessThanOrEqual(6); // 5 % of 40, and three standard deviations
  expect(told).toBeLessThanOrEqual(4); // 2.5 % of 40, and three standard deviations
  expect(shifted).toBeLessThanOrEqual(6);
});

test("thin cells are joined, and nobody gets lost", () => {
  const [a, b] = pooled([100, 1, 2, 50], [90, 2, 1, 60]);
  expect(a.reduce((sum, x) => sum + x, 0)).toBe(153);
  expect(b.reduce((sum, x) => sum + x, 0)).toBe(153);
  expect(a.length).toBeLessThan(4);
  expect(pooled([3, 2], [1, 2])).toEqual([[5], [3]]);
});
