/** Rows of data as columns for trees, with the truth about each as one column more: an attacker knows it. A part of the rows at a time, because images are wide. */
import type { Goal } from "../../../learn/goal.ts";
import { type Data, widthOf } from "../../../learn/trainers/data.ts";
import type { Column } from "../../../table/types.ts";

/** Numbers that are held at once: 256 MB. */
const cells = 2 ** 25;

/** Rows that fit in memory as columns; one at least. */
export const roomFor = (data: Data): number => Math.max(1, Math.floor(cells / (widthOf(data) + 1)));

/** The features of these rows, then the class (the number) of each. */
export function columnsAt(data: Data, rows: Uint32Array): readonly Column[] {
  return [
    ...(data.kind === "columns" ? data.columns.map((each) => at(each, rows)) : numbers(data, rows)),
    truth(data.goal, rows),
  ];
}

const at = (of: Column, rows: Uint32Array): Column =>
  of.kind === "category"
    ? { ...of, codes: Int32Array.from(rows, (row) => of.codes[row]!) }
    : { ...of, values: Float64Array.from(rows, (row) => of.values[row]!) };

function numbers(data: Extract<Data, { kind: "tensors" }>, rows: Uint32Array): readonly Column[] {
  const width = widthOf(data);
  return Array.from({ length: width }, (_, feature): Column => ({
    kind: "number",
    name: `x${feature}`,
    values: Float64Array.from(rows, (row) => data.x[row * width + feature]!),
    integer: false,
  }));
}

function truth(goal: Goal, rows: Uint32Array): Column {
  if (goal.kind === "number") return at({ kind: "number", name: "truth", values: goal.values, integer: false }, rows);
  const labels = Array.from({ length: goal.classes }, (_, code) => String(code));
  return at({ kind: "category", name: "truth", codes: goal.codes, labels, flag: null }, rows);
}
