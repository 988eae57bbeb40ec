import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contributing, pages } from "../scripts/pages.ts";

const fresh = "the docs are stale: npx tsx scripts/docs.ts";

test.for(pages().map(({ file, text }) => [file, text] as const))("%s says what the check says", ([file, text]) => {
  expect(readFileSync(file, "utf8"), fresh).toBe(text);
});

test("CONTRIBUTING.md shows the example that is compiled", () => {
  const text = readFileSync("CONTRIBUTING.md", "utf8");
  expect(contributing(text), fresh).toBe(text);
});
