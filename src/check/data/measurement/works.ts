/** How values were recorded, by group, as a work. */
import { granularity } from "../../../bias/heaping.ts";
import { benjaminiHochberg } from "../../../stats/multiple.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Cast } from "../../../subject/data.ts";
import { pick } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Grouping, groupingsOf } from "../label/groups.ts";
import { type Rates, ratesOf, small } from "../label/rates.ts";
import { type Kind, type Mark, marksOf } from "./marks.ts";

export type Input = {
  readonly tables: string;
  readonly cast: string;
  readonly columns: readonly string[];
  readonly seed: number;
};
export type Found = {
  readonly column: string;
  readonly kind: Kind;
  readonly of: { readonly [what: string]: string };
  readonly expected: number | null;
  /** Rows that bear the mark, of those that could. */
  readonly hits: number;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly by: readonly (Rates & {
    /** Of chi-square, corrected over everything that was compared (Benjamini & Hochberg); null: nothing to compare. */
    readonly adjusted: number | null;
  })[];
};
export type Grain = {
  readonly column: string;
  readonly n: number;
  /** A power of ten; null: none. */
  readonly step: number | null;
  /** Groups that are written in other steps. */
  readonly others: readonly { readonly group: string; readonly n: number; readonly step: number | null }[];
};
export type Recorded = {
  readonly rows: number;
  /** Columns of numbers and times that were looked at. */
  readonly columns: number;
  readonly marks: readonly Found[];
  readonly grains: readonly Grain[];
};

export const recordedWork: Work<Input, Recorded> = {
  id: "data/measurement@1",
  async run({ tables: key, cast: of, columns: names, seed }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    if (!train) return { rows: 0, columns: 0, marks: [], grains: [] };
    const columns = pick(train, names).filter(({ kind }) => kind !== "category");
    const groupings = groupingsOf(cast).filter(({ crossed }) => !crossed);
    const marks = columns.flatMap((column) => marksOf(column).map((mark) => foundOf(column, mark, groupings, seed)));
    return {
      rows: train.rows,
      columns: columns.length,
      marks: corrected(marks.filter(({ n }) => n > 0)),
      grains: columns.flatMap((column) => grainOf(column, groupings)),
    };
  },
};

/** An attribute that is cut from the column itself is not compared: its groups differ in these very values. */
function foundOf(
  { name }: Column,
  { kind, of, expected, hit }: Mark,
  groupings: readonly Grouping[],
  seed: number,
): Found {
  const hits = hit.filter((is) => is === 1).length;
  const n = hit.filter((is) => is >= 0).length;
  const random = `data/measurement ${name} ${kind} ${Object.values(of).join(" ")}`;
  const by = groupings
    .filter(({ attribute }) => attribute !== name)
    .map((each) => ({
      ...ratesOf(each, { hit, weights: null, seed, name: `${random} ${each.attribute}` }),
      adjusted: null,
    }));
  return {
    column: name,
    kind,
    of,
    expected,
    hits,
    n,
    value: n > 0 ? hits / n : 0,
    ...wilson(hits, Math.max(1, n)),
    by,
  };
}

function corrected(marks: readonly Found[]): Found[] {
  const adjusted = benjaminiHochberg(marks.flatMap(({ by }) => by.flatMap(({ gap }) => gap?.chiSquareP ?? [])));
  let next = 0;
  return marks.map((one) => ({
    ...one,
    by: one.by.map((each) => ({ ...each, adjusted: each.gap?.chiSquareP == null ? null : (adjusted[next++] ?? null) })),
  }));
}

function grainOf(column: Column, groupings: readonly Grouping[]): Grain[] {
  if (column.kind !== "number") return [];
  const { name, values } = column;
  const n = values.filter((x) => Number.isFinite(x)).length;
  const step = granularity(values);
  if (n < small) return [];
  const others = groupings
    .filter(({ attribute }) => attribute !== name)
    .flatMap(({ labels, codes }) =>
      labels.flatMap((group, g) => {
        const own = values.filter((x, row) => codes[row] === g && Number.isFinite(x));
        const found = own.length >= small ? granularity(own) : step;
        return found === step ? [] : [{ group, n: own.length, step: found }];
      }),
    );
  return [{ column: name, n, step, others }];
}
