import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowIds } from "../table/columns.ts";
import { census } from "./census.ts";
import { csvOf, sheetOf, tableOf, type Sheet } from "./csv.ts";
import { CENSUS, COPIED, makeDemo, type DemoTable } from "./make.ts";

let folder = "";
let subjects: readonly DemoTable[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "telltale-demo-"));
  subjects = await makeDemo(join(folder, "one"), 1);
});
afterAll(() => rm(folder, { recursive: true }));

/** None of the demo's cells needs quotes. */
const rowsOf = async (path: string): Promise<string[]> => (await readFile(path, "utf8")).trimEnd().split("\n").slice(1);
async function copied({ synthetic, train }: DemoTable): Promise<number> {
  const made = new Set(await rowsOf(synthetic));
  return (await rowsOf(train)).filter((row) => made.has(row)).length;
}

test("same seed, same bytes; another seed, other people", async () => {
  const again = await makeDemo(join(folder, "again"), 1);
  const other = await makeDemo(join(folder, "other"), 2);
  for (const [at, subject] of subjects.entries())
    for (const part of ["synthetic", "train", "holdout"] as const) {
      expect(await rowsOf(again[at]![part])).toEqual(await rowsOf(subject[part]));
      expect(await rowsOf(other[at]![part])).not.toEqual(await rowsOf(subject[part]));
    }
});

test("the wages are those of 534 people, each on one side", async () => {
  const [{ train, holdout }] = subjects as readonly [DemoTable];
  expect((await rowsOf(train)).length).toBe(267);
  expect((await rowsOf(holdout)).length).toBe(267);
});

test("exactly so many people are copied: planted all, by marginals none", async () => {
  const byName = new Map(subjects.map((subject) => [subject.name, subject]));
  expect(await copied(byName.get("census-copies")!)).toBe(COPIED);
  expect(await copied(byName.get("census-marginals")!)).toBe(0);
});

const share = (cells: readonly unknown[], is: (cell: unknown) => boolean): number =>
  cells.filter(is).length / cells.length;
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

test("the census follows its law", () => {
  const sheet = census(20_000, 1, "law");
  const column = (name: string): (string | number | null)[] =>
    sheet.rows.map((row) => row[sheet.header.indexOf(name)] ?? null);
  // Region: 1/2 of the sum of 1/2 .. 1/13 = 2.1801; four standard errors are .012.
  expect(Math.abs(share(column("region"), (cell) => cell === "North") - 0.5 / 2.1801)).toBeLessThan(0.012);
  // Nobody who works is without a commute, and nobody else has one.
  const [hours, commute] = [column("hours"), column("commute")];
  expect(hours.every((h, i) => (h === 0) === (commute[i] === null))).toBe(true);
  // Commute: the median of exp(3.1 + .55 z) is e^3.1 = 22.2, its standard error .11.
  const minutes = commute.filter((m) => typeof m === "number").toSorted((a, b) => a - b);
  expect(Math.abs(minutes[minutes.length >> 1]! - Math.exp(3.1))).toBeLessThan(0.5);
  // Occupation: four of equal chance from 2 e.
  const [education, occupation] = [column("education"), column("occupation")];
  const college = occupation.filter((_, i) => education[i] === "college");
  expect(new Set(college)).toEqual(new Set(["sales", "care", "crafts", "office"]));
  for (const one of ["sales", "office"])
    expect(Math.abs(share(college, (cell) => cell === one) - 0.25)).toBeLessThan(0.025);
  // Area: 17 square metres more for each member of the household (least squares; one standard error is .07).
  const [home, size] = [column("area").map(Number), column("household").map(Number)];
  const [middle, usual] = [mean(home), mean(size)];
  const cov = mean(home.map((a, i) => (a - middle) * size[i]!)) / mean(size.map((h) => (h - usual) ** 2));
  expect(Math.abs(cov - 17)).toBeLessThan(0.4);
});

test("no two people of the census are alike", () => {
  const sheet = census(2 * CENSUS, 1, "alike");
  const [ids] = rowIds([tableOf(sheet)], sheet.header);
  expect(new Set(ids).size).toBe(2 * CENSUS);
});

test("a sheet becomes typed columns and a sheet again; text that needs quotes gets them", () => {
  const sheet: Sheet = {
    header: ["n", 'a "name", with'],
    rows: [
      [1.5, "x"],
      [null, "line\nbreak"],
      [-0, null],
    ],
  };
  expect(sheetOf(tableOf(sheet))).toEqual(sheet);
  expect(csvOf(sheet)).toBe('n,"a ""name"", with"\n1.5,x\n,"line\nbreak"\n0,\n');
});
