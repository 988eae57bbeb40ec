import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "./file.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const subject = { kind: "synthetic", synthetic: ["s.csv", "/abs/b.csv"], train: "select * from 't.csv'" };

test("files are taken from where the configuration lies, queries and absolute paths as they are", async () => {
  const path = file("telltale.config.json", `\uFEFF${JSON.stringify({ subjects: [subject], store: "kept", seed: 2 })}`);
  const from = relative("", folder);
  const input = {
    subjects: [{ ...subject, synthetic: [join(from, "s.csv"), "/abs/b.csv"] }],
    store: join(from, "kept"),
    seed: 2,
  };
  expect(await loadConfig(path)).toEqual({ input, source: path });
  expect((await loadConfig(folder)).input).toEqual(input);
});

test("the files of a model, too", async () => {
  const files = { model: "m.onnx", predictions: ["p.npz"], train: "t.csv", holdout: "h.csv", population: "q.csv" };
  const of = { kind: "model", label: "income", trainer: "same", ...files };
  const path = file("model.json", JSON.stringify({ subjects: [of] }));
  const from = relative("", folder);
  const moved = Object.entries(files).map(([name, given]) => [
    name,
    typeof given === "string" ? join(from, given) : given.map((one) => join(from, one)),
  ]);
  expect((await loadConfig(path)).input.subjects).toEqual([{ ...of, ...Object.fromEntries(moved) }]);
});

test("a module gives its default", async () => {
  const path = file("a.mjs", "export default { seed: 40 + 2 };");
  expect((await loadConfig(path)).input).toEqual({ seed: 42 });
});

test.for([
  ["broken.json", '{\n  "seed": 1,\n  x\n}', "CONFIG_SYNTAX", "broken.json:3:3 is not valid JSON"],
  ["cut.json", '{ "seed": 1', "CONFIG_SYNTAX", "is not valid JSON"],
  ["list.json", "[]", "CONFIG_VALUE", "must hold an object"],
  ["throws.mjs", 'throw new Error("no luck")', "CONFIG_MODULE", "no luck"],
  ["empty.mjs", "", "CONFIG_VALUE", "must hold an object"],
] as const)("%s is refused", async ([name, text, code, message]) => {
  await expect(loadConfig(file(name, text))).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

test("comments in JSON get a way out", async () => {
  const path = file("comments.json", '{\n  // what we release\n  "seed": 1 }');
  await expect(loadConfig(path)).rejects.toMatchObject({ hint: expect.stringContaining("JSON knows no comments") });
});

test("a file that is not there is named", async () => {
  mkdirSync(join(folder, "empty"));
  await expect(loadConfig(join(folder, "no.json"))).rejects.toMatchObject({ code: "CONFIG_NOT_FOUND" });
  await expect(loadConfig(join(folder, "empty"))).rejects.toThrow(join("empty", "telltale.config.json"));
});
