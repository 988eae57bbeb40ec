/** Rows that are equal in everything but the label: no model that sees these columns can be right about all of them. */
import type { Cast } from "../../../subject/data.ts";
import type { Table } from "../../../table/types.ts";
import type { Grouping } from "../label/groups.ts";
import { type Rates, ratesOf } from "../label/rates.ts";
import { kindsOf, type Share, shareOf } from "./kinds.ts";

export type Conflicts = {
  /** Kinds of rows that have more than one label, and the rows of them. */
  readonly kinds: number;
  readonly rows: number;
  readonly labelled: number;
  /** Rows that any model must get wrong: all of a kind but those with its commonest label. Null: the label is a number. */
  readonly least: Share | null;
  readonly by: readonly Rates[];
  /** The smallest mean absolute error that any model can have (each kind's median). Null: the label is no number. */
  readonly leastError: number | null;
};

/** Null: no label. */
export function conflictsOf(
  {
    table,
    label,
    groupings,
  }: { readonly table: Table; readonly label: Cast["label"]; readonly groupings: readonly Grouping[] },
  names: readonly string[],
  seed: number,
): Conflicts | null {
  if (!label) return null;
  const said = label.kind === "class" ? label.codes : label.values;
  const known = (row: number): boolean => (label.kind === "class" ? said[row]! >= 0 : Number.isFinite(said[row]!));
  const { ids, sizes } = kindsOf(table, names);
  const of = sizes.length;
  const members: number[][] = Array.from({ length: of }, () => []);
  ids.forEach((kind, row) => sizes[kind]! > 1 && known(row) && members[kind]!.push(row));
  const disagreeing = members.filter((rows) => rows.some((row) => said[row] !== said[rows[0]!]));
  const labelled = ids.reduce((sum, _, row) => sum + (known(row) ? 1 : 0), 0);
  const base = { kinds: disagreeing.length, rows: disagreeing.reduce((sum, rows) => sum + rows.length, 0), labelled };
  if (label.kind === "number") {
    const off = disagreeing.reduce((sum, rows) => sum + aroundMedian(rows.map((row) => label.values[row]!)), 0);
    return { ...base, least: null, by: [], leastError: labelled > 0 ? off / labelled : 0 };
  }
  const hit = Int8Array.from(ids, (_, row) => (known(row) ? 0 : -1));
  for (const rows of disagreeing) {
    const common = commonest(rows.map((row) => label.codes[row]!));
    for (const row of rows) if (label.codes[row] !== common) hit[row] = 1;
  }
  const wrong = hit.reduce((sum, is) => sum + (is === 1 ? 1 : 0), 0);
  const by = groupings.map((each) =>
    ratesOf(each, { hit, weights: null, seed, name: `data/duplicates conflicts ${each.attribute}` }),
  );
  return { ...base, least: shareOf(wrong, labelled), by, leastError: null };
}

/** The smallest of those that are equally common. */
function commonest(codes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].toSorted(([a, of], [b, other]) => other - of || a - b)[0]![0];
}

function aroundMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  return sorted.reduce((sum, value) => sum + Math.abs(value - median), 0);
}
