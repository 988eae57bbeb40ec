import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { here } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-choose-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (text: string, name = "c.json"): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const choose = (...args: readonly string[]) => here(["choose", ...args]);
const punitive = "--decisions some --labels trusted --effect harms --errors false --capacity open".split(" ");

test("answers by flags: the headline is written, and all else stays as it is", async () => {
  const config = {
    subjects: [{ kind: "data", train: "t.csv" }],
    checks: { "data/fairness": { smallest: 50 }, "data/proxy": false },
    preset: "quick",
  };
  const file = fileOf(JSON.stringify(config));
  const { exit, out } = await choose(file, ...punitive);
  expect(exit).toBe(0);
  expect(out).toMatch(/^equalized-odds: wrongly called positive/);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    ...config,
    checks: { ...config.checks, "data/fairness": { smallest: 50, headline: "equalized-odds" } },
  });
});

test("--print writes nothing and needs no file; answers that do not matter need not be given", async () => {
  const { exit, out } = await choose("--print", "--decisions", "none");
  expect(exit).toBe(0);
  expect(out).toMatch(/^base-rate: /);
  expect(out).not.toContain("wrote");
});

test("an answer that is missing is named with its flag; nothing is written", async () => {
  const file = fileOf("{}");
  const { exit, err } = await choose(file, "--decisions", "some");
  expect(exit).toBe(2);
  expect(err).toContain("--labels trusted or doubted");
  expect(readFileSync(file, "utf8")).toBe("{}");
});

test.for([
  ["there is none", "none.json", null, "there is no configuration file"],
  ["a program", "c.mjs", "export default {}", "only a JSON file can be written to"],
  ["broken", "broken.json", "{", "is not valid JSON"],
  ["a list", "list.json", "[]", "must hold an object"],
] as const)("%s: refused before anything is asked", async ([, name, text, message]) => {
  const file = text === null ? join(folder, name) : fileOf(text, name);
  const { exit, err } = await choose(file, ...punitive);
  expect(exit).not.toBe(0);
  expect(err).toContain(message);
});

test("an answer that is none of those is refused", async () => {
  const { exit, err } = await choose("--print", "--effect", "hurts");
  expect(exit).toBe(2);
  expect(err).toContain("hurts");
});
