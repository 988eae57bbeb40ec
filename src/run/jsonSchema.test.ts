import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runJsonSchema } from "./jsonSchema.ts";

test("docs/run.schema.json is the one that the types are from; npx tsx scripts/schema.ts writes it", () => {
  expect(JSON.parse(readFileSync("docs/run.schema.json", "utf8"))).toEqual(runJsonSchema());
});
