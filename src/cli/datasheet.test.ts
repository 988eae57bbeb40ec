import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSchema } from "../run/schema.ts";
import { here } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-datasheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 ? "F" : "M"},${20 + (i % 31)},${i % 3 ? "low" : "high"}`);
const table = ["sex,age,income", ...rows].join("\n");

/** A folder of its own with a configuration and, unless null, a datasheet. */
function place(name: string, sheet: string | null, subjects: readonly object[] = [{}]): string {
  const at = join(folder, name);
  mkdirSync(at);
  writeFileSync(join(at, "t.csv"), table);
  const all = subjects.map((more) => ({ kind: "data", train: "t.csv", ...more }));
  const config = { subjects: all, columns: { label: "income" }, check: ["data/sources"], executor: "inline" };
  writeFileSync(join(at, "telltale.config.json"), JSON.stringify(config));
  if (sheet !== null) writeFileSync(join(at, "datasheet.yml"), sheet);
  return at;
}
const audit = async (at: string) => await here(["audit", at, "--store", join(folder, "store"), "--format", "json"]);
async function answersOf(at: string): Promise<string[]> {
  const run = runSchema.parse(JSON.parse((await audit(at)).out));
  return run.findings.map(({ facts }) =>
    [...JSON.stringify(facts).matchAll(/"answer":"([^"]*)"/g)].map(([, answer]) => answer).join(),
  );
}

test("answers beside the configuration are read, wherever telltale is called", async () => {
  expect(await answersOf(place("beside", "use: loans"))).toEqual(["loans"]);
});

test("a datasheet that is named lies where the configuration does", async () => {
  const at = place("named", null, [{ datasheet: "own.yml" }]);
  writeFileSync(join(at, "own.yml"), "use: flats");
  expect(await answersOf(at)).toEqual(["flats"]);
});

test("answers are of one table: of two, none is taken for the other's", async () => {
  expect(await answersOf(place("two", "use: which?", [{}, { name: "other" }]))).toEqual(["", ""]);
});

test("another answer is another run", async () => {
  const at = place("identity", "use: loans");
  const hash = async (): Promise<string> => runSchema.parse(JSON.parse((await audit(at)).out)).id.replace(/^.*-/, "");
  const first = await hash();
  expect(await hash()).toBe(first);
  writeFileSync(join(at, "datasheet.yml"), "use: flats");
  expect(await hash()).not.toBe(first);
});

test.for<[string, string, RegExp]>([
  [
    "an unknown key",
    "# mine\nuse: x\npopulaton: y",
    /datasheet\.yml:3: [^]*Did you mean population\?[^]*DATASHEET_KEY/,
  ],
  ["an answer that is no text", "use: [a, b]", /datasheet\.yml:1: [^]*DATASHEET_VALUE/],
  ["no YAML", "use: 'x", /DATASHEET_SYNTAX/],
  ["an alias without an anchor", "use: *x", /DATASHEET_SYNTAX/],
  ["no questions", "- a\n- b", /DATASHEET_SYNTAX/],
])("%s is refused", async ([name, sheet, says]) => {
  const { exit, err } = await audit(place(name.replaceAll(" ", "-"), sheet));
  expect(exit).not.toBe(0);
  expect(err).toMatch(says);
  expect(err).not.toContain("a bug in telltale");
});

test("a folder called datasheet.yml is refused", async () => {
  const at = place("folder", null);
  mkdirSync(join(at, "datasheet.yml"));
  expect((await audit(at)).err).toMatch(/DATASHEET_UNREADABLE/);
});

test("init --datasheet never writes over answers unasked", async () => {
  const before = process.cwd();
  const at = join(folder, "init");
  mkdirSync(at);
  const file = join(at, "datasheet.yml");
  // The file is written into the folder that telltale is called in.
  process.chdir(at);
  try {
    expect((await here(["init", "--datasheet"])).out).toContain("wrote datasheet.yml");
    writeFileSync(file, "use: mine");
    expect((await here(["init", "--datasheet"])).err).toContain("DATASHEET_EXISTS");
    expect(readFileSync(file, "utf8")).toBe("use: mine");
  } finally {
    process.chdir(before);
  }
});
