/** What is to be learnt, and what is given back: one shape for all learners. */
import { TelltaleError } from "../error.ts";
import type { Column } from "../table/types.ts";

/** By row of the table. Rows in which it is missing are not to be learnt from: the caller leaves them out. */
export type Goal =
  | {
      readonly kind: "class";
      /** 0 to classes - 1. */
      readonly codes: Int32Array;
      readonly classes: number;
    }
  | { readonly kind: "number"; readonly values: Float64Array };

/** Numbers predicted for a row: a value; the chance of class 1 of two; else the chances of all classes. */
export const outputsOf = (classes: number | null): number => (classes === null || classes === 2 ? 1 : classes);
export const classesOf = (goal: Goal): number | null => (goal.kind === "class" ? goal.classes : null);

/** All rows of a table, by number. */
export const allRows = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => row);
export const rowsIn = (goal: Goal): number => (goal.kind === "class" ? goal.codes.length : goal.values.length);
export function rowsOfColumns([first]: readonly Column[]): number {
  if (!first) return 0;
  return first.kind === "category" ? first.codes.length : first.values.length;
}

/** @throws TelltaleError LEARN_NO_ROWS, LEARN_GOAL */
export function checkGoal(goal: Goal, rows: Uint32Array): void {
  if (rows.length === 0)
    throw new TelltaleError("LEARN_NO_ROWS", {
      message: "A model cannot be trained on no rows",
      hint: "The column to predict is missing in every row that was given: leave it out, or give more rows.",
    });
  const fine =
    goal.kind === "class"
      ? rows.every((row) => goal.codes[row]! >= 0 && goal.codes[row]! < goal.classes)
      : rows.every((row) => Number.isFinite(goal.values[row]!));
  if (!fine)
    throw new TelltaleError("LEARN_GOAL", {
      message: "A model cannot learn what is missing or infinite",
      hint: "Leave out the rows in which the column to predict has no value.",
    });
}
