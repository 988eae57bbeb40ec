/** Groups compared with everybody else within strata of the columns that may rightly explain a difference. */
import { conditionalDisparity, mantelHaenszel, type Stratum } from "../../../bias/stratified.ts";
import { pick } from "../../../table/columns.ts";
import type { Table } from "../../../table/types.ts";
import { levelsOf } from "../levels.ts";
import type { Grouping } from "./groups.ts";
import { type Counted, small } from "./rates.ts";

type Around = { readonly value: number; readonly low: number; readonly high: number };
export type Within = {
  readonly group: string;
  readonly rows: number;
  /** Demographic disparity, whatever the stratum, and within strata; null: everybody has the same label. */
  readonly plain: Around | null;
  readonly conditional: Around | null;
  readonly leftOut: number;
  /** Of the label, group against everybody else, within strata. */
  readonly odds: Around | null;
  readonly p: number | null;
  /** Of "the odds ratio is the same in all strata". */
  readonly alikeP: number | null;
};

/** By attribute; not by pairs of them. */
export type WithinStrata = { readonly attribute: string; readonly groups: readonly Within[] };

/** As a check's answer to whether it applies. */
export function knownStrata(
  strata: readonly string[],
  { columns }: { readonly columns: readonly { readonly name: string }[] },
): true | { readonly reason: string; readonly remedy: string } {
  const unknown = strata.find((name) => !columns.some((column) => column.name === name));
  return (
    unknown === undefined || {
      reason: `"${unknown}" is not a column of the table`,
      remedy: "Name columns of the table in the option strata.",
    }
  );
}

/** Numbers with many values are cut into tenths, values that many have by themselves; who has no value is in a stratum of their own. */
export function strataOf(table: Table, names: readonly string[]): Int32Array {
  const strata = new Int32Array(table.rows);
  for (const column of pick(table, names)) {
    const codes = levelsOf(column, table.rows);
    const places = new Map<string, number>();
    for (let row = 0; row < table.rows; row++) {
      const key = `${strata[row]} ${codes[row]}`;
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      strata[row] = place;
    }
  }
  return strata;
}

/** Of each single attribute. `strata` null: none was named, and nothing is said. */
export function withinStrata(
  groupings: readonly Grouping[],
  strata: Int32Array | null,
  counted: Pick<Counted, "hit" | "weights">,
): WithinStrata[] {
  if (!strata) return [];
  return groupings
    .filter(({ crossed }) => !crossed)
    .map((each) => ({ attribute: each.attribute, groups: groupsWithin(each, strata, counted) }));
}

/** Of each group that is large enough. `hit` as of `ratesOf`; weighted rows count as many as they are worth. */
function groupsWithin(
  { labels, known, codes }: Grouping,
  strata: Int32Array,
  { hit, weights }: Pick<Counted, "hit" | "weights">,
): Within[] {
  const factor = worthOf(weights);
  return labels.flatMap((group, g) => {
    const tables = new Map<number, [number, number, number, number]>();
    let rows = 0;
    codes.forEach((code, row) => {
      if (code < 0 || !known[code] || hit[row]! < 0) return;
      if (code === g) rows++;
      const stratum = strata[row]!;
      const table = tables.get(stratum) ?? [0, 0, 0, 0];
      tables.set(stratum, table);
      table[(code === g ? 0 : 2) + (hit[row] === 1 ? 0 : 1)]! += (weights?.[row] ?? 1) * factor;
    });
    return known[g] && rows >= small ? [compared(group, rows, [...tables.values()])] : [];
  });
}

function compared(group: string, rows: number, tables: readonly Stratum[]): Within {
  const total = tables.reduce<Stratum>(([a, b, c, d], [e, f, g, h]) => [a + e, b + f, c + g, d + h], [0, 0, 0, 0]);
  const conditional = conditionalDisparity(tables);
  const pooled = mantelHaenszel(tables);
  return {
    group,
    rows,
    plain: around(conditionalDisparity([total])),
    conditional: around(conditional),
    leftOut: conditional?.leftOut ?? 0,
    odds: around(pooled?.oddsRatio ?? null),
    p: pooled?.p ?? null,
    alikeP: pooled?.alike?.p ?? null,
  };
}
const around = (of: Around | null): Around | null => of && { value: of.value, low: of.low, high: of.high };

/** Weights times this add up to as many rows as they are worth (Kish). */
function worthOf(weights: Float64Array | null): number {
  if (!weights) return 1;
  let [all, squares] = [0, 0];
  for (const weight of weights) {
    all += weight;
    squares += weight * weight;
  }
  return squares > 0 ? all / squares : 1;
}
