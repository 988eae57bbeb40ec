import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { here } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-train-"));
const table = join(folder, "people.csv");
const file = join(folder, "models", "model.onnx");
const common = ["--store", join(folder, "store"), "--file", file];
beforeAll(() => {
  const rows = Array.from({ length: 120 }, (_, i) => `${20 + (i % 50)},${i % 50 > 25 ? "yes" : "no"},${i % 3}`);
  writeFileSync(table, `age,answer,one\n${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  "train writes the model, and says how good it is and that nobody else was asked",
  { timeout: 60_000 },
  async () => {
    const { exit, out } = await here(["train", table, "--label", "answer", "--epochs", "3", ...common]);
    expect(exit).toBe(0);
    expect(existsSync(file)).toBe(true);
    expect(out).toContain("label     answer: 2 classes (no, yes)");
    expect(out).toMatch(/train {5}right for [\d.]+ % \[[\d.]+ %, [\d.]+ %\] of 120 people/);
    expect(out).toContain("holdout   none given");
  },
);

test("what was trained is described by doctor", { timeout: 60_000 }, async () => {
  const { exit, out } = await here(["doctor", file, "--format", "json"]);
  expect(exit).toBe(0);
  const said = JSON.parse(out) as { readonly inputs: readonly { readonly name: string }[] };
  expect(said.inputs.map(({ name }) => name)).toEqual(["age", "one"]);
});

test("--format json prints what is known of the model, and not the model", { timeout: 60_000 }, async () => {
  const args = ["train", table, "--label", "answer", "--epochs", "3", "--model", "logistic", "--holdout", table];
  const { exit, out } = await here([...args, "--epsilon", "3", "--format", "json", ...common]);
  expect(exit).toBe(0);
  const said = JSON.parse(out) as Record<string, unknown>;
  expect(said).toMatchObject({ file, label: { classes: ["no", "yes"] }, holdout: { n: 120 }, private: { clip: 1 } });
  expect(said).not.toHaveProperty("onnx");
});

test.for([
  [[], "--label is missing"],
  [["--label", "anser"], "Did you mean answer?"],
  [["--label", "answer", "--hidden", "64,x"], "widths are whole numbers"],
  [["--label", "answer", "--model", "logistic", "--hidden", "8"], "is of networks with hidden layers"],
  [["--label", "answer", "--dropout", "1"], "a number from 0 and below 1"],
  [["--label", "answer", "--delta", "1e-5"], "--epsilon is missing"],
  [["--label", "answer", "--rate", "fast"], "a number from"],
] as const)("train %j is refused in words", async ([args, words]) => {
  const before = existsSync(file) ? readFileSync(file) : null;
  const { exit, err } = await here(["train", table, ...args, ...common]);
  expect(exit).toBe(2);
  expect(err).toContain(words);
  expect(existsSync(file) ? readFileSync(file) : null).toEqual(before);
});

test("a model that cannot be written where it was asked for is not trained again for another place", async () => {
  const args = ["train", table, "--label", "answer", "--epochs", "3", ...common.slice(0, 2), "--file"];
  const { exit, err } = await here([...args, folder]);
  expect(exit).toBe(1);
  expect(err).toMatch(/OUT_NOT_FOLDER/);
  expect(err).toMatch(/Write to another place \(--file FILE\)/);
});
