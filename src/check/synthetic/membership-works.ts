/** The works of synthetic/membership: who is asked about, their scores, and who bears it. */
import { boosted, crossPredict } from "../../learn/cross.ts";
import { sample, stream } from "../../stats/stream.ts";
import type { Table, Tables } from "../../table/types.ts";
import type { Reader, Work } from "../../work.ts";
import type { Crowd, Ground } from "./attacks/attack.ts";
import { type Encoding, lookAround } from "./attacks/near.ts";
import { rowsOf, stacked } from "../../table/rows.ts";
import { nearAttacks, tableAttacks } from "./attacks/suite.ts";
import type { BothScores, Grouped } from "../bearers.ts";
import { groupColumns } from "../groups.ts";
import { type Sides, sidesOf, type SidesInput } from "./sides.ts";

export type GameInput = SidesInput & {
  /** Key of the tables in the store. */
  readonly tables: string;
  readonly columns: readonly string[];
};

/** The game as every task sees it. */
interface Field extends Sides {
  readonly train: Table;
  readonly holdout: Table;
  readonly ground: Ground;
}

async function openField(reader: Reader, { tables, columns, ...input }: GameInput): Promise<Field> {
  const parts = (await reader.get(tables)) as unknown as Tables; // the output of table/read
  const { synthetic, train, holdout } = parts;
  if (!synthetic || !train || !holdout) throw new Error("membership is asked of people in and outside the data");
  const name = JSON.stringify([columns, input]);
  const known = fields.get(synthetic) ?? new Map<string, Field>();
  fields.set(synthetic, known);
  const found = known.get(name);
  if (found) return found;
  const sides = sidesOf(parts, input);
  const some = (table: Table, rows: Uint32Array, part: string): Crowd => ({
    table,
    rows: sample(rows.length, 250, stream(input.seed, "synthetic/aside", part)).map((at) => rows[at]!),
  });
  const field: Field = {
    ...sides,
    train,
    holdout,
    ground: {
      synthetic,
      reference: sides.reference.length > 0 ? rowsOf(holdout, sides.reference) : null,
      columns,
      aside: [some(train, sides.members, "train"), some(holdout, sides.outsiders, "holdout")],
      seed: input.seed,
    },
  };
  known.clear(); // one game at a time is kept in memory
  known.set(name, field);
  return field;
}

/** Per synthetic table in memory: what is found out about the ground is kept with it. */
const fields = new WeakMap<Table, Map<string, Field>>();

export type PeopleInput = GameInput & { readonly protected: readonly string[] };
export type People = {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
  /** How many people the attacker may look at. */
  readonly reference: number;
  readonly groups: readonly Grouped[];
};

export const people: Work<PeopleInput, People> = {
  id: "synthetic/membership/people@1",
  async run({ protected: declared, ...input }, reader) {
    const { members, outsiders, reference, train, holdout } = await openField(reader, input);
    const groups = groupColumns(
      { table: train, rows: members },
      { table: holdout, rows: outsiders },
      { columns: input.columns, protected: declared },
    );
    return { members, outsiders, reference: reference.length, groups: groups.map((group) => ({ ...group })) };
  },
};

export type NearInput = GameInput & {
  readonly part: "train" | "holdout";
  readonly from: number;
  readonly to: number;
  readonly encoding: Encoding;
  readonly attacks: readonly string[];
};

/** The scores of some people under all attacks that look at neighbours: one search for all of them. */
export const nearScores: Work<NearInput, { readonly [attack: string]: Float64Array }> = {
  id: "synthetic/membership/near@1",
  async run({ part, from, to, encoding, attacks, ...input }, reader) {
    const { ground, ...field } = await openField(reader, input);
    const rows = (part === "train" ? field.members : field.outsiders).subarray(from, to);
    const played = nearAttacks.filter(({ id }) => attacks.includes(id));
    const k = Math.max(...played.map((attack) => attack.k));
    const around = lookAround(ground, { table: field[part], rows }, { encoding, k });
    return Object.fromEntries(played.map((attack) => [attack.id, attack.score(around)]));
  },
};

/** Everybody's scores under an attack that learns from whole tables. */
export const tableScores: Work<GameInput & { readonly attack: string }, BothScores> = {
  id: "synthetic/membership/tables@1",
  async run({ attack: id, ...input }, reader) {
    const { ground, members, outsiders, train, holdout } = await openField(reader, input);
    const attack = tableAttacks.find((each) => each.id === id);
    if (!attack) throw new Error(`no attack ${id}`);
    const score = attack.learn(ground);
    return { members: score({ table: train, rows: members }), outsiders: score({ table: holdout, rows: outsiders }) };
  },
};

/** A model that tells people in the data from outsiders without the synthetic table, asked about people it was not trained on: what it can tell is no leak but a difference of the two groups. */
export const blindScores: Work<GameInput, BothScores> = {
  id: "synthetic/membership/blind@1",
  async run(input, reader) {
    const { members, outsiders, train, holdout } = await openField(reader, input);
    const features = stacked([rowsOf(train, members), rowsOf(holdout, outsiders)], input.columns);
    const n = members.length + outsiders.length;
    const codes = new Int32Array(n).fill(1, 0, members.length);
    const scores = crossPredict(
      features,
      { kind: "class", codes, classes: 2 },
      { learner: boosted({ trees: 50 }), folds: 5, seed: [input.seed, "synthetic/blind"] },
    );
    return { members: scores.slice(0, members.length), outsiders: scores.slice(members.length) };
  },
};
