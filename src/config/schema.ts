/** What an audit can be told, in a file, by flags or from a program: one zod schema, whose words stand in the table of options. */
import { z } from "zod";
import type { Immutable } from "../check/finding.ts";
import { askedTrainerSchema } from "../learn/trainers/asked.ts";
import { durationSchema, memorySchema } from "./amounts.ts";
import { columnTypes, executors, labelReadings, policyNames, presets, textOf } from "./options.ts";

const text = z.string().min(1, { error: "must not be empty" });
const names = (path: string) => z.array(text).default([]).describe(textOf(path));

const candidates = z.union([text, z.array(text).min(1, { error: "must name a file" })]);
const kindOf = <K extends string>(kind: K) => z.literal(kind).describe(textOf("subjects.*.kind"));

const syntheticSchema = z
  .strictObject({
    kind: kindOf("synthetic"),
    name: text.optional().describe(textOf("subjects.*.name")),
    synthetic: candidates.describe(textOf("subjects.*.synthetic")),
    train: text.describe(textOf("subjects.*.train")),
    holdout: text.optional().describe(textOf("subjects.*.holdout")),
  })
  .describe("a synthetic table, and what it is held against; each file may also be a SQL query over files");

const modelSchema = z
  .strictObject({
    kind: kindOf("model"),
    name: text.optional().describe(textOf("subjects.*.name")),
    model: candidates.optional().describe(textOf("subjects.*.model")),
    predictions: candidates.optional().describe(textOf("subjects.*.predictions")),
    train: text.optional().describe(textOf("subjects.*.train")),
    holdout: text.optional().describe(textOf("subjects.*.holdout")),
    population: text.optional().describe(textOf("subjects.*.population")),
    label: text.optional().describe(textOf("subjects.*.label")),
    as: z.enum(labelReadings).optional().describe(textOf("subjects.*.as")),
    trainer: askedTrainerSchema.optional().describe(textOf("subjects.*.trainer")),
  })
  .check(({ value: { model, predictions, train }, issues }) => {
    const refuse = (field: string, message: string): unknown =>
      issues.push({ code: "custom", path: [field], message, input: undefined });
    if (model === undefined && predictions === undefined)
      refuse("model", "is missing, and so is predictions: one of them is what is audited");
    if (model !== undefined && predictions !== undefined)
      refuse("predictions", "must be left out where model is given: what the model answers is asked of it");
    if (model !== undefined && train === undefined)
      refuse("train", "is missing: a model is audited against the people it was trained on");
  })
  .describe("a trained model, or only its answers, with the people it was trained on");

const value = z.union([z.string(), z.number(), z.boolean()]);
const sharesSchema = z.record(z.string(), z.record(z.string(), z.number().min(0)));

const oneModel = z
  .string({ error: "must be one file: the rows are asked of one model. Audit the data once for each of them" })
  .min(1);
const dataSchema = z
  .strictObject({
    kind: kindOf("data"),
    name: text.optional().describe(textOf("subjects.*.name")),
    train: text.describe(textOf("subjects.*.train")),
    holdout: text.optional().describe(textOf("subjects.*.holdout")),
    population: z.union([text, sharesSchema]).optional().describe(textOf("subjects.*.population")),
    serving: text.optional().describe(textOf("subjects.*.serving")),
    prediction: text.optional().describe(textOf("subjects.*.prediction")),
    score: text.optional().describe(textOf("subjects.*.score")),
    weights: text.optional().describe(textOf("subjects.*.weights")),
    model: oneModel.optional().describe(textOf("subjects.*.model")),
    label: text.optional().describe(textOf("subjects.*.label")),
    positive: value.optional().describe(textOf("subjects.*.positive")),
    protected: z.array(text).optional().describe(textOf("subjects.*.protected")),
    datasheet: text.optional().describe(textOf("subjects.*.datasheet")),
  })
  .check(({ value: { model, prediction, score }, issues }) => {
    if (model !== undefined && (prediction ?? score) !== undefined)
      issues.push({
        code: "custom",
        path: ["model"],
        message: "must be left out where prediction or score is given: they say what was predicted",
        input: undefined,
      });
  })
  .describe("the training data itself: who is in it, what it says of them, and how errors fall on groups");

export const subjectSchema = z.discriminatedUnion("kind", [syntheticSchema, modelSchema, dataSchema]);

export const columnsSchema = z
  .strictObject({
    key: names("columns.key"),
    label: text.optional().describe(textOf("columns.label")),
    positive: value.optional().describe(textOf("columns.positive")),
    protected: names("columns.protected"),
    quasiIdentifiers: names("columns.quasiIdentifiers"),
    secrets: names("columns.secrets"),
    ignore: names("columns.ignore"),
    types: z.record(z.string(), z.enum(columnTypes)).default({}).describe(textOf("columns.types")),
  })
  .describe("what the columns mean; the same names in all tables of a subject");

const checksSchema = z
  .record(
    z.string(),
    z.union([z.literal(false), z.record(z.string(), z.json())], { error: "must be options, or false to leave it out" }),
  )
  .describe(textOf("checks"));

const limitsSchema = z
  .record(z.string(), z.record(z.string(), z.number().min(0).max(1).nullable()))
  .describe(textOf("limits"));

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe("lets an editor check and complete this file"),
  subjects: z.array(subjectSchema).min(1, { error: "must name a subject" }).describe("what is audited"),
  columns: columnsSchema.prefault({}),
  preset: z.enum(presets).default("standard").describe(textOf("preset")),
  check: z.array(text).default([]).describe(textOf("check")),
  checks: checksSchema.default({}),
  policy: z.enum(policyNames).default("default").describe(textOf("policy")),
  limits: limitsSchema.default({}),
  accepted: text.optional().describe(textOf("accepted")),
  baseline: text.optional().describe(textOf("baseline")),
  seed: z.int().min(0).default(1).describe(textOf("seed")),
  maxTime: durationSchema.optional().describe(textOf("maxTime")),
  workers: z.int().min(1).max(1024).optional().describe(textOf("workers")),
  executor: z.enum(executors).default("processes").describe(textOf("executor")),
  memory: memorySchema.optional().describe(textOf("memory")),
  timeout: durationSchema.optional().describe(textOf("timeout")),
  store: text.optional().describe(textOf("store")),
  formats: z.array(text).default([]).describe(textOf("formats")),
  out: text.optional().describe(textOf("out")),
  strict: z.boolean().default(false).describe(textOf("strict")),
  fail: z.boolean().default(true).describe("false: exit with 0 even when a limit is violated (default: true)"),
});

/** What a user writes. */
export type ConfigInput = Immutable<z.input<typeof configSchema>>;
type Parsed = Immutable<z.output<typeof configSchema>>;
/** What an audit goes by: everything that has a default has its value; times in seconds, memory in megabytes. */
export type Config = Parsed & { readonly store: string };
