/** The result of a run, `run.json`: the product, of which everything people look at is a rendering. New top-level keys mean a new version. */
import { z } from "zod";
import { findingSchema, type Immutable, ofSchema, verdictSchema } from "../check/finding.ts";

const count = z.int().min(0);
const rows = z.record(z.string(), count).describe("by part: synthetic, train, holdout, population");

const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(["number", "category", "time"]),
  integer: z.boolean(),
  distinct: count,
  flag: z.enum(["key", "text"]).nullable().describe("left out of the attacks, and why"),
  tables: z.record(z.string(), z.object({ missing: count, distinct: count, histogram: z.array(z.number()) })),
});

const dataSchema = z
  .object({
    rows,
    digests: z.record(z.string(), z.string()),
    columns: z.array(columnSchema),
    duplicates: z.object({
      train: count,
      holdoutInTrain: count.nullable(),
      syntheticInTrain: count,
      syntheticInHoldout: count.nullable(),
    }),
    remarks: z.array(z.object({ code: z.string(), column: z.string().nullable(), message: z.string() })),
  })
  .describe("what was read; never anybody's value");

export const subjectSchema = z.object({
  name: z.string(),
  kind: z.enum(["synthetic", "model", "data"]),
  files: z.array(z.object({ part: z.string(), path: z.string(), sha256: z.string(), rows: count })),
  data: dataSchema,
  ignored: z.array(z.string()).describe("columns that no attack used"),
});

const comparisonSchema = z
  .object({
    check: z.string(),
    a: z.string().describe("a subject"),
    b: z.string().describe("another one, made from the same people"),
    of: ofSchema.nullable().describe("the game in which they differ most"),
    measure: z.string(),
    value: z.number().describe("a minus b: above 0, a leaks more"),
    low: z.number(),
    high: z.number(),
    n: count,
    games: count.describe("games in common; the interval is corrected for having chosen among them"),
  })
  .describe("two candidates, the same people attacked through both: a paired interval on the difference");

export const standingSchema = z.object({
  id: z.string(),
  check: z.string(),
  subject: z.string(),
  measure: z.string().nullable(),
  verdict: verdictSchema,
  limit: z.number().nullable(),
  estimate: z.object({ value: z.number(), low: z.number().nullable(), high: z.number() }).nullable(),
});

const sinceSchema = z
  .object({
    run: z.string().describe("the run that the baseline is of"),
    changes: z.array(
      z.object({
        id: z.string(),
        measure: z.string().nullable(),
        kind: z.enum(["new", "gone", "worse", "better", "changed", "same"]),
        before: standingSchema.nullable(),
        after: standingSchema.nullable(),
        difference: z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }).nullable(),
      }),
    ),
    known: z.array(z.string()).describe("findings that fail no more than they did then"),
  })
  .describe("what changed since the baseline");

export const runSchema = z.object({
  version: z.literal(1),
  telltale: z.string().describe("version of the program"),
  id: z.string(),
  command: z.string().describe("gives this run again"),
  seed: z.int(),
  preset: z.enum(["quick", "standard", "thorough"]),
  started: z.iso.datetime(),
  seconds: z.number(),
  subjects: z.array(subjectSchema),
  limits: z
    .record(z.string(), z.record(z.string(), z.number()))
    .describe(
      'by check ("*": all others), then by measure: { "*": { "advantage": 0.1 }, "synthetic/copies": { "excess": 0.005 } }',
    ),
  findings: z.array(findingSchema),
  summary: z.object({
    sentence: z.string(),
    counts: z.object({
      fail: count,
      pass: count,
      inconclusive: count,
      "not-applicable": count,
      error: count,
      none: count,
      accepted: count,
    }),
    exit: z.int(),
    comparisons: z.array(comparisonSchema).optional().describe("of candidates made from the same people"),
    baseline: sinceSchema.optional(),
  }),
  environment: z.object({
    node: z.string(),
    platform: z.string(),
    policy: z.string(),
    look: count.describe("audits of the same artefact so far, this one included"),
    engines: z.record(z.string(), z.string()),
  }),
});

export type Run = Immutable<z.infer<typeof runSchema>>;
export type Subject = Immutable<z.infer<typeof subjectSchema>>;
export type Comparison = Immutable<z.infer<typeof comparisonSchema>>;
export type Standing = Immutable<z.infer<typeof standingSchema>>;
export type Since = Immutable<z.infer<typeof sinceSchema>>;
export type Change = Since["changes"][number];
