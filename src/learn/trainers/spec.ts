/** A trainer as plain JSON: it decides what comes out, so it is part of the name of everything that is trained by it. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Json } from "../../work.ts";
import { recipeSchema } from "./recipe.ts";

const count = z.int().min(1);
const share = z.number().gt(0).max(1);

const recipe = recipeSchema.prefault({}).describe("how it is trained");
const activation = z.enum(["relu", "tanh", "sigmoid", "gelu"]).default("relu").describe("between layers");
const dropout = z.number().min(0).lt(1).default(0).describe("share of a layer's numbers that a step leaves out");
const norm = z.enum(["none", "batch"]).default("none").describe("batch normalisation before each activation");

export const mlpSchema = z.strictObject({
  kind: z.literal("mlp"),
  hidden: z.array(count).default([64]).describe("widths of the hidden layers"),
  activation,
  dropout,
  norm,
  recipe,
});

export const logisticSchema = z.strictObject({ kind: z.literal("logistic"), recipe });

export const cnnSchema = z.strictObject({
  kind: z.literal("cnn"),
  layers: z
    .array(
      z.union([
        z.strictObject({
          conv: count,
          kernel: count,
          pad: z.int().min(0).exactOptional(),
          stride: count.exactOptional(),
        }),
        z.strictObject({ pool: z.enum(["max", "average"]), size: count }),
        z.strictObject({ dense: count }),
      ]),
    )
    .min(1)
    .describe("one after the other, dense ones last; the output layer comes by itself"),
  activation,
  dropout,
  norm,
  recipe,
});

export const sameSchema = z.strictObject({
  kind: z.literal("same"),
  model: z.string().describe("key of the ONNX file's bytes in the store"),
  sha256: z.string().default("").describe("of the file: it names the random numbers, wherever the file lies"),
  from: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "the value within the model that the rows stand for: what its network reads after its own encoding; null: its input",
    ),
  recipe,
});

export const forestSchema = z.strictObject({
  kind: z.literal("forest"),
  trees: count.default(100).describe("trees"),
  minLeaf: count.default(1).describe("fewest rows of a leaf"),
  columns: count
    .nullable()
    .default(null)
    .describe("columns asked for at a node; null: the root of their number, or a third of them for numbers"),
});

export const boostingSchema = z.strictObject({
  kind: z.literal("boosting"),
  trees: count.default(100).describe("rounds; with more than two classes each has a tree a class"),
  rate: z.number().gt(0).max(1).default(0.1).describe("how far each tree goes"),
  leaves: z.int().min(2).default(31).describe("most leaves of a tree"),
  minLeaf: count.default(20).describe("fewest rows of a leaf"),
  l2: z.number().min(0).default(0).describe("ridge on the leaves' values"),
  columnShare: share.default(1).describe("share of the columns that each tree may use"),
  rowShare: share.default(1).describe("share of the rows that each tree is grown on"),
});

export const commandSchema = z.strictObject({
  kind: z.literal("command"),
  command: z.array(z.string().min(1)).min(1).describe("a program and its arguments; the folder of the task follows"),
  timeout: z.number().gt(0).max(86_400).default(1800).describe("seconds for one model"),
  files: z
    .array(z.strictObject({ path: z.string(), sha256: z.string() }))
    .default([])
    .describe("files named in the command, and their content: another content is another trainer"),
  version: z
    .string()
    .default("")
    .describe("to be changed when the command does something else and none of its files shows it"),
});

export const trainerSchema = z.discriminatedUnion("kind", [
  sameSchema,
  mlpSchema,
  logisticSchema,
  cnnSchema,
  forestSchema,
  boostingSchema,
  commandSchema,
]);

/** With all defaults filled in. */
export type TrainerSpec = z.infer<typeof trainerSchema>;
export type Spec<Kind extends TrainerSpec["kind"]> = Extract<TrainerSpec, { kind: Kind }>;

export type Traits = {
  /** "columns": typed columns, missing values and all; "tensors": the encoded matrix. */
  readonly takes: "columns" | "tensors";
  /** Results depend on the version of the engine. */
  readonly engine: boolean;
  /** It learns and answers in one go: all that is to be answered has to be asked at once. */
  readonly inOneGo: boolean;
};

export function traitsOf({ kind }: TrainerSpec): Traits {
  if (kind === "command") return { takes: "columns", engine: false, inOneGo: true };
  const engine = kind !== "forest" && kind !== "boosting";
  return { takes: engine ? "tensors" : "columns", engine, inOneGo: false };
}

/** The same for the same trainer, however its JSON is ordered, and wherever its files lie: what its random numbers are named by. */
export const nameOf = (spec: TrainerSpec): string =>
  `${spec.kind}:${createHash("sha256")
    .update(JSON.stringify(sorted(spec.kind === "same" && spec.sha256 !== "" ? { ...spec, model: "" } : spec)))
    .digest("hex")
    .slice(0, 32)}`;

function sorted(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, of]) => [key, sorted(of)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
