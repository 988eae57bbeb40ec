/** Rows of the table that are equal, or nearly so, as a work. */
import type { Cast } from "../../../subject/data.ts";
import { stream } from "../../../stats/stream.ts";
import type { Table, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Grouping, groupingsOf } from "../label/groups.ts";
import { type Rates, ratesOf } from "../label/rates.ts";
import { beyondFirst, budgets, type Chance, chanceOf, coded, type Coded, expectedPairs, reshuffled } from "./chance.ts";
import { type Conflicts, conflictsOf } from "./conflicts.ts";
import { firsts, type Kinds, kindsOf, onFirst, type Share, shareOf, togetherness } from "./kinds.ts";
import { fewestColumns, nearEarlier } from "./near.ts";

export type Input = {
  readonly tables: string;
  readonly cast: string;
  /** Without the label. */
  readonly columns: readonly string[];
  readonly label: string | null;
  readonly near: boolean;
  readonly seed: number;
};
export type Equal = {
  /** Rows beyond the first of their kind. */
  readonly beyond: Share;
  readonly chance: Chance;
  /** Different rows, those of them that occur more than once, and the rows of the commonest. */
  readonly kinds: number;
  readonly repeated: number;
  readonly largest: number;
  /** Rows that have an equal one. */
  readonly twins: number;
  /** Of different rows, those that occur more than once. */
  readonly by: readonly Rates[];
  readonly groups: readonly {
    readonly attribute: string;
    readonly groups: readonly {
      readonly group: string;
      readonly rows: number;
      readonly beyond: number;
      /** Pairs of equal rows, and those to be expected were the group's columns independent. */
      readonly pairs: number;
      readonly expected: number;
    }[];
  }[];
};
export type Near = {
  /** Of different rows, those that are nearly like an earlier one. */
  readonly like: Share;
  readonly chance: Chance;
  readonly by: readonly Rates[];
};
export type Duplicates = {
  readonly rows: number;
  readonly columns: number;
  readonly equal: Equal;
  /** Null: not looked for, or too few columns. */
  readonly near: Near | null;
  /** Null: no label. */
  readonly conflicts: Conflicts | null;
};

export const duplicatesWork: Work<Input, Duplicates> = {
  id: "data/duplicates@1",
  async run({ columns, label, near, seed, ...input }, reader) {
    const { train } = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    if (!train) throw new Error("there is a training table");
    const cast = (await reader.get(input.cast)) as unknown as Cast; // the output of the cast's work
    const scene: Scene = {
      table: train,
      names: [...columns, ...(label === null ? [] : [label])],
      groupings: groupingsOf(cast),
      seed,
    };
    const kinds = kindsOf(train, scene.names);
    return {
      rows: train.rows,
      columns: scene.names.length,
      equal: equalOf(kinds, scene),
      near: near && scene.names.length >= fewestColumns ? nearOf(kinds, scene) : null,
      conflicts: conflictsOf({ table: train, label: cast.label, groupings: scene.groupings }, columns, seed),
    };
  },
};

interface Scene {
  readonly table: Table;
  readonly names: readonly string[];
  readonly groupings: readonly Grouping[];
  readonly seed: number;
}

function equalOf(kinds: Kinds, scene: Scene): Equal {
  const { table, names, groupings } = scene;
  const { sizes } = kinds;
  const [columns = []] = coded([table], names);
  const [pairs = 0] = expectedPairs({ labels: ["everybody"], codes: new Int32Array(table.rows) }, columns);
  const trial = { rows: table.rows, columns: names.length, budget: budgets.equal, pairs };
  const hit = onFirst(kinds, (kind) => sizes[kind]! > 1);
  return {
    beyond: shareOf(table.rows - sizes.length, table.rows, togetherness(kinds)),
    chance: chanceOf(trial, (i) => beyondFirst(dealt(scene, i), names)),
    kinds: sizes.length,
    repeated: sizes.reduce((sum, size) => sum + (size > 1 ? 1 : 0), 0),
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
    twins: sizes.reduce((sum, size) => sum + (size > 1 ? size : 0), 0),
    by: groupings.map((each) => ratesBy(each, hit, `equal ${each.attribute}`, scene)),
    groups: groupings.map((each) => ({ attribute: each.attribute, groups: groupsOf(each, kinds, columns) })),
  };
}

const dealt = ({ table, names, seed }: Scene, i: number): Table =>
  reshuffled(table, names, stream(seed, "data/duplicates", "chance", i));

const ratesBy = (grouping: Grouping, hit: Int8Array, name: string, { seed }: Scene): Rates =>
  ratesOf(grouping, { hit, weights: null, seed, name: `data/duplicates ${name}` });

/** A kind that is in several groups, because they are not among the columns compared, counts in each. */
function groupsOf(grouping: Grouping, { ids }: Kinds, columns: readonly Coded[]): Equal["groups"][number]["groups"] {
  return expectedPairs(grouping, columns).map((expected, g) => {
    const sizes = new Map<number, number>();
    let [rows, pairs] = [0, 0];
    ids.forEach((kind, row) => {
      if (grouping.codes[row] !== g) return;
      const before = sizes.get(kind) ?? 0;
      sizes.set(kind, before + 1);
      pairs += before;
      rows++;
    });
    return { group: grouping.labels[g] ?? "", rows, beyond: rows - sizes.size, pairs, expected };
  });
}

function nearOf(kinds: Kinds, scene: Scene): Near {
  const { table, names, groupings } = scene;
  const like = nearEarlier(firsts(table, kinds), names);
  const trial = { rows: table.rows, columns: names.length, budget: budgets.near };
  const hit = onFirst(kinds, (kind) => like[kind] === 1);
  return {
    like: shareOf(sum(like), like.length),
    chance: chanceOf(trial, (i) => {
      const other = dealt(scene, i);
      return sum(nearEarlier(firsts(other, kindsOf(other, names)), names));
    }),
    by: groupings.map((each) => ratesBy(each, hit, `near ${each.attribute}`, scene)),
  };
}
const sum = (marked: Uint8Array): number => marked.reduce((all, is) => all + is, 0);
