import { expect, test } from "vitest";
import { classes, letters, numbers, range, values } from "../../../learn/testing/made.ts";
import type { Columns, Data } from "../../../learn/trainers/data.ts";
import type { Crowd } from "../../../subject/model.ts";
import { canariesWork, type CanariesInput, coinsOf } from "./canaries.ts";
import { crowdOf, openInline, peopleOf } from "./testing/subject.ts";

async function made(
  pool: Data,
  members: number,
  {
    population,
    crowd,
    ...options
  }: Partial<Omit<CanariesInput, "population" | "crowd">> & { population?: Data; crowd?: Partial<Crowd> } = {},
): Promise<Data> {
  const inline = openInline();
  return await canariesWork.run(
    {
      crowd: await inline.put({ ...crowdOf(pool, members), ...crowd }),
      pool: await inline.put(pool),
      population: population ? await inline.put(population) : null,
      most: 1000,
      kind: "mislabelled",
      seed: 1,
      ...options,
    },
    inline.reader,
  );
}
/** The row's number is its only column. */
const numbered = (from: number, to: number): Columns => ({
  ...peopleOf(to - from, { members: 0, outsiders: 0, classes: 3 }, `${from}`),
  kind: "columns",
  columns: [
    numbers(
      "n",
      range(to - from).map((i) => from + i),
    ),
    letters(
      "c",
      range(to - from).map((i) => i % 4),
      4,
    ),
  ],
  goal: classes(
    range(to - from).map((i) => (from + i) % 3),
    3,
  ),
});
const numbersIn = (data: Data): number[] => {
  const [first] = data.kind === "columns" ? data.columns : [];
  return first?.kind === "number" ? [...first.values] : [];
};
const codesIn = ({ goal }: Data): number[] => (goal.kind === "class" ? [...goal.codes] : []);

test("people in the data stay as they are; canaries are outsiders, each once, with a class that is not theirs", async () => {
  const data = await made(numbered(0, 100), 60);
  const who = numbersIn(data);
  expect(who.slice(0, 60)).toEqual(range(60));
  expect(who.slice(60).toSorted((a, b) => a - b)).toEqual(range(40).map((i) => 60 + i));
  expect(who.slice(60)).not.toEqual(range(40).map((i) => 60 + i));
  const codes = codesIn(data);
  expect(codes.every((code, i) => (code === (who[i] ?? 0) % 3) === i < 60)).toBe(true);
  expect(new Set(codes.slice(60))).toEqual(new Set([0, 1, 2]));
});

test("of people as they are, the label stays", async () => {
  const data = await made(numbered(0, 100), 60, { kind: "people" });
  expect(codesIn(data)).toEqual(numbersIn(data).map((n) => n % 3));
});

test("people on neither side are canaries, too, up to so many; never more than people in the data", async () => {
  const population = numbered(100, 300);
  const all = numbersIn(await made(numbered(0, 100), 60, { population })).slice(60);
  expect(all).toHaveLength(60);
  expect(all.some((n) => n >= 100)).toBe(true);
  expect(all.every((n) => n >= 60)).toBe(true);
  expect(numbersIn(await made(numbered(0, 100), 60, { population, most: 50 }))).toHaveLength(110);
});

test("an outsider who is also in the data is no canary, and no person is two", async () => {
  const person = Int32Array.from({ length: 100 }, (_, i) => (i < 60 ? i : i < 70 ? -1 : 60 + (i % 10)));
  const who = numbersIn(await made(numbered(0, 100), 60, { crowd: { person } })).slice(60);
  expect(who.toSorted((a, b) => a - b)).toEqual(range(10).map((i) => 70 + i));
});

test("numbers get the number of somebody in the data", async () => {
  const pool: Data = {
    ...numbered(0, 100),
    goal: values(range(100)),
    label: { kind: "number", column: "label", mean: 0, deviation: 1 },
  };
  const { goal } = await made(pool, 60);
  const found = goal.kind === "number" ? [...goal.values] : [];
  expect(found.slice(0, 60)).toEqual(range(60));
  expect(found.slice(60).every((value) => value < 60)).toBe(true);
  expect(new Set(found.slice(60)).size).toBeGreaterThan(10);
});

test("tensors keep their rows together", async () => {
  const [pool, population] = [100, 80].map((rows, i) => {
    const tensors = peopleOf(rows, { members: 0, outsiders: 0, features: 3 }, `${i}`);
    return { ...tensors, x: Float32Array.from({ length: 3 * rows }, (_, at) => 1000 * i + Math.floor(at / 3)) };
  });
  if (!pool || !population) throw new Error("two");
  const data = await made(pool, 90, { population });
  const x = data.kind === "tensors" ? data.x : new Float32Array();
  expect(x).toHaveLength(3 * 180);
  expect(range(180).every((row) => x[3 * row] === x[3 * row + 1] && x[3 * row] === x[3 * row + 2])).toBe(true);
  expect(x[3 * 180 - 1]).not.toBe(x[3 * 179 - 1]);
});

test("coins are fair, and others for another seed and other data", () => {
  const of = (seed: number, digest: string): Uint8Array => coinsOf(10_000, { seed, digest });
  const heads = of(1, "a").reduce((sum, coin) => sum + coin, 0);
  expect(Math.abs(heads - 5000)).toBeLessThan(250); // five standard deviations
  for (const other of [of(2, "a"), of(1, "b")]) {
    const same = of(1, "a").filter((coin, i) => coin === other[i]).length;
    expect(Math.abs(same - 5000)).toBeLessThan(250);
  }
});
