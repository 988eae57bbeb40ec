/** From a protected column to groups of people. */
import { TelltaleError } from "../../error.ts";
import type { Column, NumberColumn, Remark, TimeColumn } from "../../table/types.ts";
import type { Attribute } from "../data.ts";
import { checkNames } from "./names.ts";

/** More groups than that are no groups that anybody compares. */
const mostGroups = 100;
/** A number with so many values is taken as it is. */
const fewValues = 10;
const bins = 5;
const day = 86_400_000;

/** How a column becomes groups: of the training table, for all parts. */
export type Grouping = {
  readonly labels: readonly string[];
  /** Null: labels are the values themselves. */
  readonly edges: readonly number[] | null;
};

/** The same column of the tables beside the training table, by part. */
export type Others = { readonly [part: string]: Column };

/**
 * Groups of the training table, then those that only another table has: nobody of the training table is in them.
 * @throws TelltaleError PROTECTED_GROUPS for more than 100 categories; SHARES_NAMES, GROUPS_NAMES where tables call groups otherwise. Remarks: protected-binned, protected-missing, protected-constant, protected-empty
 */
export function groupingOf(
  column: Column,
  others: Others = {},
): { readonly grouping: Grouping; readonly remarks: readonly Remark[] } {
  const { name } = column;
  const note = (code: string, message: string): Remark => ({ code: `protected-${code}`, column: name, message });
  const remarks: Remark[] = [];
  const own = valuesIn(column);
  const edges = binned(column, own.length) ? edgesOf(column) : null;
  const labels = edges ? namesOf(edges, column.kind) : [...own, ...elsewhere(column, { own, others })];
  if (labels.length > mostGroups) throw tooMany(name, labels.length);
  if (edges) remarks.push(note("binned", `"${name}" has ${own.length} values: its groups are ${labels.join(", ")}.`));
  else if (labels.length > own.length) remarks.push(note("empty", nobodyIs(name, labels.length - own.length)));
  const missing = countMissing(column);
  if (missing > 0)
    remarks.push(
      note("missing", `"${name}" is missing in ${missing} rows, which are a group of their own, "missing".`),
    );
  if ((edges ? labels : own).length + (missing > 0 ? 1 : 0) < 2)
    remarks.push(note("constant", `"${name}" has one value only: there are no groups to compare.`));
  return { grouping: { labels, edges }, remarks };
}

/** In their order; numbers ascending. */
function valuesIn(column: Column): readonly string[] {
  if (column.kind !== "category") return [...new Set(column.values.filter(Number.isFinite).toSorted())].map(String);
  const seen = new Set(column.codes);
  return column.labels.filter((_, code) => seen.has(code));
}

/** Values that only other tables have. */
function elsewhere(
  { name: column }: Column,
  { own, others }: { readonly own: readonly string[]; readonly others: Others },
): ReadonlySet<string> {
  const more = Object.entries(others).flatMap(([part, other]) => {
    const theirs = valuesIn(other);
    if (theirs.length > 0) checkNames({ column, part, theirs, ours: own, query: true });
    return theirs.filter((value) => !own.includes(value));
  });
  return new Set(more);
}

/** Counted, not named: it may be one person there. */
const nobodyIs = (name: string, values: number): string =>
  `${values} ${values === 1 ? "value" : "values"} of "${name}" that another table has nobody in the training table has: ${values === 1 ? "a group" : "groups"} of no rows.`;

const binned = (column: Column, values: number): column is NumberColumn | TimeColumn =>
  column.kind === "time" || (column.kind === "number" && values > fewValues);

/** The column of any part, which may be without values: who has none, or one that the training table never has, is in the last group. */
export function attributeOf(column: Column, { labels, edges }: Grouping): Attribute {
  const known = new Map(labels.map((label, i) => [label, i]));
  const place =
    column.kind === "category"
      ? (row: number): number => known.get(column.labels[column.codes[row]!] ?? "") ?? -1
      : (row: number): number => placeOf(column.values[row]!, { known, edges });
  const rows = column.kind === "category" ? column.codes.length : column.values.length;
  const codes = Int32Array.from({ length: rows }, (_, row) => place(row));
  if (!codes.includes(-1)) return { name: column.name, labels, codes };
  return {
    name: column.name,
    labels: [...labels, "missing"],
    codes: codes.map((code) => (code < 0 ? labels.length : code)),
  };
}

function placeOf(
  value: number,
  { known, edges }: { readonly known: ReadonlyMap<string, number>; readonly edges: readonly number[] | null },
): number {
  if (Number.isNaN(value)) return -1;
  if (!edges) return known.get(String(value)) ?? -1;
  return edges.filter((edge) => value >= edge).length;
}

/** Between groups of about equal size, at round numbers (dates: at midnight) where that keeps them apart. */
function edgesOf({ kind, values }: NumberColumn | TimeColumn): number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted();
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return [];
  const at = Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)]!);
  const unit = kind === "time" ? day : 10 ** Math.floor(Math.log10((high - low) / (4 * bins)));
  const rounded = at.map((edge) => Number((Math.round(edge / unit) * unit).toPrecision(12)));
  const edges = [...new Set(rounded)].filter((edge) => edge > low && edge <= high);
  // Where most people have the lowest value, they are one group and all others the second.
  return edges.length > 0 ? edges : [...sorted.filter((value) => value > low).subarray(0, 1)];
}

const namesOf = (edges: readonly number[], kind: Column["kind"]): string[] => {
  const name = (edge = 0): string => (kind === "time" ? new Date(edge).toISOString().slice(0, 10) : String(edge));
  if (edges.length === 0) return ["any"];
  return Array.from({ length: edges.length + 1 }, (_, i) => {
    if (i === 0) return `below ${name(edges[0])}`;
    return i === edges.length ? `${name(edges[i - 1])} and more` : `${name(edges[i - 1])} to below ${name(edges[i])}`;
  });
};

function countMissing(column: Column): number {
  let missing = 0;
  if (column.kind === "category") for (const code of column.codes) missing += code < 0 ? 1 : 0;
  else for (const value of column.values) missing += Number.isNaN(value) ? 1 : 0;
  return missing;
}

const tooMany = (name: string, groups: number): TelltaleError =>
  new TelltaleError("PROTECTED_GROUPS", {
    message: `the protected column "${name}" has ${groups} values, too many to compare as groups`,
    hint: `Join values to fewer groups (a query can: --train "select *, case when ... end as ${name}_group from 't.csv'"), or leave the column out of --protected.`,
  });
