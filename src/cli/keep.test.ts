import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, expect, test } from "vitest";
import { runSchema } from "../run/schema.ts";
import { here, type Ended } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-keep-"));
const store = join(folder, "store");
const before = process.cwd();
process.chdir(folder); // where the files of acceptances and of the baseline lie
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const telltale = (...args: readonly string[]): Promise<Ended> => here([...args, "--store", store]);

/** People of two towns, whose age and income are a simple function of their number. */
function table(name: string, { from, rows }: { readonly from: number; readonly rows: number }): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const n = (from + i) * 7919;
    return `${18 + (n % 61)},${["Ulm", "Jena"][n % 2] ?? ""},${1000 + ((n * 31) % 4999)}`;
  });
  return lines.join("\n");
}
const write = (name: string, ...parts: readonly string[]): void =>
  writeFileSync(name, `${["age,town,income", ...parts].join("\n")}\n`);
write("train.csv", table("train", { from: 0, rows: 600 }));
write("holdout.csv", table("holdout", { from: 600, rows: 600 }));
write("some.csv", table("some", { from: 0, rows: 60 }), table("new", { from: 1200, rows: 540 }));
write("more.csv", table("more", { from: 0, rows: 300 }), table("new", { from: 1200, rows: 300 }));
write("none.csv", table("new", { from: 1200, rows: 600 }));
const audit = (synthetic: string, ...more: readonly string[]) =>
  telltale(
    ..."audit synthetic --train train.csv --holdout holdout.csv --check copies --executor inline".split(" "),
    "--synthetic",
    synthetic,
    ...more,
  );

test("a baseline knows what was found; more of it fails, and a difference is said", { timeout: 60_000 }, async () => {
  expect((await audit("some.csv")).exit).toBe(10);
  expect(await telltale("baseline", "set")).toMatchObject({ exit: 0, out: expect.stringContaining("1 known") });
  expect((await telltale("baseline", "show")).out).toContain("synthetic/copies:some");
  const again = await audit("some.csv");
  expect(again).toMatchObject({ exit: 0, out: expect.stringMatching(/no leak is new or worse, 1 was known/) });
  const worse = await audit("more.csv");
  expect(worse).toMatchObject({ exit: 10, out: expect.stringContaining("1 leak is new or worse") });
  const diff = await telltale("diff", "telltale.baseline.json", "latest");
  expect(diff).toMatchObject({ exit: 0, out: expect.stringMatching(/worse: synthetic\/copies:more excess/) });
  const json = JSON.parse((await telltale("diff", "telltale.baseline.json", "latest", "--format", "json")).out) as {
    changes: { kind: string; difference: { value: number } }[];
  };
  expect(json.changes).toMatchObject([{ kind: "worse", difference: { value: 0.4 } }]); // 300 of 600 against 60 of 600
  expect((await telltale("diff", "latest", "latest", "--format", "md")).out).toContain("| no difference shown |");
  expect((await telltale("baseline", "clear")).out).toContain("deleted");
  expect(existsSync("telltale.baseline.json")).toBe(false);
  expect((await audit("some.csv")).exit).toBe(10);
});

test("what is accepted is shown and does not fail; withdrawn, it does", { timeout: 60_000 }, async () => {
  expect((await audit("some.csv")).exit).toBe(10);
  const accept = (...more: readonly string[]) => telltale("accept", "copies", ...more);
  expect(await accept("--reason", "test data", "--until", "2999-01-01", "--by", "A. Meyer")).toMatchObject({ exit: 0 });
  const run = runSchema.parse(JSON.parse((await audit("some.csv", "--format", "json")).out));
  expect(run.findings[0]).toMatchObject({
    verdict: "fail",
    accepted: { reason: "test data", until: "2999-01-01", by: "A. Meyer" },
  });
  expect(run.summary).toMatchObject({ exit: 0, counts: { fail: 1, accepted: 1 } });
  expect((await telltale("accept")).out).toContain("by A. Meyer until 2999-01-01: test data");
  expect((await audit("more.csv")).exit).toBe(10); // another finding
  expect((await accept("--withdraw")).exit).toBe(0);
  expect((await audit("some.csv")).exit).toBe(10);
});

test("mistakes are named, with what to do now", { timeout: 60_000 }, async () => {
  await audit("none.csv", "--set", "copies.near=false");
  await audit("some.csv");
  const why = ["--reason", "r", "--until", "2999-01-01"];
  const said = async (...args: readonly string[]): Promise<string> => {
    const { exit, err } = await telltale(...args);
    expect(exit).not.toBe(0);
    expect(err).not.toContain("    at ");
    return err;
  };
  expect(await said("accept", "copies", "--until", "2999-01-01")).toContain("--reason is missing");
  expect(await said("accept", "copies", "--reason", "r", "--until", "2020-01-01")).toContain("is over already");
  expect(await said("accept", "copies", "--reason", "r", "--until", "2999-02-30")).toContain("is not a date");
  expect(await said("accept", "copis", ...why)).toContain("there is no finding copis");
  expect(await said("accept", "copies", "--withdraw")).toContain("there is no finding copies accepted");
  expect(await said("baseline", "sett")).toContain("Did you mean set?");
  expect(await said("baseline", "set", "1999")).toContain("there is no run 1999");
  expect(await said("diff", "latest", "1999")).toContain("there is no run 1999");
  expect((await telltale("baseline", "show")).out).toContain("there is no telltale.baseline.json");
  writeFileSync("broken.json", "{");
  expect((await audit("some.csv", "--accepted", "broken.json")).err).toContain("telltale accept writes it");
  expect((await audit("some.csv", "--baseline", "broken.json")).err).toContain("neither a baseline nor a run");
});

test("scores lie in the store, person by person, and never in a report", { timeout: 60_000 }, async () => {
  const audited = await audit("some.csv", "--out", "here", "--format", "json");
  const { id } = runSchema.parse(JSON.parse(audited.out));
  expect(existsSync("here/scores.parquet")).toBe(false);
  const file = join(store, "runs", id, "scores.parquet");
  if (!existsSync(file)) return; // no check that was played has results by person
  const bytes = readFileSync(file);
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  });
  expect(rows.filter(({ part }) => part === "train")).toHaveLength(600);
  expect(rows.filter(({ score }) => score === 1)).toHaveLength(60);
});
