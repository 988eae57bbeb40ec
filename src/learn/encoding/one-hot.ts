/** Classes that are given as one column each, 1 in the row's own. */
import { TelltaleError } from "../../error.ts";
import type { CategoryColumn, Column } from "../../table/types.ts";
import { rowsOfColumns } from "../goal.ts";

/**
 * One category of them all; its labels are the columns' names, in their order. A row of zeros, or with a value missing, has no label.
 * @throws TelltaleError LABEL_ONE_HOT when a row has two classes, or a column other values than 0 and 1 (or false and true)
 */
export function fromOneHot(columns: readonly Column[], name: string): CategoryColumn {
  const codes = new Int32Array(rowsOfColumns(columns)).fill(-1);
  const gaps = new Uint8Array(codes.length);
  columns.forEach((column, place) => {
    const bit = bitsOf(column);
    for (let row = 0; row < codes.length; row++) {
      const value = bit(row);
      if (value === null) gaps[row] = 1;
      if (value !== 1) continue;
      if (codes[row]! >= 0) throw twoClasses(columns[codes[row]!]?.name ?? "", column.name, row);
      codes[row] = place;
    }
  });
  gaps.forEach((gap, row) => {
    if (gap === 1) codes[row] = -1;
  });
  return { kind: "category", name, codes, labels: columns.map((column) => column.name), flag: null };
}

/** 0, 1, or null for missing, by row. */
function bitsOf(column: Column): (row: number) => 0 | 1 | null {
  if (column.kind === "number")
    return (row) => {
      const value = column.values[row]!;
      if (value !== value) return null;
      if (value !== 0 && value !== 1) throw notBits(column.name);
      return value;
    };
  if (column.kind !== "category" || column.labels.some((label) => bits[label] === undefined))
    throw notBits(column.name);
  const ofCode = column.labels.map((label) => bits[label] ?? null);
  return (row) => ofCode[column.codes[row]!] ?? null;
}

const bits: { readonly [label: string]: 0 | 1 } = { false: 0, true: 1, "0": 0, "1": 1 };

const notBits = (column: string): TelltaleError =>
  new TelltaleError("LABEL_ONE_HOT", {
    message: `Column "${column}" has other values than 0 and 1`,
    hint: "Classes given as a column each are 1 in the row's own class and 0 in the others: name only such columns, or one column with the names of the classes.",
  });

const twoClasses = (one: string, two: string, row: number): TelltaleError =>
  new TelltaleError("LABEL_ONE_HOT", {
    message: `Row ${row + 1} belongs to both "${one}" and "${two}"`,
    hint: "A model tells classes apart that exclude each other: give each row one class, or audit one of the columns.",
  });
