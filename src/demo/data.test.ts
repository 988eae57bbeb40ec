import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoData, makeData } from "./data.ts";

let folder = "";
let subjects: readonly DemoData[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "telltale-demo-data-"));
  subjects = await makeData(join(folder, "one"), 1);
});
afterAll(() => rm(folder, { recursive: true }));

type Row = Readonly<Record<string, string>>;
/** None of the demo's cells needs quotes. */
async function rowsOf({ train }: DemoData): Promise<readonly Row[]> {
  const [head = "", ...lines] = (await readFile(train, "utf8")).trimEnd().split("\n");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i] ?? "", cell])));
}
const named = (name: string): DemoData => subjects.find((one) => one.name === name) ?? expect.fail(name);
const share = (rows: readonly Row[], of: Row, is: Row): number => {
  const fits = (row: Row, want: Row): boolean => Object.entries(want).every(([column, value]) => row[column] === value);
  const group = rows.filter((row) => fits(row, of));
  return group.filter((row) => fits(row, is)).length / group.length;
};

// Counted in the survey itself: 76 of 245 women and 21 of 289 men were clerks, 100 and 166 earned more than 7.78.
test("the survey's people as they were: who was a clerk, and who earned more than half of them did", async () => {
  const rows = await rowsOf(named("occupation-1985"));
  expect(rows.length).toBe(534);
  expect(share(rows, { gender: "female" }, { occupation: "clerical" })).toBeCloseTo(76 / 245, 12);
  expect(share(rows, { gender: "male" }, { occupation: "clerical" })).toBeCloseTo(21 / 289, 12);
  expect(share(rows, { gender: "female" }, { pay: "high" })).toBeCloseTo(100 / 245, 12);
  expect(share(rows, { gender: "male" }, { pay: "high" })).toBeCloseTo(166 / 289, 12);
  // The wage itself would say who is paid well.
  expect(Object.keys(rows[0] ?? {})).not.toContain("wage");
});

test("the lottery knows no teams; same seed, same bytes", async () => {
  const rows = await rowsOf(named("lottery"));
  const [red, blue] = ["red", "blue"].map((team) => share(rows, { team }, { drawn: "yes" }));
  expect(Math.abs((red ?? 0) - (blue ?? 0))).toBeLessThan(0.05); // three standard errors of .016
  const again = await makeData(join(folder, "again"), 1);
  const other = await makeData(join(folder, "other"), 2);
  const bytes = async (of: readonly DemoData[]): Promise<string> => await readFile(of.at(-1)?.train ?? "", "utf8");
  expect(await bytes(again)).toBe(await bytes(subjects));
  expect(await bytes(other)).not.toBe(await bytes(subjects));
});
