/** What is predicted, as a model learns it: classes by name, in an order that does not change, or a number. */
import type { CategoryColumn, Column, Remark } from "../../table/types.ts";
import { allRows, type Goal, rowsOfColumns } from "../goal.ts";
import { labelMismatch, labelMissing, labelOneValue, labelUnfit } from "./label-errors.ts";

/** Plain data, kept with the model. */
export type Label =
  | {
      readonly kind: "class";
      readonly column: string;
      /** Numbers ascending; other labels in the order of the column, which is that of their code points. */
      readonly classes: readonly string[];
      /** What the exported model answers with: whole numbers where all classes are. */
      readonly answers: "string" | "int64";
    }
  | {
      readonly kind: "number";
      readonly column: string;
      /** Of the rows learnt from: a network learns (value - mean) / deviation. */
      readonly mean: number;
      readonly deviation: number;
    };

export interface FittedLabel {
  readonly label: Label;
  /** By row of the table; -1 or NaN outside `rows`. */
  readonly goal: Goal;
  /** Those of the rows given that have a label. */
  readonly rows: Uint32Array;
  /** Of the rows given: left out. */
  readonly missing: number;
  readonly notes: readonly Remark[];
}

export interface LabelOptions {
  /** What a column of numbers stands for. Default: classes where it counts from 0 or 1 without a gap, or has at most ten values that come back; else a number. */
  readonly as?: "class" | "number";
}

/** A column of whole numbers from 0 or 1 on is a list of classes up to so many. */
const mostCounted = 1000;
/** Other numbers are classes up to so many. */
const fewValues = 10;

/** @throws TelltaleError LEARN_NO_ROWS, LABEL_ONE_VALUE, LABEL_KIND */
export function fitLabel(
  column: Column,
  rows: Uint32Array = allRows(rowsOfColumns([column])),
  { as }: LabelOptions = {},
): FittedLabel {
  if (column.kind === "time" || (column.kind === "category" && column.flag !== null)) throw labelUnfit(column);
  const known = rows.filter((row) => hasLabel(column, row));
  const missing = rows.length - known.length;
  if (known.length === 0) throw labelMissing(column.name);
  const notes = missing > 0 ? [note("missing", column.name, `is missing in ${missing} of ${rows.length} rows`)] : [];
  if (column.kind === "category") {
    if (as === "number") throw labelUnfit(column);
    const label = classesOf(column.name, namesSeen(column, known));
    return { label, goal: goalOf(label, column, known), rows: known, missing, notes };
  }
  const distinct = [...new Set(Float64Array.from(known, (row) => column.values[row]!))].toSorted((a, b) => a - b);
  const asClasses = (as ?? guess(distinct, known.length)) === "class";
  if (as === undefined)
    notes.push(
      note(
        "read-as",
        column.name,
        asClasses ? `has ${distinct.length} values, each taken for a class` : "is taken for a number, not for classes",
      ),
    );
  const label = asClasses
    ? classesOf(column.name, distinct.map(String))
    : numberOf(column.name, column.values, known, distinct);
  return { label, goal: goalOf(label, column, known), rows: known, missing, notes };
}

const note = (code: string, column: string, message: string): Remark => ({
  code: `label-${code}`,
  column,
  message: `The column to predict, "${column}", ${message}.`,
});

function guess(distinct: readonly number[], rows: number): "class" | "number" {
  const [first = 0] = distinct;
  const counts = (first === 0 || first === 1) && distinct.every((value, i) => value === first + i);
  if (counts) return distinct.length <= mostCounted && distinct.length < Math.max(3, rows) ? "class" : "number";
  return distinct.length <= 2 || (distinct.length <= fewValues && 2 * distinct.length <= rows) ? "class" : "number";
}

/** A label that is empty text is none, as in a file; a number that is infinite cannot be learnt. */
const hasLabel = (column: Column, row: number): boolean =>
  column.kind === "category"
    ? column.codes[row]! >= 0 && column.labels[column.codes[row]!] !== ""
    : Number.isFinite(column.values[row]!);

function namesSeen({ codes, labels }: CategoryColumn, rows: Uint32Array): string[] {
  const seen = new Set(Int32Array.from(rows, (row) => codes[row]!));
  return labels.filter((_, code) => seen.has(code));
}

const isWhole = (name: string): boolean => Number.isSafeInteger(Number(name)) && String(Number(name)) === name;

function classesOf(column: string, names: readonly string[]): Label {
  if (names.length < 2) throw labelOneValue(column);
  const whole = names.every(isWhole);
  const classes = whole ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
  return { kind: "class", column, classes, answers: whole ? "int64" : "string" };
}

function numberOf(column: string, values: Float64Array, rows: Uint32Array, distinct: readonly number[]): Label {
  if (distinct.length < 2) throw labelOneValue(column);
  // In units of the largest value, so that no square overflows.
  const unit = Math.max(...[distinct[0] ?? 0, distinct.at(-1) ?? 0].map(Math.abs));
  const mean = rows.reduce((sum, row) => sum + values[row]! / unit, 0) / rows.length;
  const variance = rows.reduce((sum, row) => sum + (values[row]! / unit - mean) ** 2, 0) / rows.length;
  return { kind: "number", column, mean: mean * unit, deviation: Math.sqrt(variance) * unit };
}

/**
 * The goal of each row of a table, which may be another than the label was fitted to: -1 (NaN for a number) where there is none, where the class was never learnt, and
 * outside `rows`.
 * @throws TelltaleError LABEL_MISMATCH for another column, or one that has none of the classes
 */
export function goalOf(label: Label, column: Column, rows: Uint32Array = allRows(rowsOfColumns([column]))): Goal {
  if (column.name !== label.column || column.kind === "time") throw labelMismatch(label, column);
  const n = rowsOfColumns([column]);
  if (label.kind === "number") {
    if (column.kind !== "number") throw labelMismatch(label, column);
    const values = new Float64Array(n).fill(NaN);
    for (const row of rows) if (hasLabel(column, row)) values[row] = column.values[row]!;
    return { kind: "number", values };
  }
  const places = new Map(label.classes.map((name, i) => [name, i]));
  const codes = new Int32Array(n).fill(-1);
  if (column.kind === "category") {
    const placeOf = column.labels.map((name) => places.get(name) ?? -1);
    for (const row of rows) codes[row] = placeOf[column.codes[row]!] ?? -1;
  } else {
    const numbers = new Map([...places].map(([name, place]) => [Number(name), place]));
    for (const row of rows) codes[row] = numbers.get(column.values[row]!) ?? -1;
  }
  if (codes.every((code) => code < 0) && rows.some((row) => hasLabel(column, row))) throw labelMismatch(label, column);
  return { kind: "class", codes, classes: label.classes.length };
}

/** What a network for a number learns, for these rows. */
export const standardised = (
  { mean, deviation }: Extract<Label, { kind: "number" }>,
  values: Float64Array,
  rows: Uint32Array,
): Float32Array => Float32Array.from(rows, (row) => (values[row]! - mean) / deviation);
