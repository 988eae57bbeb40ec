/** The configuration: one schema, from which come the checks of telltale.config.json, its JSON Schema, the flags of the command line and the docs. */
import { z } from "zod";
import { checks } from "./check/index.ts";
import { TelltaleError } from "./error.ts";
import { limitedMeasures } from "./risk/limits.ts";
import { suggest } from "./suggest.ts";

const names = z.array(z.string().min(1));
const source = z.string().min(1);

const subjectSchema = z.strictObject({
  kind: z.literal("synthetic").describe("what is audited: a synthetic table"),
  name: z.string().min(1).optional().describe("how the report calls it; default: the file's name"),
  synthetic: z
    .union([source, z.array(source).min(1)])
    .describe(
      "the synthetic table, or several candidates: a CSV, TSV, JSON lines or Parquet file (also gzipped), or a SQL query over files",
    ),
  train: source.describe("the table it was made from: the people in the data"),
  holdout: source.optional().describe("people of the same population whom the generator never saw"),
});

const columnsSchema = z.strictObject({
  key: names
    .default([])
    .describe("columns that tell people apart, when a person may have several rows; no attack uses them"),
  secrets: names.default([]).describe("columns somebody would like to learn; default: every column in turn"),
  ignore: names.default([]).describe("columns that no attack uses"),
  types: z
    .record(z.string(), z.enum(["number", "category", "time", "key", "text"]))
    .default({})
    .describe('types that are not to be inferred: { "zip": "category" }'),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe("the JSON Schema of this file, for editors"),
  subjects: z.array(subjectSchema).min(1).describe("what is audited"),
  columns: columnsSchema.prefault({}).describe("what the columns are"),
  check: names.default([]).describe('checks to play, as globs: ["synthetic/link*"]; default: all'),
  checks: z
    .record(z.string(), z.union([z.literal(false), z.record(z.string(), z.json())]))
    .default({})
    .describe('options by check, false leaves one out: { "synthetic/linkability": { "k": 10 } }'),
  policy: z.enum(["default", "tight"]).default("default").describe("set of limits"),
  limits: z
    .record(z.string(), z.partialRecord(z.enum(limitedMeasures), z.number().positive().max(1).nullable()))
    .default({})
    .describe('limits over the policy, by check or "*", null takes one away: { "*": { "advantage": 0.05 } }'),
  preset: z
    .enum(["quick", "standard", "thorough"])
    .default("standard")
    .describe("effort: more targets and splits give narrower intervals"),
  seed: z.int().default(1).describe("of all random choices; the same seed gives the same result"),
  workers: z.int().min(1).max(256).optional().describe("worker processes; default: one for each core"),
  executor: z.enum(["processes", "inline"]).default("processes").describe("where the work is done"),
  memory: z.int().min(64).optional().describe("megabytes for one worker; default 4096"),
  timeout: z.number().positive().optional().describe("seconds for one task; default 3600"),
  maxTime: z
    .number()
    .positive()
    .optional()
    .describe("seconds for the whole run; what was finished by then is reported"),
  strict: z.boolean().default(false).describe("exit with 11 when a limit is undecided"),
  fail: z.boolean().default(true).describe("exit with 10 when a limit is violated"),
  store: z
    .string()
    .min(1)
    .default(".telltale")
    .describe("folder in which results are kept (it holds data about people)"),
  out: z.string().min(1).optional().describe("folder for this run's own files; default: in the store"),
});

export type Config = z.output<typeof configSchema>;
export type ConfigInput = z.input<typeof configSchema>;

/** @throws TelltaleError CONFIG_INVALID: which setting, what is wrong with it, what there is instead */
export function parseConfig(input: unknown): Config {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) throw invalid(parsed.error);
  const config = parsed.data;
  const ids = checks.map(({ id }) => id);
  for (const id of [...Object.keys(config.checks), ...Object.keys(config.limits).filter((name) => name !== "*")])
    if (!ids.some((known) => known === id)) throw unknownName("CHECK_UNKNOWN", "check", id, ids);
  return config;
}

export function unknownName(code: string, what: string, given: string, known: readonly string[]): TelltaleError {
  const near = suggest(given, known);
  return new TelltaleError(code, {
    message: `there is no ${what} "${given}"`,
    hint: near === null ? `There are: ${known.join(", ")}.` : `Did you mean "${near}"?`,
  });
}

function invalid({ issues: [issue] }: z.ZodError): TelltaleError {
  const place = issue?.path.map(String).join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return unknownName("CONFIG_UNKNOWN", "setting", place ? `${place}.${key}` : key, settings());
  }
  return new TelltaleError("CONFIG_INVALID", {
    message: `${place || "the configuration"}: ${issue?.message ?? "not valid"}`,
    hint: `${describeSetting(place)}See: telltale init, or the $schema of the file.`,
  });
}

/** Every setting by its path: "columns.key". */
function settings(): readonly string[] {
  const paths = (shape: object, before: string): string[] => Object.keys(shape).map((name) => `${before}${name}`);
  return [
    ...paths(configSchema.shape, ""),
    ...paths(columnsSchema.shape, "columns."),
    ...paths(subjectSchema.shape, "subjects.0."),
  ];
}

function describeSetting(place: string): string {
  const [first = ""] = place.split(".");
  const shape: Readonly<Record<string, z.ZodType | undefined>> = configSchema.shape;
  const description = shape[first]?.description;
  return description === undefined ? "" : `${first} is ${description}. `;
}
