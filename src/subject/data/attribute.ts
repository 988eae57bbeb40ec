/** From a protected column to groups of people. */
import { TelltaleError } from "../../error.ts";
import type { Column, Remark } from "../../table/types.ts";
import type { Attribute } from "../data.ts";

/** More groups than that are no groups that anybody compares. */
const mostGroups = 100;
/** A number with so many values is taken as it is. */
const fewValues = 10;
const bins = 5;

/** How a column becomes groups: of the training table, for all parts. */
export type Grouping = {
  readonly labels: readonly string[];
  /** Null: labels are the values themselves. */
  readonly edges: readonly number[] | null;
};

/** @throws TelltaleError PROTECTED_GROUPS for more than 100 categories. Remarks: protected-binned, protected-missing, protected-constant */
export function groupingOf(column: Column): { readonly grouping: Grouping; readonly remarks: readonly Remark[] } {
  const { name } = column;
  const note = (code: string, message: string): Remark => ({ code: `protected-${code}`, column: name, message });
  const remarks: Remark[] = [];
  let grouping: Grouping;
  if (column.kind === "category") {
    const seen = new Set(column.codes);
    const labels = column.labels.filter((_, code) => seen.has(code));
    if (labels.length > mostGroups) throw tooMany(name, labels.length);
    grouping = { labels, edges: null };
  } else {
    const sorted = column.values.filter((value) => Number.isFinite(value)).toSorted();
    const distinct = [...new Set(sorted)];
    const binned = column.kind === "time" || distinct.length > fewValues;
    const edges = binned ? edgesOf(sorted) : null;
    grouping = { labels: edges ? namesOf(edges) : distinct.map(String), edges };
    if (edges)
      remarks.push(
        note("binned", `"${name}" has ${distinct.length} values: its groups are ${grouping.labels.join(", ")}.`),
      );
  }
  const missing = countMissing(column);
  if (missing > 0)
    remarks.push(
      note("missing", `"${name}" is missing in ${missing} rows, which are a group of their own, "missing".`),
    );
  if (grouping.labels.length + (missing > 0 ? 1 : 0) < 2)
    remarks.push(note("constant", `"${name}" has one value only: there are no groups to compare.`));
  return { grouping, remarks };
}

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

/** Between groups of about equal size, at round numbers where that keeps them apart. */
function edgesOf(sorted: Float64Array): number[] {
  const at = Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)]!);
  const width = (sorted.at(-1)! - sorted[0]!) / (4 * bins);
  const unit = 10 ** Math.floor(Math.log10(width));
  const rounded = at.map((edge) => Number((Math.round(edge / unit) * unit).toPrecision(12)));
  return [...new Set(rounded)].filter((edge) => edge > sorted[0]! && edge <= sorted.at(-1)!);
}

const namesOf = (edges: readonly number[]): string[] =>
  Array.from({ length: edges.length + 1 }, (_, i) => {
    if (i === 0) return `below ${edges[0]}`;
    return i === edges.length ? `${edges[i - 1]} and more` : `${edges[i - 1]} to below ${edges[i]}`;
  });

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
