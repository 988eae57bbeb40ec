import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describe } from "../graph/describe.ts";
import { readModelFile } from "../graph/file/read.ts";
import { fixture } from "../graph/testing/fixtures.ts";
import { modelText } from "./model.ts";
import { here } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-doctor-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("doctor tells of a model what it is, and that it can be differentiated and trained anew", async () => {
  const { exit, out, err } = await here(["doctor", fixture("sklearn-columns-mlp").path]);
  expect([exit, err]).toEqual([0, ""]);
  expect(out.replaceAll(/\s+/g, " ")).toContain("sklearn-columns-mlp.onnx: classification of <=50K, >50K");
  expect(out).toContain("age float32 [?, 1]");
  expect(out).toMatch(/probabilities float32 \[\?, 2\]: a probability for each class; this is audited/);
  expect(out).toContain("97: coefficient [10, 8] weight");
  expect(out).toMatch(/✓ gradient .*from "cast_input" on/);
  expect(out).toMatch(/✓ engine/);
});

test("a forest has no gradient, which is no fault", async () => {
  const { exit, out } = await here(["doctor", fixture("sklearn-forest").path]);
  expect(exit).toBe(0);
  expect(out).toMatch(/• parameters {3}10 trees with 248 nodes/);
  expect(out.match(/made of decision/g)).toHaveLength(1);
  expect(out).not.toContain("✗");
});

test("what the engine does not open is said, with its words, and is a fault", async () => {
  const { exit, out } = await here(["doctor", fixture("odd-custom-domain").path]);
  expect(exit).toBe(1);
  expect(out).toMatch(/✗ engine .*com\.example:Mystery/s);
});

test("as JSON it is the description, the file and the engine", async () => {
  const one = fixture("odd-external");
  const { exit, out } = await here(["doctor", one.path, "--format", "json"]);
  const { model, sha256 } = await readModelFile(one.path);
  const file = { path: one.path, bytes: expect.any(Number), sha256, external: ["odd-external.bin"] };
  expect([exit, JSON.parse(out)]).toEqual([0, { file, ...describe(model), engine: { ok: true } }]);
});

test("what is no model is refused with what it is; a format without a model, too", async () => {
  const table = join(folder, "table.csv");
  writeFileSync(table, "age,town\n31,Ulm\n");
  expect(await here(["doctor", table])).toMatchObject({ exit: 2, out: "", err: expect.stringContaining("CSV") });
  expect(await here(["doctor", join(folder, "nothing.onnx")])).toMatchObject({
    err: expect.stringContaining("MODEL_MISSING"),
  });
  expect(await here(["doctor", "--format", "json"])).toMatchObject({ err: expect.stringContaining("USAGE_FLAG") });
});

test("an engine that is not installed is said with the command that installs it", async () => {
  const { path } = fixture("torch-mlp-softmax");
  const { model, bytes, sha256 } = await readModelFile(path);
  const engine = {
    ok: false,
    code: "ENGINE_MISSING",
    message: "models cannot be run",
    hint: "Install it: npm i x",
  } as const;
  const report = { file: { path: "m.onnx", bytes: bytes.length, sha256, external: [] }, ...describe(model), engine };
  const text = modelText(report, { colour: false, unicode: false, columns: 80 });
  expect(text).toContain("BAD engine       models cannot be run. Install it: npm i x (ENGINE_MISSING)");
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
