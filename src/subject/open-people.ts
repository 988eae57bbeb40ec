/** Reads who was trained on and who was not, from tables or from tensors, and makes the crowd of them. */
import { TelltaleError } from "../error.ts";
import type { Label } from "../learn/encoding/label.ts";
import { poolWork, type About, aboutWork } from "../learn/trainers/works.ts";
import { describe } from "../table/describe.ts";
import { read } from "../table/read.ts";
import { identify, type Source } from "../table/source.ts";
import type { Remark, TablesSummary } from "../table/types.ts";
import type { Compute, Refs } from "../work.ts";
import { crowdWork } from "./crowd.ts";
import type { ModelFiles, ModelSubject } from "./model.ts";
import { checkRoles, type Roles } from "./roles.ts";
import type { TargetDescription } from "./target/describe.ts";
import { isTensors, openTensors } from "./tensors.ts";

/** What is known of the people, whatever they are asked. */
export interface People extends Pick<
  ModelSubject,
  "sources" | "summary" | "tables" | "columns" | "crowd" | "sides" | "population"
> {
  readonly pool: string;
  readonly about: About;
}
export interface Opening {
  readonly compute: Compute;
  readonly refs: Refs;
  /** Null: only answers are audited. */
  readonly takes: TargetDescription | null;
}
type Rows = Pick<People, "sources" | "summary" | "tables" | "columns" | "pool" | "population">;

/** @throws TelltaleError TABLE_*, TENSORS_*, LABEL_*, COLUMN_UNKNOWN, USAGE_MISSING */
export async function openPeople(files: ModelFiles, roles: Roles, opening: Opening): Promise<People> {
  const given = [files.train, files.holdout, files.population].filter((file) => file !== undefined);
  const tensors = given.filter(isTensors);
  if (tensors.length > 0 && tensors.length < given.length)
    throw new TelltaleError("TENSORS_MIXED", {
      message: `${tensors.join(", ")} holds tensors, and the other files are tables`,
      hint: "Give all people in the same form.",
    });
  const open = async (as: Meant): Promise<Rows> =>
    tensors.length > 0 ? await openTensors(files, as, opening) : await openTables(files, { ...roles, as }, opening);
  const rows = await meant(files, opening, open);
  const { compute, refs } = opening;
  const input = { pool: rows.pool, train: rows.summary.rows["train"] ?? 0, tables: rows.tables, key: roles.key };
  const [about, [crowd], [crowdKey = ""]] = await Promise.all([
    aboutOf(rows, opening),
    compute(crowdWork, [input]),
    refs(crowdWork, [input]),
  ]);
  if (!crowd) throw new Error("compute gives one output for one input");
  return {
    ...rows,
    about,
    crowd: crowdKey,
    sides: { members: crowd.members, outsiders: crowd.rows - crowd.members },
  };
}

/** What a label of numbers stands for; null: it is guessed. */
type Meant = "class" | "number" | null;

async function aboutOf({ pool }: Pick<Rows, "pool">, { compute }: Pick<Opening, "compute">): Promise<About> {
  const [about] = await compute(aboutWork, [{ data: pool }]);
  if (!about) throw new Error("compute gives one output for one input");
  return about;
}

/** As the user says, else as the model answers: one number that nothing tells more of may be a logit of two classes, or a prediction, and the label decides. */
async function meant(
  { as }: Pick<ModelFiles, "as">,
  opening: Opening,
  open: (as: Meant) => Promise<Rows>,
): Promise<Rows> {
  const { takes } = opening;
  if (as !== undefined) return await open(as);
  if (takes?.task !== "regression") return await open(takes?.task === "classification" ? "class" : null);
  if (takes.answer?.by !== "shape") return await open("number");
  const guessed = await open(null);
  const { label } = await aboutOf(guessed, opening);
  if (label.kind === "number") return guessed;
  if (label.classes.length !== 2) return await open("number");
  return { ...guessed, summary: { ...guessed.summary, remarks: [...guessed.summary.remarks, asLogit(label)] } };
}

const asLogit = ({ column }: Label): Remark => ({
  code: "answer-read-as",
  column,
  message: `The model answers with one number, and nothing says what it is: as the column to predict, "${column}", has two values, it is taken for the logit of the second (as: "number" says that it is a prediction).`,
});

async function openTables(files: ModelFiles, { as, ...roles }: Roles & { as: Meant }, opening: Opening): Promise<Rows> {
  const { compute, refs, takes } = opening;
  const parts = Object.entries({
    train: files.train,
    holdout: files.holdout,
    population: files.population,
  }).flatMap(([part, source]) => (source === undefined ? [] : [[part, source] as const]));
  const label = files.label ?? roles.label;
  if (label === undefined)
    throw new TelltaleError("USAGE_MISSING", {
      message: "the column that the model predicts is not named",
      hint: "Name it: --label income.",
    });
  const sources: readonly Source[] = await Promise.all(parts.map(([part, source]) => identify(part, source)));
  const [tables = ""] = await refs(read, [{ sources, types: roles.types }]);
  const [summary] = await compute(describe, [{ tables }]);
  if (!summary) throw new Error("compute gives one output for one input");
  checkRoles({ ...roles, label }, summary);
  const out = new Set([label, ...roles.key, ...roles.ignore]);
  const columns = summary.columns.filter(({ name, flag }) => flag === null && !out.has(name)).map(({ name }) => name);
  const used = learnt(takes, columns, summary);
  const pool = (own: readonly string[]) => ({ tables, parts: own, fit: ["train"], label, columns: used, as }) as const;
  const sides = files.holdout === undefined ? ["train"] : ["train", "holdout"];
  const [everybody = "", population = null] = await refs(
    poolWork,
    files.population === undefined ? [pool(sides)] : [pool(sides), pool(["population"])],
  );
  const remarks = [...summary.remarks, ...orderOf(takes, used)];
  return { sources, summary: { ...summary, remarks }, tables, columns, pool: everybody, population };
}

/** Nothing else would show that columns stand in another order than the model learnt them in. */
function orderOf(takes: TargetDescription | null, used: readonly string[]): Remark[] {
  const [only, ...more] = takes?.inputs ?? [];
  if (!only || more.length > 0 || used.length < 2 || used.includes(only.name)) return [];
  const order = used.length > 12 ? `${used.slice(0, 12).join(", ")} and ${used.length - 12} more` : used.join(", ");
  return [
    {
      code: "columns-in-order",
      column: null,
      message: `The model takes a row as one list of numbers and is given the columns in the order of the table, unless its file names them: ${order}. It has to be the order that it was trained with.`,
    },
  ];
}

/** What the model asks for by name, also where no attack uses it; a model that takes one list of numbers gets all columns that are used. */
function learnt(
  takes: TargetDescription | null,
  columns: readonly string[],
  summary: TablesSummary,
): readonly string[] {
  const known = new Set(summary.columns.map(({ name }) => name));
  const named = takes?.inputs.map(({ name }) => name).filter((name) => known.has(name)) ?? [];
  return named.length > 0 && named.length === takes?.inputs.length ? named : columns;
}
