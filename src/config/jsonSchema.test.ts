import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "../check/index.ts";
import { configJsonSchema } from "./jsonSchema.ts";

test("docs/config.schema.json is fresh (npx tsx scripts/config-schema.ts writes it)", () => {
  const file = new URL("../../docs/config.schema.json", import.meta.url);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(configJsonSchema(checks));
});

test("every setting that a user can write is described", () => {
  const { properties = {} } = configJsonSchema(checks);
  const columns = properties["columns"] as { readonly properties: object };
  const subjects = properties["subjects"] as { readonly items: { readonly oneOf: readonly { properties: object }[] } };
  for (const part of [properties, columns.properties, ...subjects.items.oneOf.map((kind) => kind.properties)])
    for (const [name, schema] of Object.entries(part))
      expect([name, schema]).toEqual([name, expect.objectContaining({ description: expect.any(String) })]);
});
