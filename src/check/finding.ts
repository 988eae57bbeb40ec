/** What a check found, as it stands in run.json: one zod schema, from which come the types, the validation and the JSON Schema. */
import { z } from "zod";

/** Findings are data: nobody changes one. */
export type Immutable<T> = T extends readonly (infer U)[]
  ? readonly Immutable<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;

const count = z.int().min(0);
const bound = z.number().nullable();

export const ofSchema = z
  .record(z.string(), z.string())
  .describe(
    'what a number is of, when there are several: { "secret": "income" }, { "split": "2" }, { "mode": "univariate" }',
  );

export const measureSchema = z
  .object({
    id: z.string().describe("attack, control, baseline, difference, advantage, excess, no-leak, anonymeter.risk ..."),
    of: ofSchema.optional(),
    value: bound.describe("null unless defined"),
    low: bound,
    high: bound,
    confidence: z.number(),
    n: z.number().describe("independent units, never cells"),
    hits: z.number().optional(),
    num: z.number().optional(),
    den: z.number().optional(),
    status: z.enum(["ok", "undefined", "small", "not-measurable"]),
  })
  .describe("a number with its interval");

export const estimateSchema = z.object({
  value: z.number(),
  low: bound.describe("null: unbounded below"),
  high: z.number(),
  confidence: z.number(),
  n: z.number().describe("independent units"),
  trials: z.number().optional(),
  chance: z.number().optional(),
});

export const validitySchema = z.object({
  code: z.string().describe("stable: too-few-trials, control-saturated, no-control, control-overlaps-training ..."),
  message: z.string().describe("one plain sentence"),
  of: ofSchema.optional(),
  effect: z
    .enum(["blocks", "blocks-fail", "note"])
    .describe(
      "blocks: nothing but inconclusive can stand on it; blocks-fail: a pass may stand, a fail may not; note: the reader should know",
    ),
});

const suite = { of: ofSchema.nullable(), scale: z.enum(["ratio", "difference"]) };
export const countsSchema = z
  .discriminatedUnion("design", [
    z.object({
      ...suite,
      design: z.literal("independent"),
      hits: count,
      n: count,
      controlHits: count,
      controlN: count,
    }),
    z.object({
      ...suite,
      design: z.literal("paired").describe("the same predicates played on both arms"),
      bothHit: count,
      onlyAttack: count,
      onlyControl: count,
      n: count,
    }),
    z.object({
      ...suite,
      design: z
        .literal("baseline")
        .describe("no outsiders: against the exact chance b of a random guess, target by target; h = hit"),
      hits: count,
      n: count,
      sumB: z.number(),
      sumBB: z.number(),
      sumHB: z.number(),
    }),
  ])
  .describe(
    "what was counted: enough to test any limit again. scale: ratio is R = (p_a - p_c)/(1 - p_c), difference is p_a - p_c",
  );

export const headlineSchema = z
  .object({
    measure: z.string().describe("advantage or excess: limits name it"),
    of: ofSchema.nullable().describe("which of the suite was the largest"),
    estimate: estimateSchema,
    counts: z.array(countsSchema),
  })
  .describe(
    "the number that is judged: the largest of what was played, corrected for having been chosen among counts.length",
  );

export const curveSchema = z.object({
  id: z.string(),
  x: z.string(),
  y: z.string(),
  points: z.array(z.object({ x: z.number(), value: z.number(), low: z.number(), high: z.number() })),
});

export const adversarySchema = z.object({
  is: z.string().describe("a data broker with two files"),
  knows: z.string(),
  holds: z.string(),
  wants: z.string(),
  access: z
    .enum(["data", "query", "labels", "weights", "update"])
    .describe("what it must have access to, from least to most"),
});

export const sourceSchema = z.object({ text: z.string(), url: z.string().nullable() });

export const verdictSchema = z.enum(["fail", "pass", "inconclusive", "not-applicable", "error", "none"]);

const p = z.number().min(0).max(1).nullable();
export const judgementSchema = z.object({
  verdict: verdictSchema,
  limit: z.number().nullable(),
  pFail: p.describe("one-sided, of: the truth is not above the limit"),
  pFailHolm: p.describe("the same after Holm over all limits of the subject"),
  pPass: p.describe("one-sided, of: the truth is not below the limit"),
  needs: z
    .union([z.object({ kind: z.literal("people"), more: count }), z.object({ kind: z.literal("too-near") })])
    .nullable()
    .describe("what would decide it"),
  reason: z
    .object({ code: z.string(), message: z.string(), remedy: z.string() })
    .nullable()
    .describe("why there is no verdict"),
});

export const findingSchema = judgementSchema.extend({
  id: z.string().describe("<check>:<subject>, stable over runs"),
  check: z.string(),
  subject: z.string(),
  about: z.object({
    title: z.string(),
    question: z.string(),
    short: z.string(),
    adversary: adversarySchema,
    remedy: z.string(),
    sources: z.array(sourceSchema),
  }),
  options: z.record(z.string(), z.json()),
  headline: headlineSchema.nullable().describe("null: a diagnostic, or nothing was measured"),
  advantage: estimateSchema.nullable().describe("the headline on the common scale"),
  measures: z.array(measureSchema),
  reference: z.string().describe("what 0 means"),
  validity: z.array(validitySchema),
  curves: z.array(curveSchema),
  facts: z.record(z.string(), z.json()).describe("what the words of the report need; never rows of people"),
  seconds: z.number(),
  accepted: z.object({ reason: z.string(), until: z.string(), by: z.string() }).nullable(),
});

export type Of = Immutable<z.infer<typeof ofSchema>>;
export type Measure = Immutable<z.infer<typeof measureSchema>>;
export type Estimate = Immutable<z.infer<typeof estimateSchema>>;
export type Validity = Immutable<z.infer<typeof validitySchema>>;
export type Counts = Immutable<z.infer<typeof countsSchema>>;
export type Headline = Immutable<z.infer<typeof headlineSchema>>;
export type Curve = Immutable<z.infer<typeof curveSchema>>;
export type Adversary = Immutable<z.infer<typeof adversarySchema>>;
export type Source = Immutable<z.infer<typeof sourceSchema>>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Judgement = Immutable<z.infer<typeof judgementSchema>>;
export type Finding = Immutable<z.infer<typeof findingSchema>>;
