/** The JSON Schema of telltale.config.json, by which editors check and complete it; made from the zod schemas of the configuration and of each check's options. */
import { z } from "zod";
import { limitedMeasures } from "../risk/limits.ts";
import type { KnownCheck } from "./names.ts";
import { configSchema } from "./schema.ts";

/** Where the published one lies; `telltale init` writes it into new files. */
export const schemaUrl = "https://unpkg.com/telltale/docs/config.schema.json";

type JsonSchema = z.core.JSONSchema.JSONSchema;

export function configJsonSchema(checks: readonly (KnownCheck & { readonly short: string })[]): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  const measure: JsonSchema = { type: ["number", "null"] as never, minimum: 0, maximum: 1 }; // the types know one type only
  const limits = (measures: readonly string[]): JsonSchema => ({
    type: "object",
    properties: Object.fromEntries(measures.map((name) => [name, measure])),
    additionalProperties: false,
  });
  const of = (
    name: "checks" | "limits",
    properties: readonly (readonly [string, JsonSchema])[],
  ): readonly [string, JsonSchema] => {
    const { description } = schema.properties?.[name] as JsonSchema;
    return [name, { type: "object", ...(description && { description }), properties: Object.fromEntries(properties) }];
  };
  return {
    $schema: $schema ?? "",
    $id: schemaUrl,
    title: "Configuration of telltale",
    ...schema,
    properties: {
      ...schema.properties,
      ...Object.fromEntries([
        of(
          "checks",
          checks.map((check) => [check.id, optionsSchema(check)]),
        ),
        of("limits", [
          ["*", limits(limitedMeasures)],
          ...checks.flatMap(({ id, measure: name }) => (name === null ? [] : [[id, limits([name])] as const])),
        ]),
      ]),
    },
  };
}

function optionsSchema({ short, options }: KnownCheck & { readonly short: string }): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(options.strict(), { io: "input", unrepresentable: "any" });
  return { description: short, anyOf: [json, { const: false, description: "leaves this check out" }] };
}
