/** No model, only what it answered for people in the data and for others: `--predictions p.npz` or `p.csv`. */
import { basename } from "node:path";
import { goalOf, type Label } from "../learn/encoding/label.ts";
import { contentOf } from "../learn/trainers/data.ts";
import type { Answers } from "../learn/trainers/trainer.ts";
import { TelltaleError } from "../error.ts";
import { read, type ReadInput } from "../table/read.ts";
import { hashed, identify, type Source } from "../table/source.ts";
import type { Remark, Tables } from "../table/types.ts";
import type { Reader, Refs, Work } from "../work.ts";
import { readArrays } from "./arrays/read.ts";
import { readCrowd } from "./crowd.ts";
import type { Crowd } from "./model.ts";
import { givenInArrays } from "./predictions/arrays.ts";
import { isEmpty } from "./predictions/errors.ts";
import type { Given, Numbers } from "./predictions/given.ts";
import { labelOf } from "./predictions/labels.ts";
import { meaningOf, type Meant } from "./predictions/meaning.ts";
import { givenInTable } from "./predictions/table.ts";
import { isTensors } from "./tensors/files.ts";

export type PredictionsInput = {
  /** For messages. */
  readonly name: string;
  /** An archive; null: they are a table. */
  readonly file: { readonly path: string; readonly sha256: string } | null;
  /** Key of tables read, with the part "predictions"; null: they are an archive. */
  readonly tables: string | null;
  /** Whom they are about: the key of the crowd, and how many rows their files have; null: the file tells it itself. */
  readonly about: { readonly crowd: string; readonly train: number; readonly holdout: number } | null;
  /** Alone: the column of labels, or what they are to be called; null: "y", or a column that is called like a label. */
  readonly label: string | null;
  /** Alone: what labels of numbers stand for; null: it is guessed. */
  readonly as: "class" | "number" | null;
};

export type Predictions = {
  /** The one that they are about, or a new one. */
  readonly crowd: Crowd;
  /** Of one model, by row of the crowd. */
  readonly answers: Answers;
  /** Of the shadow models that came with them, by row of the crowd. */
  readonly shadows: {
    readonly answers: Answers;
    /** By model: 1 where it learnt from the row. */
    readonly isIn: readonly Uint8Array[];
    /** Models 2i and 2i + 1 have nobody in common, and everybody is in one of them. */
    readonly paired: boolean;
  } | null;
  readonly notes: readonly Remark[];
};

/** @throws TelltaleError PREDICTIONS_*, ARRAYS_*, TABLE_FILE_CHANGED, MODEL_CLASSES, LABEL_* */
export const predictionsWork: Work<PredictionsInput, Predictions> = {
  id: "model/predictions@1",
  async run(input, reader) {
    const about = input.about ? { ...input.about, crowd: await readCrowd(reader, input.about.crowd) } : null;
    const given = await givenIn(input, about?.crowd.label ?? null, reader);
    if (given.sides.train === 0) throw isEmpty(given.what, "train");
    if (about) return bring(given, meaningOf(given, about.crowd.label), inOrder(given, about.crowd, about.train), []);
    if (given.sides.holdout === 0) throw isEmpty(given.what, "holdout");
    if (!given.labels) throw new Error("a file that stands alone has labels");
    const { label, goal, rows, notes } = labelOf(given, given.labels, input.as);
    const meant = meaningOf(given, label);
    const members = rows.filter((row) => row < given.sides.train).length;
    if (members === 0) throw isEmpty(given.what, "train");
    if (members === rows.length) throw isEmpty(given.what, "holdout");
    const codes = goal.kind === "class" ? Int32Array.from(rows, (row) => goal.codes[row]!) : null;
    const values = goal.kind === "number" ? Float64Array.from(rows, (row) => goal.values[row]!) : null;
    const said = rowsOf(meant.perModel[0]!, rows, meant.outputs);
    const crowd: Crowd = {
      digest: contentOf(["predictions", label, members], said, codes ?? values ?? new Float64Array()),
      members,
      rows: rows.length,
      label,
      codes,
      values,
      origin: rows.map((row) => given.origin[row]!),
      person: null,
    };
    return bring(given, meant, { crowd, rows }, notes);
  },
};

type Kept = { readonly predictions: string };
const kept = async (reader: Reader, { predictions }: Kept): Promise<Predictions> =>
  (await reader.get(predictions)) as unknown as Predictions; // the output of the work above

/** The answers alone, as `PredictionsTarget` names them. */
export const predictedAnswersWork: Work<Kept, Answers> = {
  id: "model/predicted-answers@1",
  run: async (input, reader) => (await kept(reader, input)).answers,
};
/** The crowd alone. */
export const predictedCrowdWork: Work<Kept, Crowd> = {
  id: "model/predicted-crowd@1",
  run: async (input, reader) => (await kept(reader, input)).crowd,
};

