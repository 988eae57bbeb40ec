/** Works that prepare data once for all models: the pool of labelled rows, its encoding, and the little that a play has to know. */
import { column, pick } from "../../table/columns.ts";
import type { Column, Remark, Table, Tables } from "../../table/types.ts";
import type { Work } from "../../work.ts";
import { TelltaleError } from "../../error.ts";
import { encode } from "../encoding/encode.ts";
import { fitEncoding } from "../encoding/fit.ts";
import { rowsIn } from "../goal.ts";
import { fitLabel, goalOf, type Label } from "../encoding/label.ts";
import {
  type Columns,
  contentOf,
  type Data,
  goalAt,
  labelledRows,
  outputsFor,
  readData,
  type Tensors,
  widthOf,
} from "./data.ts";

export type PoolInput = {
  /** Key of tables that were read together. */
  readonly tables: string;
  /** Whose rows they are, one part after the other: ["train", "holdout"]. */
  readonly parts: readonly string[];
  /** The parts that classes, or mean and deviation, are taken from: those of the pool that models learn from. */
  readonly fit: readonly string[];
  readonly label: string;
  /** To predict from; null: all but the label. */
  readonly columns: readonly string[] | null;
  /** What a label of numbers stands for; null: it is guessed. */
  readonly as: "class" | "number" | null;
};

/** @throws TelltaleError LEARN_NO_ROWS, LABEL_ONE_VALUE, LABEL_KIND, COLUMN_UNKNOWN, PART_MISSING, TRAINER_NO_COLUMNS */
export const poolWork: Work<PoolInput, Columns> = {
  id: "learn/pool@1",
  async run({ tables: key, parts, fit, label: name, columns, as }, reader) {
    const tables = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const own = parts.map((part) => partOf(tables, part));
    const fitting = fit.map((part) => partOf(tables, part));
    const fitted = fitLabel(joined(fitting, name), undefined, as === null ? {} : { as });
    const goal = goalOf(fitted.label, joined(own, name));
    const origin = labelledRows(goal);
    const first = own[0] ?? partOf(tables, "");
    const wanted = (columns ?? first.columns.map((each) => each.name)).filter((each) => each !== name);
    const [used, leftOut] = usable(pick(first, wanted));
    if (used.length === 0) throw nothingToLearnFrom();
    return {
      kind: "columns",
      digest: contentOf([
        "pool",
        own.map(({ digest }) => digest),
        fitting.map(({ digest }) => digest),
        name,
        [...used],
        as,
      ]),
      rows: origin.length,
      columns: used.map((each) => at(joined(own, each), origin)),
      goal: goalAt(goal, origin),
      label: fitted.label,
      origin,
      missing: rowsIn(goal) - origin.length,
      notes: [...fitted.notes, ...leftOut],
    };
  },
};

function partOf(tables: Tables, part: string): Table {
  const table = tables[part];
  if (table) return table;
  throw new TelltaleError("PART_MISSING", {
    message: `there is no "${part}" table`,
    hint: `The tables are: ${Object.keys(tables).join(", ")}.`,
  });
}

function usable(columns: readonly Column[]): readonly [used: readonly string[], leftOut: readonly Remark[]] {
  const flagged = columns.filter((each) => each.kind === "category" && each.flag !== null);
  const notes = flagged.map(({ name }) => ({
    code: "trainer-left-out",
    column: name,
    message: `Column "${name}" is an identifier or free text and is not learnt from.`,
  }));
  return [columns.filter((each) => !flagged.includes(each)).map(({ name }) => name), notes];
}

const nothingToLearnFrom = (): TelltaleError =>
  new TelltaleError("TRAINER_NO_COLUMNS", {
    message: "there is no column to learn from beside the one to predict",
    hint: "Identifiers and free text are not learnt from: say in columns.types what the others are.",
  });

/** One column of several tables of one schema. */
function joined(tables: readonly Table[], name: string): Column {
  const [first, ...others] = tables.map((table) => column(table, name));
  if (!first) throw new Error("a pool has at least one part");
  if (others.length === 0) return first;
  if (first.kind === "category") {
    const codes = [first, ...others].flatMap((each) => (each.kind === "category" ? [each.codes] : []));
    return { ...first, codes: Int32Array.from(concatenated(codes)) };
  }
  const values = [first, ...others].flatMap((each) => (each.kind === "category" ? [] : [each.values]));
  return { ...first, values: Float64Array.from(concatenated(values)) };
}

function concatenated(arrays: readonly (Int32Array | Float64Array)[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const each of arrays) {
    all.set(each, end);
    end += each.length;
  }
  return all;
}

const at = (of: Column, rows: Uint32Array): Column =>
  of.kind === "category"
    ? { ...of, codes: Int32Array.from(rows, (row) => of.codes[row]!) }
    : { ...of, values: Float64Array.from(rows, (row) => of.values[row]!) };

/** `pool`: the rows; `fit`: the pool that the encoding is fitted to, which may be another. */
export const encodeWork: Work<{ readonly pool: string; readonly fit: string }, Tensors> = {
  id: "learn/encode@1",
  async run({ pool: key, fit: fitKey }, reader) {
    const pool = await readData(reader, key);
    const fit = fitKey === key ? pool : await readData(reader, fitKey);
    if (pool.kind === "tensors") return pool;
    if (fit.kind === "tensors") throw new Error("columns are encoded as columns were");
    const encoding = fitEncoding(fit.columns);
    const { columns, notes, ...common } = pool;
    return {
      ...common,
      kind: "tensors",
      shape: [encoding.width],
      x: encode(encoding, columns),
      encoding,
      notes: [...notes, ...encoding.notes],
    };
  },
};

export type About = {
  readonly kind: Data["kind"];
  readonly digest: string;
  readonly rows: number;
  readonly missing: number;
  readonly label: Label;
  readonly width: number;
  readonly outputs: number;
};

/** So that a play need not read the rows. */
export const aboutWork: Work<{ readonly data: string }, About> = {
  id: "learn/about@1",
  async run({ data: key }, reader) {
    const data = await readData(reader, key);
    const { kind, digest, rows, missing, label } = data;
    return { kind, digest, rows, missing, label, width: widthOf(data), outputs: outputsFor(label) };
  },
};
