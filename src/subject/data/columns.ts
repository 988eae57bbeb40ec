/** Columns that the configuration names: that they are there, and that none is two things at once. */
import { TelltaleError } from "../../error.ts";
import { isFile } from "../../table/sql-files.ts";
import type { Remark, TablesSummary } from "../../table/types.ts";
import type { Cast, DataFiles, LabelOf } from "../data.ts";
import { known, type Roles } from "../roles.ts";
import { sensitive } from "./sensitive.ts";

const saying = ["prediction", "score"] as const;

/** Weights that are no column, but a file; null: a column, or none. */
export const weightsFile = ({ weights }: DataFiles, { columns }: TablesSummary): string | null =>
  weights !== undefined && isFile(weights) && !columns.some(({ name }) => name === weights) ? weights : null;

/** @throws TelltaleError COLUMN_UNKNOWN, COLUMN_TWICE, USAGE_MISSING */
export function checkColumns(files: DataFiles, roles: Roles, summary: TablesSummary): void {
  const label = roles.label ?? null;
  for (const role of saying) if (files[role] !== undefined) known(files[role], role, summary);
  if (files.weights !== undefined && weightsFile(files, summary) === null)
    known(files.weights, "weights", summary, "A file of weights is named with its ending, as in weights.csv.");
  if (label === null && (files.prediction ?? files.score ?? files.model) !== undefined)
    throw new TelltaleError("USAGE_MISSING", {
      message: "what was predicted is given, but not which column it is a prediction of",
      hint: "Name it: --label income.",
    });
  const named = [
    ["label", label],
    ...[...saying, "weights" as const].map((role) => [role, files[role] ?? null] as const),
    ...roles.protected.map((column) => ["protected", column] as const),
  ] as const;
  for (const [i, [role, column]] of named.entries()) {
    const other = named.slice(0, i).find(([before, same]) => column !== null && same === column && before !== role);
    if (other && column !== null) throw twice(column, other[0], role);
  }
}

function twice(column: string, role: string, other: string): TelltaleError {
  const why =
    role === "label" && other === "protected"
      ? "Groups by the label differ in the label by definition: leave it out of --protected."
      : role === "label" && other !== "weights"
        ? `What is compared with the label must not be the label: name the column that a model wrote, or leave out --${other}, and a model is learnt in its place.`
        : `Name another column, or leave out one of --${role} and --${other}.`;
  return new TelltaleError("COLUMN_TWICE", { message: `"${column}" is named as ${role} and as ${other}`, hint: why });
}

/** @throws TelltaleError LABEL_POSITIVE, SCORES_LABEL for scores of nobody knows what */
export function checkScored({ score }: DataFiles, label: LabelOf | null): void {
  if (score === undefined || label === null) return;
  if (label.kind === "number")
    throw new TelltaleError("SCORES_LABEL", {
      message: `"${score}" holds scores, and the label "${label.column}" is a number, which has no good outcome to be the chance of`,
      hint: "Give what was predicted of it instead: --prediction COLUMN. If its values are classes, say which is the good one: --positive.",
    });
  if (label.positive === null)
    throw new TelltaleError("LABEL_POSITIVE", {
      message: `"${score}" holds scores, but "${label.column}" has ${label.classes.length} values, and nobody said which of them they are the chance of`,
      hint: `Name it: --positive "${label.classes[0]}" (its values are: ${label.classes.slice(0, 20).join(", ")}).`,
    });
}

/** Where no column is marked: those that may be, by their names. Nobody is taken for protected without being asked. */
export function proposedOf({ protected: marked, ignore, label }: Roles, { columns }: TablesSummary): Remark[] {
  const out = new Set([...ignore, label]);
  const names = columns.filter(({ name, flag }) => flag === null && !out.has(name)).map(({ name }) => name);
  const found = marked.length === 0 ? sensitive(names) : [];
  const message = `No column is marked as protected. By their names these may be: --protected ${found.join(",")}.`;
  return found.length > 0 ? [{ code: "protected-proposed", column: null, message }] : [];
}

/** What was not predicted of some rows. @throws TelltaleError COLUMN_EMPTY */
export function remarksOf(cast: Cast, files: DataFiles): Remark[] {
  const { prediction, score, weights, label, rows } = cast;
  if (files.weights !== undefined && weights === null) throw empty(files.weights, "weights");
  const said = [
    [files.prediction, "prediction", prediction],
    [files.score, "score", score && { kind: "number" as const, values: score }],
  ] as const;
  return said.flatMap(([column, role, given]) => {
    if (column === undefined) return [];
    const missing = given === null ? rows : countMissing(given);
    if (missing === rows) throw empty(column, role);
    const message = `"${column}" is missing in ${missing} of ${rows} rows, which are left out where ${role === "score" ? "scores" : "predictions"} are looked at.`;
    const remarks = missing > 0 && label ? [{ code: `${role}-missing`, column, message }] : [];
    return role === "prediction" && label && saysAll(given, label) ? [...remarks, perfect(column)] : remarks;
  });
}

type Given = NonNullable<Cast["label"]>;

const perfect = (column: string): Remark => ({
  code: "prediction-copy",
  column,
  message: `"${column}" says the label of every row: is it a prediction, or the label under another name? Without an error there is nothing to compare.`,
});

/** Wherever there are both. */
function saysAll(given: Given | null, label: Given): boolean {
  if (given === null) return false;
  if (given.kind === "class" && label.kind === "class")
    return given.codes.every((code, row) => code < 0 || label.codes[row]! < 0 || code === label.codes[row]);
  if (given.kind === "class" || label.kind === "class") return false;
  return given.values.every((value, row) => !(Math.abs(value - label.values[row]!) > 0));
}

const empty = (column: string, role: string): TelltaleError =>
  new TelltaleError("COLUMN_EMPTY", {
    message: `"${column}" is named as ${role} and has no value in any row`,
    hint: `Look at the file, or leave out --${role}.`,
  });

const countMissing = (given: Given): number =>
  given.kind === "class"
    ? given.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0)
    : given.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
