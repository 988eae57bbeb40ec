/** What is missing where: columns that lack values, and the label as groups. */
import type { Cast } from "../../../subject/data.ts";
import { isMissing } from "../../../table/columns.ts";
import type { Column } from "../../../table/types.ts";
import type { Grouping } from "../label/groups.ts";

export interface Gone {
  readonly column: Column;
  readonly rows: number;
  /** By row: 1 = it has no value. */
  readonly hit: Int8Array;
}

/** Columns in which `least` rows or more lack a value, the emptiest first. */
export const goneIn = (columns: readonly Column[], rows: number, least: number): Gone[] =>
  columns
    .map((column): Gone => {
      const hit = Int8Array.from({ length: rows }, (_, row) => (isMissing(column, row) ? 1 : 0));
      return { column, hit, rows: hit.reduce((sum, is) => sum + is, 0) };
    })
    .filter((gone) => gone.rows >= least)
    .toSorted((a, b) => b.rows - a.rows);

/** By row: 1 = no column lacks its value. */
export function completeRows(gone: readonly Gone[], rows: number): Int8Array {
  const complete = new Int8Array(rows).fill(1);
  for (const { hit } of gone) hit.forEach((is, row) => is === 1 && (complete[row] = 0));
  return complete;
}

/** Of all rows that lack a value of either, the share that lack both. */
export function together(a: Gone, b: Gone): number {
  let both = 0;
  a.hit.forEach((is, row) => (both += is & b.hit[row]!));
  const either = a.rows + b.rows - both;
  return either > 0 ? both / either : 0;
}

const mostClasses = 20;

/** Rows by what their label is: classes, or quarters of a number. Null: no label, or too many classes. */
export function labelGroups({ label }: Cast, name: string): Grouping | null {
  if (!label) return null;
  const base = { attribute: name, crossed: false };
  if (label.kind === "class") {
    const { classes, codes } = label;
    if (classes.length > mostClasses) return null;
    return { ...base, labels: classes.map((each) => `${name}=${each}`), known: classes.map(() => true), codes };
  }
  const sorted = label.values.filter(Number.isFinite).toSorted();
  const edges = [1, 2, 3].map((quarter) => sorted[Math.floor((quarter / 4) * sorted.length)] ?? Number.NaN);
  const labels = ["lowest", "second", "third", "highest"].map((each) => `${name}=${each} quarter`);
  const codes = Int32Array.from(label.values, (x) =>
    Number.isFinite(x) ? edges.filter((edge) => x >= edge).length : -1,
  );
  return { ...base, labels, known: labels.map(() => true), codes };
}
