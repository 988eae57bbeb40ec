import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  expect(exit).toBe(2);
  expect(err).toMatch(says);
  expect(err).not.toContain("a bug in telltale");
});

test("a folder called datasheet.yml is refused", async () => {
  const at = place("folder", null);
  mkdirSync(join(at, "datasheet.yml"));
  expect((await audit(at)).err).toMatch(/DATASHEET_UNREADABLE/);
});

/** Within a folder of its own, which is where files are written without --file. */
async function within<T>(name: string, act: (at: string) => Promise<T>): Promise<T> {
  const before = process.cwd();
  const at = join(folder, name);
  mkdirSync(at);
  process.chdir(at);
  try {
    return await act(at);
  } finally {
    process.chdir(before);
  }
}

test("init --datasheet never writes over answers unasked", async () => {
  await within("init", async (at) => {
    const file = join(at, "datasheet.yml");
    expect((await here(["init", "--datasheet"])).out).toContain("wrote datasheet.yml");
    writeFileSync(file, "use: mine");
    expect((await here(["init", "--datasheet"])).err).toContain("DATASHEET_EXISTS");
    expect(readFileSync(file, "utf8")).toBe("use: mine");
    expect((await here(["init", "data", "--datasheet", "--force"])).exit).toBe(0);
    expect(readFileSync(file, "utf8")).toContain('use: ""');
  });
});

test("init --datasheet writes where it is told, and an audit reads it from there", async () => {
  await within("init-file", async () => {
    const { out } = await here(["init", "--datasheet", "--file", "own.yml"]);
    expect(out).toContain("wrote own.yml. Answer what you can: telltale audit data --datasheet own.yml");
    expect(readdirSync(".")).toEqual(["own.yml"]);
    writeFileSync("own.yml", "use: flats\n");
    writeFileSync("datasheet.yml", "use: loans\n"); // the named one counts
    writeFileSync("t.csv", table);
    const args = "audit data --train t.csv --label income --check sources --executor inline --format json".split(" ");
    const { out: run } = await here([...args, "--store", join(folder, "store"), "--datasheet", "own.yml"]);
    expect(run).toContain('"answer": "flats"');
    expect(run).not.toContain("loans");
    expect((await here([...args, "--datasheet", "owm.yml"])).err).toMatch(/no file owm\.yml[^]*DATASHEET_MISSING/);
  });
});

test.for([
  [["--label", "income"], /does nothing with --label/],
  [["model"], /does nothing with model/],
] as const)("init --datasheet %j: what it does not do is refused", async ([more, told]) => {
  await within(`init-${more[0]}`, async () => {
    const { exit, err } = await here(["init", ...more, "--datasheet"]);
    expect([exit, err]).toEqual([2, expect.stringMatching(told)]);
    expect(readdirSync(".")).toEqual([]);
  });
});

test("an audit of something else takes no datasheet", async () => {
  const { exit, err } = await here(["audit", "synthetic", "--datasheet", "own.yml"]);
  expect([exit, err]).toEqual([2, expect.stringContaining("--datasheet is for telltale audit data")]);
});
