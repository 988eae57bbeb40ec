import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { askedTrainerSchema, trainerKinds, trainerOf } from "./asked.ts";
import { trainerSchema } from "./spec.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-asked-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a kind alone is the trainer with what is usual", () => {
  for (const kind of trainerKinds.filter((one) => one !== "same"))
    expect(trainerOf(askedTrainerSchema.parse(kind), null)).toEqual(trainerSchema.parse({ kind }));
});

test("the same network is that of the model; without a model there is none", () => {
  const asked = askedTrainerSchema.parse({ kind: "same", recipe: { epochs: 7 } });
  const spec = trainerOf(asked, { model: "abc", sha256: "f0", from: "hidden" });
  expect(spec).toMatchObject({ kind: "same", model: "abc", from: "hidden", recipe: { epochs: 7, batch: 64 } });
  expect(trainerOf(asked, null)).toBeNull();
});

test("a command's files are known by their content", () => {
  const script = join(folder, "fit.py");
  writeFileSync(script, "abc");
  const asked = askedTrainerSchema.parse({ kind: "command", command: ["no-such-program", script], timeout: 5 });
  expect(trainerOf(asked, null)).toEqual({
    kind: "command",
    command: ["no-such-program", script],
    timeout: 5,
    version: "",
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    files: [{ path: script, sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }],
  });
  expect(() => askedTrainerSchema.parse({ kind: "command", command: ["x"], files: [] })).toThrow("files");
});
