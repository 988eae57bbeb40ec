import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { columnsIn } from "./columns.ts";
import { wantedOf } from "./formats.ts";
import { readable } from "./markdown.ts";
import { judge, lastWord } from "./verbs/demo.ts";

test("formats: each with its file, and at most one that is printed", () => {
  expect(wantedOf(["json", "html=a=b.html"])).toEqual([
    { format: "json", path: null },
    { format: "html", path: "a=b.html" },
  ]);
  expect(() => wantedOf(["jsn"])).toThrow("there is no format jsn");
  expect(() => wantedOf(["html="])).toThrow("names no file");
  expect(() => wantedOf(["json", "md"])).toThrow("json and md would be printed into each other");
});

const made = [
  { name: "leaky", planted: [{ check: "copies", expect: "fail" as const }], honest: false },
  { name: "honest", planted: [], honest: true },
];
const finding = (subject: string, check: string, verdict: "fail" | "pass" | "error" | "inconclusive") => ({
  subject,
  check,
  verdict,
});

test("a demo is good when every planted leak was found and nothing honest failed", () => {
  const good = judge(made, [finding("leaky", "copies", "fail"), finding("honest", "copies", "inconclusive")]);
  expect(good).toEqual({ missed: [], wronged: [], broken: [] });
  const bad = judge(made, [
    finding("leaky", "copies", "inconclusive"),
    finding("leaky", "linkability", "error"),
    finding("honest", "copies", "fail"),
  ]);
  expect(bad).toEqual({
    missed: [{ subject: "leaky", check: "copies" }],
    wronged: [finding("honest", "copies", "fail")],
    broken: [finding("leaky", "linkability", "error")],
  });
});

test("a demo is not good when parity that is known was not shown", () => {
  const lottery = [{ name: "lottery", planted: [{ check: "fairness", expect: "pass" as const }], honest: true }];
  expect(judge(lottery, [finding("lottery", "fairness", "pass")]).missed).toEqual([]);
  expect(judge(lottery, [finding("lottery", "fairness", "inconclusive")]).missed).toEqual([
    { subject: "lottery", check: "fairness" },
  ]);
});

test("the last word of a demo counts tables and models", () => {
  const of = (kind: "synthetic" | "model", leaks: boolean) => ({
    kind,
    planted: leaks ? [{ check: "c", expect: "fail" as const }] : [],
    honest: !leaks,
  });
  const tables = [of("synthetic", true), of("synthetic", true), of("synthetic", false)];
  expect(lastWord(tables, true)).toContain("Of 3 tables made on the spot, 2 give away");
  expect(lastWord(tables, true)).toContain("the one that gives nothing away was not accused");
  const all = [...tables, of("model", true), of("model", false)];
  expect(lastWord(all, true)).toContain("Of 3 tables and 2 models made on the spot, 3 give away");
  expect(lastWord(all, true)).toContain("none of the 2 that give nothing away was accused");
  expect(lastWord(all, false)).toContain("telltale doctor");
});

test.for([
  ["a,b,c\n1,2,3\n", ["a", "b", "c"]],
  ['"my, col";x\r\n', ["my, col", "x"]],
  ['a\t"say ""hi"""\n', ["a", 'say "hi"']],
  ['{"a": 1}\n', []],
  ["PAR1\u0000\u0001", []],
  ["", []],
] as const)("the columns of %j are %j", ([text, names]) => {
  const folder = mkdtempSync(join(tmpdir(), "telltale-columns-"));
  try {
    writeFileSync(join(folder, "t"), text);
    expect(columnsIn(join(folder, "t"))).toEqual(names);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a file that is not there has no columns", () => {
  expect(columnsIn("/nowhere/t.csv")).toEqual([]);
});

test("Markdown is folded for a terminal, with its marks taken off", () => {
  const text = readable("# Title: `id`\n\n- one **two** three four five six\n1. [a](http://b)\n", {
    colour: false,
    unicode: true,
    columns: 24,
  });
  expect(text).toBe("Title: id\n\n• one two three four\n  five six\n1. a: http://b\n");
});
