/** The JSON Schema of `run.json`, for other programs; made from the zod schema, so that the two cannot differ. */
import { z } from "zod";
import { runSchema } from "./schema.ts";

export function runJsonSchema(): z.core.JSONSchema.JSONSchema {
  return {
    title: "telltale run.json",
    description: "The result of an audit by telltale, version 1. New top-level keys mean a new version.",
    ...z.toJSONSchema(runSchema, { target: "draft-2020-12" }),
  };
}
