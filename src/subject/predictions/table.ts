/** Answers in a table: a column for each class, or one number, with a column that tells the sides apart and one of labels. */
import { TelltaleError } from "../../error.ts";
import type { Label } from "../../learn/encoding/label.ts";
import { pick } from "../../table/columns.ts";
import { rowsOf } from "../../table/rows.ts";
import type { Column, Table } from "../../table/types.ts";
import { wrongLength } from "./errors.ts";
import type { Expected, Given } from "./given.ts";

/** `label`: of the people's files, or the name of the column; `expected`: null where the table stands alone. */
export interface Wanted {
  readonly what: string;
  readonly label: Label | string | null;
  readonly expected: Expected | null;
}

/** @throws TelltaleError PREDICTIONS_COLUMNS, PREDICTIONS_PART, PREDICTIONS_LENGTH */
export function givenInTable(all: Table, { what, label, expected }: Wanted): Given {
  const order = orderOf(all, what, expected);
  const table = rowsOf(all, order.rows);
  const name = label === null || typeof label === "string" ? label : label.column;
  const labels = table.columns.find((each) => (name === null ? isLabel(each.name) : each.name === name)) ?? null;
  if (!expected && !labels) throw noLabels(all, what, name);
  const classes = label !== null && typeof label !== "string" ? classesOf(label) : labels ? namesOf(labels) : [];
  const { columns, names, values } = answersIn(table, { what, classes, labels });
  const width = columns.length;
  const answers = new Float64Array(table.rows * width);
  columns.forEach((column, at) => {
    if (column.kind !== "number") throw notNumbers(what, column);
    column.values.forEach((value, row) => (answers[row * width + at] = value));
  });
  return { what, sides: order.sides, origin: order.origin, width, answers, names, values, labels, shadows: null };
}

const classesOf = (label: Label): readonly string[] | null => (label.kind === "class" ? label.classes : null);
const isLabel = (name: string): boolean => /^(label|y|target|class)$/i.test(name);

/** Those that are there; of a column of numbers, as text. */
function namesOf(column: Column): readonly string[] {
  if (column.kind === "category")
    return column.labels.filter((name, code) => name !== "" && column.codes.includes(code));
  return [...new Set(column.values)]
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b)
    .map(String);
}

interface Order {
  /** Of people in the data first. */
  readonly rows: Uint32Array;
  readonly origin: Uint32Array;
  readonly sides: Expected;
}

function orderOf(table: Table, what: string, expected: Expected | null): Order {
  const sides = table.columns.find(({ name }) => /^(part|member|members|is_member)$/i.test(name));
  const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
  if (!sides) {
    if (!expected) throw noPart(table, what);
    const { train, holdout } = expected;
    if (table.rows !== train + holdout)
      throw wrongLength(what, table.rows, "train and holdout together", train + holdout);
    return { rows: all, sides: expected, origin: all.map((row) => (row < train ? row : row - train)) };
  }
  const side = sideOf(sides, what);
  const [inside, outside] = [all.filter((row) => side(row)), all.filter((row) => !side(row))];
  const rows = Uint32Array.from([...inside, ...outside]);
  const found = { train: inside.length, holdout: outside.length };
  for (const part of ["train", "holdout"] as const)
    if (expected && found[part] !== expected[part]) throw wrongLength(what, found[part], part, expected[part]);
  // Beside the people's files a row stands for one of theirs; alone it is its own.
  const origin = expected ? rows.map((_, i) => (i < found.train ? i : i - found.train)) : rows;
  return { rows, sides: found, origin };
}

/** Whether a row is of somebody in the data. */
function sideOf(column: Column, what: string): (row: number) => boolean {
  const textAt = (row: number): string =>
    column.kind === "category" ? (column.labels[column.codes[row]!] ?? "") : String(column.values[row]);
  const rows = column.kind === "category" ? column.codes.length : column.values.length;
  const sides = Array.from({ length: rows }, (_, row) => {
    const text = textAt(row).trim().toLowerCase();
    if (["train", "member", "in", "1", "true", "yes"].includes(text)) return true;
    if (["holdout", "test", "nonmember", "non-member", "out", "0", "false", "no"].includes(text)) return false;
    throw new TelltaleError("PREDICTIONS_PART", {
      message: `${what}: row ${row + 1} of column "${column.name}" says neither train nor holdout`,
      hint: 'Write "train" or "holdout" in a column "part", or 1 or 0 in a column "member".',
    });
  });
  return (row) => sides[row]!;
}

interface Said {
  readonly columns: readonly Column[];
  readonly names: readonly string[] | null;
  readonly values: boolean;
}

/** `classes`: null for numbers. */
function answersIn(
  table: Table,
  {
    what,
    classes,
    labels,
  }: { readonly what: string; readonly classes: readonly string[] | null; readonly labels: Column | null },
): Said {
  const others = table.columns.filter((column) => column !== labels);
  const named = (pattern: RegExp): Column | undefined => others.find(({ name }) => pattern.test(name));
  const value = named(/^(prediction|predicted|y_pred)$/i);
  if (classes === null) {
    if (value) return { columns: [value], names: null, values: true };
    throw noAnswers(table, what, ['"prediction"']);
  }
  const prefixed = others.filter(({ name }) => name.startsWith("p_") && name.length > 2);
  if (prefixed.length > 1 || (prefixed.length === 1 && !named(/^(p|probability)$/i)))
    return { columns: prefixed, names: prefixed.map(({ name }) => name.slice(2)), values: false };
  const missing = classes.filter((name) => !others.some((column) => column.name === name));
  if (classes.length > 1 && missing.length === 0)
    return { columns: pick({ ...table, columns: others }, classes), names: classes, values: false };
  const one = named(/^(p|probability)$/i);
  if (one) return { columns: [one], names: null, values: false };
  if (value && value.kind === "number" && missing.length === classes.length)
    return { columns: [value], names: null, values: true };
  throw noAnswers(
    table,
    what,
    missing.slice(0, 10).map((name) => `"p_${name}"`),
  );
}

const listed = (table: Table): string =>
  table.columns
    .map(({ name }) => name)
    .join(", ")
    .slice(0, 200);

const noAnswers = (table: Table, what: string, missing: readonly string[]): TelltaleError =>
  new TelltaleError("PREDICTIONS_COLUMNS", {
    message: `${what} lacks ${missing.join(", ")}: its columns are ${listed(table)}`,
    hint: 'Give a column "p_CLASS" (or "CLASS") for each class, one column "p" where there are two (of the second), or "prediction" for numbers.',
  });

const noLabels = (table: Table, what: string, name: string | null): TelltaleError =>
  new TelltaleError("PREDICTIONS_COLUMNS", {
    message: `${what} has no column ${name === null ? "of labels" : `"${name}"`}: its columns are ${listed(table)}`,
    hint: "Name the column of the true labels (--label), or name the files of the people: --train t.csv --holdout h.csv.",
  });

const noPart = (table: Table, what: string): TelltaleError =>
  new TelltaleError("PREDICTIONS_COLUMNS", {
    message: `${what} does not say who was in the data: its columns are ${listed(table)}`,
    hint: 'Add a column "part" that says "train" or "holdout", or name the files of the people: --train t.csv --holdout h.csv.',
  });

const notNumbers = (what: string, { name, kind }: Column): TelltaleError =>
  new TelltaleError("PREDICTIONS_COLUMNS", {
    message: `${what}: column "${name}" is a ${kind}, not numbers`,
    hint: "Write probabilities as numbers with a decimal point.",
  });
