/** Labels and predictions in one order of classes, and which of them is the positive one. */
import { TelltaleError } from "../../error.ts";
import { fitLabel, goalOf } from "../../learn/encoding/label.ts";
import { nearest } from "../../table/near.ts";
import type { Column, Remark } from "../../table/types.ts";
import type { LabelOf, Said } from "../data.ts";

type Positive = string | number | boolean;

/** Words for a good outcome, where nobody said which of two it is. */
const goodWords = /^(1|true|yes|y|positive|good|accepted|approved|hired|ja|oui|si|sí)$/i;

/** @throws TelltaleError LABEL_POSITIVE, and those of `fitLabel` */
export function labelOf(
  column: Column,
  positive: Positive | undefined,
): { readonly label: LabelOf; readonly remarks: readonly Remark[] } {
  const { label, notes } = fitLabel(column, undefined, positive === undefined ? {} : { as: "class" });
  if (label.kind === "number") return { label: { kind: "number", column: column.name }, remarks: notes };
  const { classes } = label;
  if (positive !== undefined) {
    const at = placeOf(positive, classes);
    if (at < 0) throw unknownPositive(column, positive, classes);
    return {
      label: { kind: "class", column: column.name, classes, positive: at },
      remarks: classes.length > 2 ? [...notes, againstAll(column.name, classes, at)] : notes,
    };
  }
  if (classes.length > 2) {
    const message = `"${column.name}" has ${classes.length} values: each is looked at against the others (--positive names the good one).`;
    return {
      label: { kind: "class", column: column.name, classes, positive: null },
      remarks: [...notes, { code: "label-positive", column: column.name, message }],
    };
  }
  const good = classes.findIndex((name) => goodWords.test(name));
  const at = good < 0 ? classes.length - 1 : good;
  const message = `Nobody said which value of "${column.name}" is the good outcome: "${classes[at]}" is taken for it (--positive says otherwise).`;
  return {
    label: { kind: "class", column: column.name, classes, positive: at },
    remarks: [...notes, { code: "label-positive", column: column.name, message }],
  };
}

const againstAll = (column: string, classes: readonly string[], at: number): Remark => ({
  code: "label-positive",
  column,
  message: `"${column}" has ${classes.length} values: "${classes[at]}" is held against all others together.`,
});

/** The values of a column as the label has them. Null: the column is without values here. @throws TelltaleError LABEL_MISMATCH, PREDICTION_KIND */
export function saidOf(column: Column, label: LabelOf): Said {
  if (label.kind === "number") {
    if (column.kind !== "number") throw otherKind(column.name, label.column);
    return { kind: "number", values: column.values };
  }
  const written = inWordsOf(label.classes, column);
  if (column.name !== label.column) refuseForeign(written, label);
  const answers = "string" as const; // only named by models that are exported
  const goal = goalOf({ kind: "class", column: column.name, classes: label.classes, answers }, written);
  if (goal.kind !== "class") throw new Error("classes stay classes");
  return { kind: "class", classes: label.classes, positive: label.positive, codes: goal.codes };
}

const [digits, words] = [
  ["0", "1"],
  ["false", "true"],
] as const;

/** Where a label is 0 or 1 and what is held against it false or true, or the other way round, they are written alike: there is one way to read them. */
export function inWordsOf(classes: readonly string[], column: Column): Column {
  const only = (of: readonly string[], all: readonly string[]): boolean => all.every((name) => of.includes(name));
  const { name } = column;
  if (column.kind === "category" && only(digits, classes)) {
    const labels = column.labels.map((label) => label.toLowerCase());
    if (!only(words, labels)) return column;
    return { ...column, labels: labels.map((label) => digits[label === "true" ? 1 : 0]) };
  }
  const cased = classes.map((label) => label.toLowerCase());
  if (column.kind !== "number" || !only(words, cased)) return column;
  if (column.values.some((value) => !Number.isNaN(value) && value !== 0 && value !== 1)) return column;
  const codes = Int32Array.from(column.values, (value) =>
    Number.isNaN(value) ? -1 : cased.indexOf(words[value === 1 ? 1 : 0]),
  );
  return { kind: "category", name, labels: classes, codes, flag: null };
}

/** What no label is cannot be held against one. */
function refuseForeign(column: Column, { column: of, classes }: Extract<LabelOf, { kind: "class" }>): void {
  const known = new Set(classes);
  const names =
    column.kind === "category"
      ? column.labels.filter((name, code) => name !== "" && column.codes.includes(code))
      : [...new Set(column.values)].filter((value) => !Number.isNaN(value)).map(String);
  const foreign = names.filter((name) => !known.has(name));
  if (foreign.length === 0) return;
  const listed = (all: readonly string[]): string => {
    const some = all.slice(0, 5).map(quoted);
    return `${some.join(", ")}${all.length > 5 ? ` and ${all.length - 5} others` : ""}`;
  };
  const score = column.kind === "number" ? " Chances of the good outcome belong to --score." : "";
  throw new TelltaleError("LABEL_MISMATCH", {
    message: `"${column.name}" predicts what "${of}" never is: ${listed(foreign)}`,
    hint: `The values of "${of}" are ${listed(classes)}. Write predictions in the same way, leave the cell empty where nothing was predicted, or name another column: --prediction COLUMN.${score}`,
  });
}

/** "1.0" is the number 1. */
function placeOf(positive: Positive, classes: readonly string[]): number {
  const at = classes.indexOf(String(positive));
  const number = String(positive).trim() === "" ? NaN : Number(positive);
  return at < 0 ? classes.findIndex((name) => name !== "" && Number(name) === number) : at;
}

/** A number with more values is hardly a list of classes. */
const fewValues = 20;

function unknownPositive({ kind, name }: Column, positive: Positive, classes: readonly string[]): TelltaleError {
  const typed = String(positive);
  if (kind === "number" && classes.length > fewValues) {
    const sql = /^\w+$/.test(name) ? name : `\\"${name}\\"`; // as it stands in a shell's quotes
    const least = Number.isFinite(Number(typed)) ? typed : "...";
    throw new TelltaleError("LABEL_POSITIVE", {
      message: `"${name}" is a number with ${classes.length} values, and "${typed}" is none of them`,
      hint: `Leave out --positive, and it is taken for a number. Is there a limit from which on it is good? A query can say so: --train "select * replace (${sql} >= ${least} as ${sql}) from 't.csv'" --positive true.`,
    });
  }
  // Of short names everything is near.
  const near = typed.length < 3 ? null : nearest(typed, classes);
  const meant = classes.find((each) => each.trim().toLowerCase() === typed.trim().toLowerCase()) ?? near;
  const space = meant !== null && meant.trim() === typed.trim() ? " (with the space)" : "";
  const hint = `Its values are: ${classes.slice(0, fewValues).map(quoted).join(", ")}${classes.length > fewValues ? " ..." : ""}.`;
  return new TelltaleError("LABEL_POSITIVE", {
    message: `"${typed}" is not a value of "${name}"`,
    hint:
      meant === null
        ? `${hint} Name one of them: --positive "${classes.at(-1)}".`
        : `Did you mean --positive ${quoted(meant)}${space}? ${hint}`,
  });
}

const quoted = (name: string): string => `"${name.slice(0, 40)}"`;

const otherKind = (column: string, label: string): TelltaleError =>
  new TelltaleError("PREDICTION_KIND", {
    message: `"${label}" is a number, and "${column}" is not`,
    hint: "Name a column that holds predictions of the same kind as the label.",
  });
