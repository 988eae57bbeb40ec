/** What answers are about when no file of people says so: their label, out of the labels and the form of the answers. */
import { TelltaleError } from "../../error.ts";
import { fitLabel, goalOf, type Label } from "../../learn/encoding/label.ts";
import { allRows, type Goal, rowsIn } from "../../learn/goal.ts";
import { labelledRows } from "../../learn/trainers/data.ts";
import type { Column, Remark } from "../../table/types.ts";
import type { Given } from "./given.ts";

export interface Settled {
  readonly label: Label;
  /** By row; -1 or NaN where there is no label. */
  readonly goal: Goal;
  /** Those that have a label. */
  readonly rows: Uint32Array;
  readonly notes: readonly Remark[];
}

/** @throws TelltaleError PREDICTIONS_LABELS, LABEL_ONE_VALUE, LEARN_NO_ROWS, LABEL_KIND */
export function labelOf(given: Given, labels: Column, as: "class" | "number" | null): Settled {
  const { label, notes } = fitted(given, labels, as);
  const goal = goalOf(label, labels);
  const rows = labelledRows(goal);
  const known = allRows(rowsIn(goal)).filter((row) => isGiven(labels, row));
  if (known.length > rows.length)
    throw unfit(
      given,
      `${known.length - rows.length} people have a label that is none of the ${given.width} classes of the answers`,
    );
  const missing = rowsIn(goal) - rows.length;
  const message = `${missing} of ${rowsIn(goal)} people are left out: they have no label.`;
  return {
    label,
    goal,
    rows,
    notes: [...notes, ...(missing > 0 ? [{ code: "label-missing", column: labels.name, message }] : [])],
  };
}

const isGiven = (labels: Column, row: number): boolean =>
  labels.kind === "category"
    ? labels.codes[row]! >= 0 && labels.labels[labels.codes[row]!] !== ""
    : Number.isFinite(labels.values[row]!);

type Fitted = Pick<Settled, "label" | "notes">;

function fitted(given: Given, labels: Column, as: "class" | "number" | null): Fitted {
  const { width, names, values, sides } = given;
  // A mean and a deviation are those of the people who were learnt from.
  const number = (): Fitted => {
    const { label } = fitLabel(labels, allRows(sides.train), { as: "number" });
    return { label, notes: [] };
  };
  if (width > 1) {
    if (as === "number" || labels.kind === "time")
      throw unfit(given, `there are ${width} numbers for each person, and one label that is a number`);
    const classes = names ? sorted(names) : (counted(labels, width) ?? seen(labels));
    if (classes.length !== width)
      throw unfit(given, `there are ${width} numbers for each person, and the labels have ${classes.length} classes`);
    return { label: classLabel(labels.name, classes), notes: [] };
  }
  if (as === "number" || (values && as === null)) return number();
  const { label } = fitLabel(labels, undefined, as === null ? {} : { as });
  if (label.kind === "class" && label.classes.length > 2) {
    if (as === null && labels.kind === "number") return number();
    throw unfit(given, `there is one number for each person, and the labels have ${label.classes.length} classes`);
  }
  return label.kind === "number" ? number() : { label, notes: [] };
}

/** Labels that number the columns, from 0 on. */
function counted(labels: Column, width: number): readonly string[] | null {
  if (labels.kind !== "number") return null;
  const number = (value: number): boolean =>
    Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value < width);
  return labels.values.every(number) ? Array.from({ length: width }, (_, i) => String(i)) : null;
}

/** A truth value has two, whichever of them are there. */
function seen(labels: Column): readonly string[] {
  if (labels.kind === "category") {
    if (labels.labels.join() === "false,true") return labels.labels;
    const codes = new Set(labels.codes);
    return sorted(labels.labels.filter((name, code) => name !== "" && codes.has(code)));
  }
  return sorted([...new Set(labels.values)].filter(Number.isFinite).map(String));
}

const isWhole = (name: string): boolean => Number.isSafeInteger(Number(name)) && String(Number(name)) === name;

/** As `fitLabel` orders them: numbers ascending, else by code points. */
const sorted = (names: readonly string[]): readonly string[] =>
  names.every((name) => name !== "" && Number.isFinite(Number(name)))
    ? names.toSorted((a, b) => Number(a) - Number(b))
    : names.toSorted();

const classLabel = (column: string, classes: readonly string[]): Label => ({
  kind: "class",
  column,
  classes,
  answers: classes.every(isWhole) ? "int64" : "string",
});

const unfit = ({ what }: Given, why: string): TelltaleError =>
  new TelltaleError("PREDICTIONS_LABELS", {
    message: `${what}: ${why}`,
    hint: "Give one number for each class, and labels that are the classes' numbers from 0 on, or name the columns: an array classes in an archive, p_CLASS in a table.",
  });
