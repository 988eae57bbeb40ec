import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { prepareFolder } from "./folder.ts";
import { makeFolder } from "./make-folder.ts";
import { writeOut } from "./output.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-folders-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("folders are made down to the last, and those that are there stay", () => {
  const deep = join(folder, "a", "b", "c");
  makeFolder(deep, 0o700);
  makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

test("a link to a folder is one", () => {
  makeFolder(join(folder, "real"));
  symlinkSync(join(folder, "real"), join(folder, "link"));
  makeFolder(join(folder, "link", "below"));
  expect(existsSync(join(folder, "real", "below"))).toBe(true);
});

test("a file in the way is named as such", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const below of ["x", "x/y"])
    expect(() => writeOut(join(file, below), "")).toThrow(expect.objectContaining({ code: "OUT_NOT_FOLDER" }));
  expect(() => prepareFolder(file)).toThrow(expect.objectContaining({ code: "STORE_NOT_FOLDER" }));
});

test.runIf(existsSync("/proc/self"))("where no folder can be made, it says so, and comes to an end", () => {
  for (const path of ["/proc/nope/x", "/proc/nope/deep/er/x"])
    expect(() => writeOut(path, "")).toThrow(`cannot write ${path} (no folder can be made in /proc)`);
  expect(() => prepareFolder("/proc/nope/store")).toThrow(
    "the store /proc/nope/store cannot be used (no folder can be made in /proc)",
  );
});
