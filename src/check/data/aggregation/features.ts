/** Columns as numbers: what a label goes with. */
import type { Column } from "../../../table/types.ts";

export interface Feature {
  readonly column: string;
  /** Of a category: this value against all others. Null: a number, in its standard deviations. */
  readonly value: string | null;
  /** NaN = missing. */
  readonly values: Float64Array;
}

/** Values of fewer people are not looked at. */
const fewest = 30;
/** Of a category with more values, the commonest. */
const mostValues = 5;

/** None: a column that is constant, or has no value that enough rows share. */
export const featuresOf = (column: Column): Feature[] =>
  column.kind === "category" ? indicatorsOf(column) : standardised(column);

function indicatorsOf({ name, codes, labels }: Extract<Column, { kind: "category" }>): Feature[] {
  const rows = labels.map(() => 0);
  let known = 0;
  for (const code of codes)
    if (code >= 0) {
      rows[code]!++;
      known++;
    }
  const common = [...rows.keys()]
    .filter((k) => rows[k]! >= fewest && known - rows[k]! >= fewest)
    .toSorted((a, b) => rows[b]! - rows[a]!);
  const there = rows.filter((count) => count > 0).length;
  // Of two values one says all.
  return common.slice(0, there === 2 ? 1 : mostValues).map((k) => ({
    column: name,
    value: labels[k] ?? "",
    values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : Number(code === k))),
  }));
}

function standardised({ name, values }: Exclude<Column, { kind: "category" }>): Feature[] {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const deviation = Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length);
  if (finite.length < fewest || !(deviation > 0) || !Number.isFinite(deviation)) return [];
  return [
    {
      column: name,
      value: null,
      values: Float64Array.from(values, (value) => (Number.isFinite(value) ? (value - mean) / deviation : Number.NaN)),
    },
  ];
}
