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

test("of a model, the command repeats its files, its trainer and its shadow models", async () => {
  const flags = ["--holdout", "h.csv", "--label", "income", "--trainer", '{"kind":"forest"}', "--workers", "2"];
  const { command, config } = await of("model", "--model", "a.onnx", "b.onnx", "--train", "t.csv", ...flags);
  expect(command).toBe(
    `telltale audit model --model a.onnx b.onnx --trainer '{"kind":"forest"}' --train t.csv --holdout h.csv --label income --seed 1`,
  );
  expect(config).toMatchObject({
    subjects: [
      { kind: "model", model: ["a.onnx", "b.onnx"], train: "t.csv", holdout: "h.csv", trainer: { kind: "forest" } },
    ],
    columns: { label: "income" },
  });
  expect((await of("model", "--predictions", "p.npz")).config.subjects).toEqual([
    { kind: "model", predictions: "p.npz" },
  ]);
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
  [["modle"], "CONFIG_NOT_FOUND", "there is no configuration file modle", "Did you mean telltale audit model?"],
  [["--synthetic", "s.csv"], "USAGE_KIND", "what kind of thing", "telltale audit synthetic"],
  [["--model", "m.onnx"], "USAGE_KIND", "what kind of thing", "Write telltale audit model, as in"],
  [["--train", "t.csv"], "USAGE_KIND", "what kind of thing", "For a model: telltale audit model"],
  [["model", "--train", "t.csv"], "USAGE_MISSING", "--model is missing", "--predictions FILE"],
  [["model", "--model", "m.onnx"], "USAGE_MISSING", "--train is missing", "telltale audit model --model"],
  [["model", "--model", "m.onnx", "--predictions", "p.csv"], "USAGE_FLAG", "--model and --predictions", "Keep --model"],
  [["model", "--synthetic", "s.csv"], "USAGE_FLAG", "--synthetic is for telltale audit synthetic", "Leave it out"],
  [
    ["synthetic", "--synthetic", "s.csv", "--train", "t.csv", "--shadows", "8"],
    "USAGE_FLAG",
    "--shadows is for telltale audit model",
    "",
  ],
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
