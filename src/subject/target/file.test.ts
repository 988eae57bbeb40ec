import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readModelFile } from "../../graph/file/read.ts";
import { fixture } from "../../graph/testing/fixtures.ts";
import { hashFile } from "../../table/source.ts";
import { fileWork, identifyModel } from "./file.ts";
import { readerOf } from "./testing/asked.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "telltale-file-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function copied(name: "torch-lenet" | "odd-external"): Promise<string> {
  const { path, external } = fixture(name);
  const copy = join(folder, basename(path));
  await copyFile(path, copy);
  if (external !== undefined) await copyFile(external, join(folder, basename(external)));
  return copy;
}

test("a model's bytes are its file's, and weights beside it are put in", async () => {
  const path = await copied("torch-lenet");
  const file = await identifyModel(path);
  expect(file).toEqual({ path, sha256: await hashFile(path), external: [] });
  expect(await fileWork.run(file, readerOf({}))).toEqual((await readModelFile(path)).bytes);
  const outside = await copied("odd-external");
  const both = await identifyModel(outside);
  expect(both.external).toEqual([
    { path: "odd-external.bin", sha256: await hashFile(join(folder, "odd-external.bin")) },
  ]);
  expect(await fileWork.run(both, readerOf({}))).toEqual((await readModelFile(outside)).bytes);
});

test("a file that was changed in between is not audited", async () => {
  const path = await copied("torch-lenet");
  const file = await identifyModel(path);
  await copyFile(fixture("torch-mlp-softmax").path, path);
  await expect(fileWork.run(file, readerOf({}))).rejects.toMatchObject({ code: "MODEL_CHANGED" });
  const both = await identifyModel(await copied("odd-external"));
  const beside = join(folder, "odd-external.bin");
  await writeFile(beside, Buffer.alloc(1e6, 1));
  await expect(fileWork.run(both, readerOf({}))).rejects.toMatchObject({
    code: "MODEL_CHANGED",
    message: `"${beside}" was changed while it was audited`,
  });
});

test("what is no model's file is said", async () => {
  await expect(identifyModel(join(folder, "none.onnx"))).rejects.toMatchObject({ code: "MODEL_MISSING" });
  await expect(identifyModel(folder)).rejects.toMatchObject({ code: "MODEL_NOT_ONNX" });
});
