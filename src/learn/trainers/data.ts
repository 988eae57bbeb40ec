/** What models learn from and are asked about, as it lies in the store: typed columns, or a matrix of numbers. */
import { createHash } from "node:crypto";
import { TelltaleError } from "../../error.ts";
import { sizeOf } from "../../graph/dtype.ts";
import type { Column, Remark } from "../../table/types.ts";
import type { Output, Reader } from "../../work.ts";
import type { Encoding } from "../encoding/encoding.ts";
import { type FittedLabel, fitLabel, goalOf, type Label } from "../encoding/label.ts";
import { allRows, type Goal, rowsIn } from "../goal.ts";

type Common = {
  /** Of the content: what random draws are named by. */
  readonly digest: string;
  readonly rows: number;
  /** By row. Rows without a label are not there. */
  readonly goal: Goal;
  readonly label: Label;
  /** By row: its number before those without a label were left out. */
  readonly origin: Uint32Array;
  /** Rows that were left out because they have no label, or one that was never learnt. */
  readonly missing: number;
  readonly notes: readonly Remark[];
};
export type Columns = Common & {
  readonly kind: "columns";
  /** Without the label, identifiers and free text. */
  readonly columns: readonly Column[];
};
export type Tensors = Common & {
  readonly kind: "tensors";
  /** Of one row; its product is the number of features. */
  readonly shape: readonly number[];
  /** Row after row. */
  readonly x: Float32Array;
  /** How columns became features; null: they were numbers to begin with. */
  readonly encoding: Encoding | null;
};
export type Data = Columns | Tensors;

/** The keys of `learn/pool`, `learn/encode` and of what `tensorsOf` gave name data. */
export const readData = async (reader: Reader, key: string): Promise<Data> =>
  (await reader.get(key)) as unknown as Data;

/** Numbers that a model gives for a row: of all classes, or one. */
export const outputsFor = (label: Label): number => (label.kind === "class" ? label.classes.length : 1);

export const widthOf = (data: Data): number => (data.kind === "columns" ? data.columns.length : sizeOf(data.shape));

/**
 * Rows of numbers from a user's file, with their labels. `x`: row after row; `shape`: of one row; `like`: the label of the pool, for rows that its models are asked about.
 * @throws TelltaleError TENSORS_SHAPE, TENSORS_NOT_FINITE, and those of `fitLabel`
 */
export function tensorsOf(
  x: Float32Array,
  shape: readonly number[],
  label: Column,
  { like }: { readonly like?: Label } = {},
): Tensors {
  const width = sizeOf(shape);
  const count = label.kind === "category" ? label.codes.length : label.values.length;
  if (width < 1 || x.length !== width * count)
    throw new TelltaleError("TENSORS_SHAPE", {
      message: `${x.length} numbers are not ${count} rows of ${shape.join(" x ")}`,
      hint: "The first dimension of x counts the rows: give one label for each of them.",
    });
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new TelltaleError("TENSORS_NOT_FINITE", {
      message: `row ${Math.floor(bad / width) + 1} of x has a number that is missing or infinite`,
      hint: "Fill missing numbers in before (in x, a network has no other way to know them), or give a table instead.",
    });
  const { label: fitted, goal, rows, missing, notes } = like ? labelled(label, like) : fitLabel(label);
  return {
    kind: "tensors",
    digest: contentOf(["tensors", shape, fitted, label.kind], x, goal.kind === "class" ? goal.codes : goal.values),
    rows: rows.length,
    shape,
    x: missing === 0 ? x : rowsOf(x, width, rows),
    goal: goalAt(goal, rows),
    label: fitted,
    origin: rows,
    missing,
    encoding: null,
    notes,
  };
}

/** As `fitLabel` gives it, in the terms of a label that was fitted before. */
function labelled(column: Column, label: Label): FittedLabel {
  const goal = goalOf(label, column);
  const known = labelledRows(goal);
  return { label, goal, rows: known, missing: rowsIn(goal) - known.length, notes: [] };
}

/** Rows that have a label, one that is known. */
export const labelledRows = (goal: Goal): Uint32Array =>
  allRows(rowsIn(goal)).filter((row) =>
    goal.kind === "class" ? goal.codes[row]! >= 0 : !Number.isNaN(goal.values[row]!),
  );

function rowsOf(x: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const found = new Float32Array(rows.length * width);
  rows.forEach((row, i) => found.set(x.subarray(row * width, (row + 1) * width), i * width));
  return found;
}

export const goalAt = (goal: Goal, rows: Uint32Array): Goal =>
  goal.kind === "class"
    ? { ...goal, codes: Int32Array.from(rows, (row) => goal.codes[row]!) }
    : { ...goal, values: Float64Array.from(rows, (row) => goal.values[row]!) };

export function contentOf(says: Output, ...arrays: readonly (Float32Array | Float64Array | Int32Array)[]): string {
  const hash = createHash("sha256").update(JSON.stringify(says));
  for (const { buffer, byteOffset, byteLength } of arrays) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest("hex");
}

/** What a tree asks for: the columns, or each feature as one. */
export function columnsIn(data: Data): readonly Column[] {
  if (data.kind === "columns") return data.columns;
  const width = widthOf(data);
  return Array.from({ length: width }, (_, at): Column => {
    const values = Float64Array.from({ length: data.rows }, (__, row) => data.x[row * width + at]!);
    return { kind: "number", name: `x${at}`, values, integer: false };
  });
}
