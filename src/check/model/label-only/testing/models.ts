/** Models whose boundary can be computed by hand, and pools to ask them about. */
import type { Columns, Tensors } from "../../../../learn/trainers/data.ts";
import type { Label } from "../../../../learn/encoding/label.ts";
import type { Question } from "../../../../subject/target/inputs.ts";
import type { Column } from "../../../../table/types.ts";
import type { Ask } from "../ask.ts";

const label: Label = { kind: "class", column: "y", classes: ["0", "1"], answers: "int64" };
const common = (codes: Int32Array, digest: string, classes = 2) =>
  ({
    digest,
    rows: codes.length,
    goal: { kind: "class", codes, classes },
    label: { ...label, classes: Array.from({ length: classes }, (_, i) => String(i)) },
    origin: Uint32Array.from(codes.keys()),
    missing: 0,
    notes: [],
  }) as const;

export const tensorPool = (
  rows: readonly (readonly number[])[],
  { codes = new Int32Array(rows.length), classes = 2 }: { readonly codes?: Int32Array; readonly classes?: number } = {},
): Tensors => ({
  ...common(codes, "tensors", classes),
  kind: "tensors",
  shape: [rows[0]?.length ?? 0],
  x: Float32Array.from(rows.flat()),
  encoding: null,
});

export const columnPool = (columns: readonly Column[], codes: Int32Array, classes = 2): Columns => ({
  ...common(codes, "columns", classes),
  kind: "columns",
  columns,
});

/** Rows as lists: numbers, and of categories their codes. */
export function rowsIn(data: Question): number[][] {
  return Array.from({ length: data.rows }, (_, row) =>
    data.kind === "tensors"
      ? [...data.x.subarray((row * data.x.length) / data.rows, ((row + 1) * data.x.length) / data.rows)]
      : data.columns.map((column) => (column.kind === "category" ? column.codes[row]! : column.values[row]!)),
  );
}

/** A model that is a formula, and a count of the rows that it was asked about. */
export function asking(of: (row: readonly number[]) => number): { readonly ask: Ask; readonly asked: () => number } {
  let count = 0;
  return {
    ask: (data) => {
      count += data.rows;
      return Promise.resolve(Int32Array.from(rowsIn(data), of));
    },
    asked: () => count,
  };
}
