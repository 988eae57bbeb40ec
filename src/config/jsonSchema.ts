/** The JSON Schema of telltale.config.json, by which editors check and complete it; made from the zod schemas of the configuration and of each check's options. */
import { z } from "zod";
import { limitedMeasures } from "../risk/limits.ts";
import { type KnownCheck, measuresOf } from "./names.ts";
import { configSchema } from "./schema.ts";

/** Where the published one lies; `telltale init` writes it into new files. */
export const schemaUrl = "./node_modules/telltale/docs/config.schema.json";

type JsonSchema = z.core.JSONSchema.JSONSchema;

export function configJsonSchema(checks: readonly (KnownCheck & { readonly short: string })[]): JsonSchema {
  // What $defs holds is what only `checks` needed, which is replaced.
  const {
    properties = {},
    $defs: _,
    ...schema
  } = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" });
  const measure: JsonSchema = { type: ["number", "null"] as never, minimum: 0, maximum: 1 }; // the types know one type only
  const limits = (measures: readonly string[]): JsonSchema => ({
    type: "object",
    properties: Object.fromEntries(measures.map((name) => [name, measure])),
    additionalProperties: false,
  });
  const part = (
    name: "checks" | "limits",
    of: readonly (readonly [string, JsonSchema])[],
  ): readonly [string, JsonSchema] => {
    const { description = "" } = properties[name] as JsonSchema; // every setting has one
    return [name, { type: "object", description, properties: Object.fromEntries(of), additionalProperties: false }];
  };
  return {
    title: "Configuration of telltale",
    ...schema,
    properties: {
      ...properties,
      ...Object.fromEntries([
        part(
          "checks",
          checks.map((check) => [check.id, optionsSchema(check)]),
        ),
        part("limits", [
          ["*", limits(limitedMeasures)],
          ...checks
            .map((check) => [check.id, measuresOf(check)] as const)
            .flatMap(([id, known]) => (known.length === 0 ? [] : [[id, limits(known)] as const])),
        ]),
      ]),
    },
  };
}

function optionsSchema({ short, options }: KnownCheck & { readonly short: string }): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(options.strict(), { io: "input", unrepresentable: "any" });
  return { description: short, anyOf: [json, { const: false, description: "leaves this check out" }] };
}
