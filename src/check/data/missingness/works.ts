/** Who lacks values, as a work. */
import { independence } from "../../../bias/independence.ts";
import { benjaminiHochberg } from "../../../stats/multiple.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Cast } from "../../../subject/data.ts";
import { isMissing, pick } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Grouping, groupingsOf } from "../label/groups.ts";
import { type Rates, ratesOf } from "../label/rates.ts";
import { levelsOf } from "../levels.ts";
import { completeRows, type Gone, goneIn, labelGroups, together } from "./gone.ts";
import { predicted, type Predicted } from "./predicted.ts";

export type Input = {
  readonly tables: string;
  readonly cast: string;
  readonly columns: readonly string[];
  /** Name of the label's column; null: none. */
  readonly label: string | null;
  /** The emptiest columns that are looked at by group, and for which a model is learnt, on so many rows. */
  readonly most: number;
  readonly models: number;
  readonly rows: number;
  readonly seed: number;
};
export type Lacking = {
  readonly column: string;
  readonly rows: number;
  readonly missing: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The same in other tables that were given and have the column. */
  readonly elsewhere: readonly { readonly part: Part; readonly rows: number; readonly missing: number }[];
  /** By attribute, pairs of them, and the label; the column itself is left out. Empty: it is not among the emptiest. */
  readonly by: readonly (Rates & {
    /** Of chi-square, corrected over everything that was compared (Benjamini & Hochberg); null: nothing to compare. */
    readonly adjusted: number | null;
  })[];
  /** Columns that lack their values in most of the same rows. */
  readonly together: readonly string[];
  /** What it has most to do with. */
  readonly linked: readonly { readonly column: string; readonly cramersV: number; readonly p: number }[];
  readonly model: Predicted | null;
};
type Part = "population" | "serving" | "holdout";
export type Missing = {
  readonly rows: number;
  /** Rows in which no column lacks its value. */
  readonly complete: number;
  /** By group: how many rows are left when incomplete ones are dropped. Empty: all are. */
  readonly kept: readonly Rates[];
  /** The emptiest first; columns that lack fewer than 5 values are left out. */
  readonly columns: readonly Lacking[];
};

const fewest = 5;
const mostLevels = 50;
/** Columns that are missing together tell nothing of why. */
const same = 0.5;

export const missingWork: Work<Input, Missing> = {
  id: "data/missingness@4",
  async run(input, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const { train } = tables;
    const cast = (await reader.get(input.cast)) as unknown as Cast; // the output of the cast's work
    if (!train) return { rows: 0, complete: 0, kept: [], columns: [] };
    const names = [...new Set([...input.columns, ...(input.label === null ? [] : [input.label])])];
    const columns = pick(train, names);
    const gone = goneIn(columns, train.rows, fewest);
    const groupings = groupingsOf(cast);
    const ofLabel = input.label === null ? null : labelGroups(cast, input.label);
    const scene: Scene = {
      ...input,
      beside: tables,
      columns,
      gone,
      groupings: [...groupings, ...(ofLabel ? [ofLabel] : [])],
    };
    const complete = completeRows(goneIn(columns, train.rows, 1), train.rows);
    const count = complete.reduce((sum, is) => sum + is, 0);
    const counted = { hit: complete, weights: null, seed: input.seed };
    return {
      rows: train.rows,
      complete: count,
      kept:
        count === train.rows
          ? []
          : groupings.map((each) => ratesOf(each, { ...counted, name: `data/missingness complete ${each.attribute}` })),
      columns: corrected(gone.map((each, place) => lackingOf(each, place, scene))),
    };
  },
};

interface Scene extends Omit<Input, "columns"> {
  readonly beside: Tables;
  readonly columns: readonly Column[];
  readonly gone: readonly Gone[];
  readonly groupings: readonly Grouping[];
}

/** A table without a single value lacks the column: the reader had to fill it. */
function elsewhereOf(name: string, tables: Tables): Lacking["elsewhere"] {
  return (["population", "serving", "holdout"] as const).flatMap((part) => {
    const table = tables[part];
    const column = table?.columns.find((each) => each.name === name);
    if (!table || !column) return [];
    let missing = 0;
    for (let row = 0; row < table.rows; row++) if (isMissing(column, row)) missing++;
    return missing < table.rows ? [{ part, rows: table.rows, missing }] : [];
  });
}

function lackingOf(gone: Gone, place: number, scene: Scene): Lacking {
  const { column, hit, rows: missing } = gone;
  const rows = hit.length;
  const elsewhere = elsewhereOf(column.name, scene.beside);
  const base = { column: column.name, rows, missing, value: missing / rows, ...wilson(missing, rows), elsewhere };
  if (place >= scene.most) return { ...base, by: [], together: [], linked: [], model: null };
  const by = scene.groupings
    .filter(({ attribute }) => !attribute.split("&").includes(column.name))
    .map((each) => ({
      ...ratesOf(each, {
        hit,
        weights: null,
        seed: scene.seed,
        name: `data/missingness ${column.name} ${each.attribute}`,
      }),
      adjusted: null,
    }));
  const alike = scene.gone.filter((other) => other !== gone && together(gone, other) >= same);
  const others = scene.columns.filter((other) => other !== column && !alike.some((each) => each.column === other));
  const features = others.filter(({ name }) => name !== scene.label);
  return {
    ...base,
    by,
    together: alike.map((each) => each.column.name),
    linked: linkedTo(hit, others),
    model: place < scene.models ? predicted(gone, features, scene) : null,
  };
}

/** The three columns that say most about whether the value is missing. */
function linkedTo(hit: Int8Array, columns: readonly Column[]): Lacking["linked"] {
  return columns
    .flatMap((column) => {
      const codes = levelsOf(column, hit.length);
      const levels = codes.reduce((most, code) => Math.max(most, code), -1) + 2;
      if (levels > mostLevels) return [];
      const table = Array.from({ length: levels }, () => [0, 0]);
      codes.forEach((code, row) => table[code + 1]![hit[row]!]!++);
      const found = independence(table);
      return found ? [{ column: column.name, cramersV: found.cramersV, p: found.p }] : [];
    })
    .toSorted((a, b) => b.cramersV - a.cramersV)
    .slice(0, 3);
}

function corrected(all: readonly Lacking[]): Lacking[] {
  const asked = all.flatMap(({ by }) => by.flatMap(({ gap }) => gap?.chiSquareP ?? []));
  const adjusted = benjaminiHochberg(asked);
  let next = 0;
  return all.map((one) => ({
    ...one,
    by: one.by.map((each) => ({ ...each, adjusted: each.gap?.chiSquareP == null ? null : (adjusted[next++] ?? null) })),
  }));
}
