/** What run.json makes of a played suite: parsed by its own schema after a way through JSON. */
import { z } from "zod";
import { headlineSchema, measureSchema, validitySchema } from "../../check/finding.ts";

const schema = z.object({
  headline: headlineSchema.nullable(),
  measures: z.array(measureSchema),
  validity: z.array(validitySchema),
});

export const runSchemaOf = (played: unknown): unknown => schema.parse(JSON.parse(JSON.stringify(played)));
