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
    published: z
      .object({
        verdict: z.enum(["good", "bad"]),
        rule: z.string().describe("the authors' threshold, in words: 'good from 0.5 on'"),
        tool: z.string().describe("where the rule comes from: SDMetrics DCROverfittingProtection"),
      })
      .optional()
      .describe("what the metric's own authors would conclude; telltale never does"),
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
  measure: z.string().optional().describe("it bears on this limited measure only; absent: on all"),
  from: z
    .number()
    .optional()
    .describe(
      "limits from here on are kept from failing, whatever the effect says; a lower one is exceeded all the same",
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
    z.object({
      of: ofSchema.nullable(),
      scale: z.enum(["difference", "rate"]).describe("difference: minus alpha, so that 0 is chance; rate: as it is"),
      design: z
        .literal("scores")
        .describe("a distinguishing game at a false alarm rate of alpha, which the outsiders' scores estimate"),
      alpha: z.number(),
      n: count.describe("people in the data"),
      controlN: count.describe("outsiders"),
      from: count.describe("the rank that the first entry of `above` is for"),
      above: z
        .array(count)
        .describe(
          "for j = from, from + 1 ...: people in the data who score above the j-th highest outsider (j = 0: none); all j that matter at this alpha",
        ),
      atLeast: z
        .array(count)
        .optional()
        .describe("the same of people who score at least as high; absent: nobody ties with such an outsider"),
    }),
    z.object({
      of: ofSchema.nullable(),
      scale: z.literal("difference"),
      design: z.literal("gap").describe("the largest rate of several groups minus the smallest (risk.md section 5)"),
      groups: z
        .array(z.object({ hits: z.number().min(0), n: z.number().min(0) }))
        .describe("of each group that is large enough to be compared; with weights, of as many rows as they are worth"),
    }),
  ])
  .describe(
    "what was counted: enough to test any limit again. scale: ratio is R = (p_a - p_c)/(1 - p_c), difference is p_a - p_c",
  );

export const headlineSchema = z
  .object({
    measure: z.string().describe("advantage, excess, difference or tpr@fpr=0.01: limits name it"),
    of: ofSchema.nullable().describe("which of the suite was the largest"),
    estimate: estimateSchema,
    counts: z.array(countsSchema),
  })
  .describe(
    "the number that is judged: the largest of what was played, corrected for having been chosen among counts.length",
  );

const leakSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const sides = { members: count.describe("people in the data"), outsiders: count };

export const exposureSchema = z
  .object({
    of: ofSchema.nullable().describe("the attack whose scores these are"),
    ...sides,
    cap: z.number().describe("log2(outsiders + 1): nobody can be shown to stand out more"),
    standOut: z
      .array(
        z.object({
          bits: z.number().describe("at a score that at most 1 in 2^bits outsiders reaches"),
          count: count.describe("so many people in the data stand out"),
          expected: z.number().describe("so many would without any leak: members/2^bits"),
          excess: leakSchema.describe("in people"),
        }),
      )
      .describe("bits = 5, then the largest that so many outsiders can measure"),
    histogram: z
      .array(z.object({ from: z.number(), to: z.number(), members: count, expected: z.number() }))
      .describe("of bits; expected: the law of outsiders, scaled to as many people"),
    accusations: z
      .array(
        z.object({
          prior: z.number().describe("the share of members on the accuser's list"),
          named: count.describe("members who are accused"),
          wrong: count.describe("outsiders who are accused"),
          precision: leakSchema.nullable().describe("how often an accusation is right; null: nobody is accused"),
          fewest: count.describe("fewer than so many people cannot be named with so few outsiders"),
          bits: z.number().nullable().describe("where the line lies"),
        }),
      )
      .describe("accusing everybody above a line, aiming to be right in at least 9 of 10"),
    groups: z.array(
      z.object({
        of: ofSchema.describe('{ "sex": "Female" }'),
        ...sides,
        leak: leakSchema.nullable().describe("bits: mean exposure of members minus that of outsiders of the group"),
        rest: leakSchema.nullable().describe("the group's leak minus that of everybody else"),
        gap: z.number().nullable().describe("TPR - FPR within the group, at the line of 1 false alarm in 10"),
        p: z
          .number()
          .nullable()
          .describe("of 'the group leaks no more and no less than the rest'; adjusted over groups"),
        status: z.enum(["ok", "small"]).describe("small: fewer than 20 on a side, too few to say, not safe"),
      }),
    ),
    worst: z
      .object({
        of: ofSchema.describe("all conditions at once"),
        ...sides,
        leak: leakSchema
          .nullable()
          .describe("bits; value: on people whom the search did not see; low: corrected for the search"),
        p: z.number().describe("membership reshuffled and the search done again"),
        searched: count.describe("subgroups that were looked at"),
      })
      .nullable(),
  })
  .describe("who bears it: bits = -log2 of the share of outsiders who score as high (risk.md section 4)");

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
    .union([
      z.object({
        kind: z.literal("people"),
        more: count,
        only: z.literal("outsiders").optional().describe("there: all people in the data were scored already"),
      }),
      z.object({ kind: z.literal("too-near") }),
      z.object({
        kind: z
          .literal("members")
          .describe("of so few people in the data as were scored, no number of outsiders would do"),
      }),
    ])
    .nullable()
    .describe("what would decide it"),
  reason: z
    .object({ code: z.string(), message: z.string(), remedy: z.string() })
    .nullable()
    .describe("why there is no verdict"),
});

const furtherSchema = judgementSchema
  .extend(headlineSchema.shape)
  .describe("another measure of the same check that has a limit of its own");

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
  further: z.array(furtherSchema).describe("the verdict above is the worst of the headline's and of these"),
  advantage: estimateSchema.nullable().describe("the headline on the common scale"),
  measures: z.array(measureSchema),
  reference: z.string().describe("what 0 means"),
  validity: z.array(validitySchema),
  curves: z.array(curveSchema),
  exposure: exposureSchema.nullable(),
  facts: z.record(z.string(), z.json()).describe("what the words of the report need; never rows of people"),
  seconds: z.number(),
  accepted: z.object({ reason: z.string(), until: z.string(), by: z.string() }).nullable(),
});

export type Of = Immutable<z.infer<typeof ofSchema>>;
export type Measure = Immutable<z.infer<typeof measureSchema>>;
export type Estimate = Immutable<z.infer<typeof estimateSchema>>;
export type Validity = Immutable<z.infer<typeof validitySchema>>;
export type Counts = Immutable<z.infer<typeof countsSchema>>;
export type ScoreCounts = Extract<Counts, { readonly design: "scores" }>;
export type GapCounts = Extract<Counts, { readonly design: "gap" }>;
export type GuessCounts = Exclude<Counts, ScoreCounts | GapCounts>;
export type Headline = Immutable<z.infer<typeof headlineSchema>>;
export type Curve = Immutable<z.infer<typeof curveSchema>>;
export type Exposure = Immutable<z.infer<typeof exposureSchema>>;
export type Further = Immutable<z.infer<typeof furtherSchema>>;
export type Adversary = Immutable<z.infer<typeof adversarySchema>>;
export type Source = Immutable<z.infer<typeof sourceSchema>>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Judgement = Immutable<z.infer<typeof judgementSchema>>;
export type Finding = Immutable<z.infer<typeof findingSchema>>;