export type PredictionsAbout = {
  readonly digest: string;
  readonly members: number;
  readonly rows: number;
  readonly label: Label;
  /** How many shadow models came with the answers; 0: none. */
  readonly shadows: number;
  readonly paired: boolean;
  readonly notes: readonly Remark[];
};
/** So that a play need not read the answers. */
export const predictionsAboutWork: Work<Kept, PredictionsAbout> = {
  id: "model/predictions-about@1",
  async run(input, reader) {
    const { crowd, shadows, notes } = await kept(reader, input);
    const { digest, members, rows, label } = crowd;
    return {
      digest,
      members,
      rows,
      label,
      shadows: shadows?.isIn.length ?? 0,
      paired: shadows?.paired ?? false,
      notes,
    };
  },
};

export const predictionsWorks = [
  predictionsWork,
  predictedAnswersWork,
  predictedCrowdWork,
  predictionsAboutWork,
] as const;

/** The file, hashed, and the key of `Predictions`. @throws TelltaleError as the work, and TABLE_* */
export async function readPredictions(
  path: string,
  {
    about = null,
    label = null,
    as = null,
    types = {},
  }: Partial<Pick<PredictionsInput, "about" | "label" | "as"> & { readonly types: ReadInput["types"] }>,
  { refs }: { readonly refs: Refs },
): Promise<{ readonly source: Source; readonly predictions: string }> {
  const part = "predictions";
  const archive = isTensors(path);
  const source: Source = archive
    ? { part, path, sql: null, format: "arrays", gzip: false, files: [await hashed(part, path)] }
    : await identify(part, path);
  const [tables = null] = archive ? [] : await refs(read, [{ sources: [source], types }]);
  const name = source.path === null ? "the query" : basename(path);
  const [file = null] = archive ? source.files : [];
  const [predictions = ""] = await refs(predictionsWork, [{ name, file, tables, about, label, as }]);
  return { source, predictions };
}

async function givenIn(
  { name: what, file, tables, about, label }: PredictionsInput,
  known: Label | null,
  reader: Reader,
): Promise<Given> {
  if (file) return givenInArrays(await readArrays(file), { what, label: label ?? "y", expected: about });
  if (tables === null) throw new Error("answers are in an archive or in a table");
  const table = ((await reader.get(tables)) as unknown as Tables)["predictions"]; // the output of table/read
  if (!table) throw new Error("the table has the part predictions");
  return givenInTable(table, { what, label: known ?? label, expected: about });
}

interface Placed {
  readonly crowd: Crowd;
  /** By row of the crowd: the row of the file. */
  readonly rows: Uint32Array;
}

/** Rows without a label are in the file, and not in the crowd. Labels that the file has, too, must be the same ones: else its rows are in another order. */
function inOrder(given: Given, crowd: Crowd, train: number): Placed {
  const rows = crowd.origin.map((row, i) => (i < crowd.members ? row : train + row));
  if (given.labels) {
    const goal = goalOf(crowd.label, given.labels);
    const differs = (row: number, i: number): boolean =>
      goal.kind === "class" ? goal.codes[row] !== crowd.codes?.[i] : goal.values[row] !== crowd.values?.[i];
    const wrong = rows.reduce((sum, row, i) => sum + (differs(row, i) ? 1 : 0), 0);
    if (wrong > 0)
      throw new TelltaleError("PREDICTIONS_ORDER", {
        message: `${given.what}: for ${wrong} of ${rows.length} people the label is another than in their file`,
        hint: "Give the answers in the order of the rows of train, then of the holdout.",
      });
  }
  return { crowd, rows };
}

function bring(given: Given, meant: Meant, { crowd, rows }: Placed, notes: readonly Remark[]): Predictions {
  const { kind, outputs } = meant;
  const [own, ...others] = meant.perModel.map((numbers) => rowsOf(numbers, rows, outputs));
  const common = { kind, outputs, rows: rows.length };
  const isIn = given.shadows?.isIn.map((marks) => Uint8Array.from(rows, (row) => marks[row]!)) ?? [];
  const paired =
    isIn.length % 2 === 0 && isIn.every((marks, k) => marks.every((mark, row) => mark !== isIn[k ^ 1]![row]));
  return {
    crowd,
    answers: { ...common, perModel: [own!] },
    shadows: given.shadows && { answers: { ...common, perModel: others }, isIn, paired },
    notes: [...notes, ...meant.notes],
  };
}

function rowsOf(numbers: Numbers, rows: Uint32Array, width: number): Numbers {
  const found = numbers.slice(0, rows.length * width);
  rows.forEach((row, i) => found.set(numbers.subarray(row * width, (row + 1) * width), i * width));
  return found;
}
