import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "./parse.ts";
import { quoted, settingsOf } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const of = (...words: string[]) => settingsOf(parse(["audit", ...words]));

test("the command repeats what decides the result, and the seed, and nothing else", async () => {
  const flags = ["--format", "json", "--workers", "2", "--out", "here", "--strict", "--key", "my id,x"];
  const { command } = await of("synthetic", "--synthetic", "a.csv", "b.csv", "--train", "t.csv", ...flags);
  expect(command).toBe("telltale audit synthetic --synthetic a.csv b.csv --train t.csv --key 'my id,x' --seed 1");
});

test("a configuration file is named in the command, and flags go over it", async () => {
  const file = join(folder, "a.json");
  const subject = { kind: "synthetic", synthetic: "/s.csv", train: "/t.csv" };
  writeFileSync(file, JSON.stringify({ subjects: [subject], seed: 5, policy: "tight" }));
  const { command, config } = await of(file, "--seed", "7", "--preset", "quick");
  expect(command).toBe(`telltale audit ${quoted(file)} --preset quick --seed 7`);
  expect(config).toMatchObject({ seed: 7, policy: "tight", preset: "quick", subjects: [subject] });
});

test("mistakes in the file are told with its name", async () => {
  const file = join(folder, "b.json");
  writeFileSync(file, '{ "subjetcs": [] }');
  await expect(of(file)).rejects.toThrow(`${file}: subjects is missing`);
});

test.for([
  [["synthetic", "--train", "t.csv"], "USAGE_MISSING", "--synthetic is missing", "As in"],
  [
    ["synthetc"],
    "CONFIG_NOT_FOUND",
    "there is no configuration file synthetc",
    "Did you mean telltale audit synthetic?",
  ],
  [["--synthetic", "s.csv"], "USAGE_KIND", "what kind of thing", "telltale audit synthetic"],
] as const)("%j is refused as %s", async ([words, code, message, hint]) => {
  await expect(of(...words)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

test.for(["plain", "with space", "it's", "", "$HOME", "a\nb", "--flag=x", "ü", "*"])(
  "a shell reads %j back as one word",
  (word) => {
    expect(execFileSync("sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" })).toBe(word);
  },
);
