import { expect, test } from "vitest";
import { shuffled, stream } from "../../stats/stream.ts";
import type { Played } from "../types.ts";
import { fidelity } from "./fidelity.ts";
import { playOn, tablesOf } from "./testing/tables.ts";

type Cell = string | number | null;
const names = ["age", "job", "pay"];
const options = { rows: 100_000, pairs: 500, triples: 200, classifier: 200, points: 200 };

/** Pay follows age and job; a tenth of the ages is missing. */
function people(n: number, seed: number): Cell[][] {
  const s = stream(seed, "people");
  return Array.from({ length: n }, () => {
    const age = 20 + s.int(50);
    const job = ["cook", "judge", "nurse"][s.int(3)] ?? "cook";
    const pay = 10 * age + (job === "judge" ? 500 : 0) + 50 * s.normal();
    return [s.int(10) === 0 ? null : age, job, pay];
  });
}
const train = people(2000, 1);
const play = (synthetic: Cell[][], columns: readonly string[] = names): Promise<Played> =>
  playOn(fidelity, tablesOf(columns, { synthetic, train, holdout: people(1000, 3) }), { options, columns });
const value = ({ measures }: Played, id: string, ways?: string): number =>
  measures.find((one) => one.id === id && (ways === undefined || one.of?.["ways"] === ways))?.value ?? Number.NaN;

test("a perfect copy is 1 in everything", async () => {
  const played = await play(train);
  for (const ways of ["1", "2", "3"]) expect(value(played, "accuracy", ways)).toBe(1);
  expect(value(played, "association")).toBe(1);
  expect(value(played, "sdmetrics.quality")).toBeCloseTo(1, 12);
  expect(value(played, "overall.ceiling")).toBeLessThan(0.97);
  expect(value(played, "pmse.ratio")).toBeCloseTo(0, 12);
  expect(value(played, "authenticity")).toBe(0);
  expect(value(played, "authenticity.holdout")).toBeGreaterThan(0.2);
});

test("other people of the same law reach the ceiling", async () => {
  const played = await play(people(2000, 2));
  for (const ways of ["1", "2", "3"])
    expect(Math.abs(value(played, "accuracy", ways) - value(played, "accuracy.ceiling", ways))).toBeLessThan(0.015);
  expect(Math.abs(value(played, "c2st.auc") - 0.5)).toBeLessThan(0.08);
  expect(value(played, "pmse.ratio")).toBeLessThan(2);
  expect(value(played, "alpha-precision")).toBeGreaterThan(0.9);
  expect(Math.abs(value(played, "beta-recall") - value(played, "beta-recall.holdout"))).toBeLessThan(0.12);
});

test("a shuffled column costs accuracy in two columns, not in one", async () => {
  const order = shuffled(train.length, stream(5, "order"));
  const played = await play(train.map((row, i) => [...row.slice(0, 2), train[order[i]!]?.[2] ?? null]));
  expect(value(played, "accuracy", "1")).toBe(1);
  expect(value(played, "accuracy", "2")).toBeLessThan(0.9);
  expect(value(played, "association")).toBeLessThan(0.8);
});

test("noise is far off", async () => {
  const s = stream(7, "noise");
  const noise = train.map(() => [20 + s.int(50), "judge", 2000 * s.next()]);
  const played = await play(noise);
  expect(value(played, "overall")).toBeLessThan(0.5);
  expect(value(played, "c2st.auc")).toBeGreaterThan(0.9);
  expect(value(played, "pmse.ratio")).toBeGreaterThan(10);
});

test("constant columns and columns of missing values are compared, too", async () => {
  const rows = (n: number): Cell[][] => Array.from({ length: n }, (_, i) => [7, null, i % 2 === 0 ? "a" : "b"]);
  const tables = tablesOf(names, { synthetic: rows(50), train: rows(40) });
  const played = await playOn(fidelity, tables, { options, columns: names });
  expect(value(played, "accuracy", "3")).toBeCloseTo(1, 12);
  expect(value(played, "association")).toBe(1);
  const empty = played.measures.find(({ id, of }) => id === "shape" && of?.["column"] === "job");
  expect(empty).toMatchObject({ value: null, status: "undefined" });
});

test("a label of fewer than five people is never printed", async () => {
  const rare = train.map((row, i) => (i < 4 ? [row[0] ?? null, "astronaut", row[2] ?? null] : row));
  const tables = tablesOf(names, { synthetic: rare, train: rare });
  const played = await playOn(fidelity, tables, { options, columns: names });
  expect(JSON.stringify(played.facts)).not.toContain("astronaut");
  expect(played.facts["marginals"]).toContainEqual(
    expect.objectContaining({ column: "job", other: true, bins: expect.arrayContaining(["other"]) as unknown }),
  );
});

test("hundreds of columns do not explode: pairs and triples are sampled, and it is said", async () => {
  const s = stream(9, "wide");
  const columns = Array.from({ length: 300 }, (_, i) => `c${i}`);
  const rows = (): Cell[][] => Array.from({ length: 60 }, () => columns.map(() => s.int(3)));
  const tables = tablesOf(columns, { synthetic: rows(), train: rows() });
  const played = await playOn(fidelity, tables, { options, columns });
  expect(played.facts).toMatchObject({ columns: 300, pairs: 500, triples: 200 });
  expect(played.measures.filter(({ id }) => id === "shape")).toHaveLength(300);
  expect(played.measures.some(({ id }) => id === "sdmetrics.quality")).toBe(false);
  expect(played.facts["associations"]).toMatchObject({ columns: columns.slice(0, 30) });
});

test("two rows are no reason to fail", async () => {
  const rows = [
    [30, "cook", 1],
    [null, "judge", 2],
  ];
  const tables = tablesOf(names, { synthetic: rows, train: rows, holdout: rows });
  const { measures } = await playOn(fidelity, tables, { options, columns: names });
  expect(measures.find(({ id }) => id === "c2st.auc")).toMatchObject({ value: null, status: "undefined" });
  expect(measures.filter(({ id }) => id === "accuracy").map(({ value: found }) => found)).toEqual([1, 1, 1]);
});
