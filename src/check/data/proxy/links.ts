/** What one column tells of a protected attribute. */
import { type Association, association } from "../../../bias/association.ts";
import { correlationRatio, kolmogorovSmirnov } from "../../../bias/separation.ts";
import { aucInterval, delong } from "../../../stats/auc.ts";
import { benjaminiHochberg } from "../../../stats/multiple.ts";
import type { Column } from "../../../table/types.ts";
import { levelsOf } from "../levels.ts";
import type { Divided } from "./people.ts";

/** That a person of the group has the larger number than one of another group. */
export type Apart = {
  readonly group: string;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  readonly ks: number;
};
export type Link = {
  readonly column: string;
  /** Categories, or tenths of a number; with those that lack a value. */
  readonly levels: number;
  readonly n: number;
  /** Cramér's V as it is, and without what chance adds, with its interval. */
  readonly cramersV: number;
  readonly corrected: number;
  readonly low: number;
  readonly high: number;
  /** Nats, and over the mean entropy. */
  readonly mutualInformation: number;
  readonly normalised: number;
  /** Theil's U: the share of the uncertainty about the group that the column takes away, and the other way round. */
  readonly groupGivenColumn: number;
  readonly columnGivenGroup: number;
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** p corrected over all columns and attributes (Benjamini & Hochberg). */
  readonly adjusted: number;
  /** Of a number. Of two groups the second stands for both. */
  readonly number: { readonly correlationRatio: number; readonly apart: readonly Apart[] } | null;
};

/** Rarer values are taken together: nobody is named by them, and chi-square does not bear them. */
const fewest = 5;
const fewestKnown = 10;

/** The strongest first; columns that everybody has alike are left out. `adjusted` is p until `corrected` sees all. */
export const linksOf = (columns: readonly Column[], people: Divided): Link[] =>
  columns.flatMap((column) => linkOf(column, people) ?? []).toSorted((a, b) => b.corrected - a.corrected);

function linkOf(column: Column, people: Divided): Link | null {
  const { codes, labels } = people;
  const table = counted(levelsOf(column, codes.length), codes, labels.length);
  const found = association(table);
  if (!found) return null;
  const number = column.kind === "category" ? null : apartOf(column.values, people);
  return { column: column.name, levels: table.length, ...told(found), adjusted: found.p, number };
}

/** The same between two protected attributes. */
export function pairOf(one: Divided, other: Divided): Link | null {
  const found = association(counted(other.codes, one.codes, one.labels.length));
  return (
    found && { column: other.attribute, levels: other.labels.length, ...told(found), adjusted: found.p, number: null }
  );
}

const told = (found: Association): Omit<Link, "column" | "levels" | "adjusted" | "number"> => ({
  n: found.n,
  cramersV: found.cramersV,
  corrected: found.corrected,
  ...found.interval,
  mutualInformation: found.mutualInformation,
  normalised: found.normalised,
  groupGivenColumn: found.columnsGivenRows,
  columnGivenGroup: found.rowsGivenColumns,
  chiSquare: found.chiSquare,
  df: found.df,
  p: found.p,
});

/** By level (rare ones together, missing a level) and group. */
export function counted(levels: Int32Array, groups: Int32Array, width: number): number[][] {
  const most = levels.reduce((largest, level) => Math.max(largest, level), -1) + 2;
  const table = Array.from({ length: most }, () => Array<number>(width).fill(0));
  groups.forEach((group, row) => group >= 0 && table[levels[row]! + 1]![group]!++);
  const size = table.map((row) => row.reduce((sum, n) => sum + n, 0));
  const rare = table.filter((_, level) => size[level]! > 0 && size[level]! < fewest);
  const common = table.filter((_, level) => size[level]! >= fewest);
  const together = rare.reduce((sum, row) => sum.map((n, k) => n + row[k]!), Array<number>(width).fill(0));
  return rare.length > 0 ? [...common, together] : common;
}

function apartOf(values: Float64Array, { codes, labels }: Divided): Link["number"] {
  const ratio = correlationRatio(values, codes);
  if (ratio === null) return null;
  const apart = labels.flatMap((group, g): Apart[] => {
    if (labels.length === 2 && g === 0) return [];
    const known = (_: number, row: number): boolean => codes[row]! >= 0 && Number.isFinite(values[row]!);
    const of = (own: boolean): Float64Array =>
      values.filter((value, row) => known(value, row) && (codes[row] === g) === own);
    const [members, outsiders] = [of(true), of(false)];
    if (Math.min(members.length, outsiders.length) < fewestKnown) return [];
    const { auc, covariance } = delong([{ members, outsiders }]);
    const estimate = {
      auc: auc[0]!,
      variance: covariance[0]![0]!,
      members: members.length,
      outsiders: outsiders.length,
    };
    return [{ group, auc: estimate.auc, ...aucInterval(estimate), ks: kolmogorovSmirnov(members, outsiders) }];
  });
  return { correlationRatio: ratio, apart };
}

/** p values corrected over all that were asked, in the order given. */
export function corrected(all: readonly (readonly Link[])[]): Link[][] {
  const adjusted = benjaminiHochberg(all.flatMap((links) => links.map(({ p }) => p)));
  let next = 0;
  return all.map((links) => links.map((link) => ({ ...link, adjusted: adjusted[next++] ?? link.p })));
}
