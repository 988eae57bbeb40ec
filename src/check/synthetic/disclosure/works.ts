/** What synthetic/disclosure computes: one task for who is pointed at, and one for each secret. */
import { sample, stream } from "../../../stats/stream.ts";
import { column } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Reader } from "../../../work.ts";
import type { Work } from "../../types.ts";
import { type Part, targetRows } from "../arena.ts";
import { type Judge, judgeOf } from "../secret.ts";
import { closeness, diversity, kAnonymity } from "./anonymity.ts";
import { attribution, type Attribution, type Mean, meanOf, share } from "./attribution.ts";
import { type Classes, classesOf, headcount, released, sizeOf } from "./classes.ts";
import { disclosive, type Disclosive } from "./disco.ts";
import { levels } from "../levels.ts";
import { nearKeys } from "./near-keys.ts";
import { identity, type Identity, matched } from "./population.ts";

export type KeysInput = {
  readonly tables: string;
  readonly key: readonly string[];
  /** The quasi-identifiers. */
  readonly names: readonly string[];
  readonly seed: number;
};
type Found = { readonly people: number; readonly matched: number };
export type Keys = Identity & {
  readonly classes: number;
  readonly rows: number;
  readonly k: number;
  /** Rows in classes smaller than 5. */
  readonly small: number;
  /** People whose key stands in the synthetic table. */
  readonly train: Found;
  readonly holdout: Found | null;
};

/** A class of fewer rows is small: the oldest and commonest rule of data custodians. */
export const smallClass = 5;

export const keysWork: Work<KeysInput, Keys> = {
  id: "synthetic/disclosure-keys@1",
  async run({ tables: digest, key, names, seed }, reader) {
    const tables = await read(reader, digest);
    const classes = classesOf(tables, names, seed);
    const everybody = (part: Part): Uint32Array =>
      targetRows(tables, { tables: digest, part, key, targets: null, seed });
    const find = (part: Part, of: Int32Array): Found => {
      const rows = everybody(part);
      return { people: rows.length, matched: matched(of, rows, classes) };
    };
    return {
      ...identity(classes, headcount(classes, "train", everybody("train"))),
      ...kAnonymity(classes, smallClass),
      classes: classes.count,
      rows: released(tables).synthetic.rows,
      train: find("train", classes.of.train),
      holdout: classes.of.holdout && find("holdout", classes.of.holdout),
    };
  },
};

export type SecretInput = KeysInput & {
  readonly secret: string;
  readonly tolerance: number;
  /** People played on; null: everybody. */
  readonly targets: number | null;
  /** Of them, so many at most are looked up by the nearest keys. */
  readonly nearest: number;
};
export type Played = {
  /** Per person: 1 = the guess is right. A person whose key is not in the table is not guessed. */
  readonly hits: Uint8Array;
  /** Per person whose key is in the table: 1 = what most rows of the whole table say is right. */
  readonly usual: Uint8Array;
  /** Correct attribution probability: of those whose key is in the table; with 0 for the others; by the nearest keys. */
  readonly matched: Mean;
  readonly zero: Mean;
  readonly generalised: Mean;
  /** Of those whose key is in the table, by the rows of the whole table. */
  readonly baseline: Mean;
};
export type Secret = Disclosive & {
  readonly people: number;
  /** The fewest different values in a class. */
  readonly diversity: number;
  /** Synthetic rows in classes with one value only. */
  readonly single: number;
  readonly closeness: number;
  readonly train: Played;
  readonly holdout: Played | null;
};

export const secretWork: Work<SecretInput, Secret> = {
  id: "synthetic/disclosure-secret@1",
  async run({ tables: digest, key, names, seed, secret, tolerance, targets, nearest }, reader) {
    const tables = await read(reader, digest);
    const { synthetic, train, holdout } = released(tables);
    const classes = classesOf(tables, names, seed);
    const made = levels(synthetic, secret);
    const real = levels(train, secret);
    const different = diversity(classes, made);
    const judge = judgeOf(column(synthetic, secret), tolerance);
    const attack = attribution(classes, made, { judge: judge.right, seed, name: secret });
    const everybody = targetRows(tables, { tables: digest, part: "train", key, targets: null, seed });
    const playOn = (part: Part, truth: Float64Array): Played => {
      const rows = targetRows(tables, { tables: digest, part, key, targets, seed });
      return { ...play(classes, { part, rows, truth, attack, judge }), generalised: nearby(part, rows, truth) };
    };
    const nearby = (part: Part, rows: Uint32Array, truth: Float64Array): Mean => {
      const few = Math.min(nearest, Math.max(100, Math.floor(2e8 / classes.count)));
      const chosen = sample(rows.length, few, stream(seed, "synthetic/disclosure", "near-keys", part));
      const people = chosen.map((place) => rows[place]!);
      const pools = nearKeys(tables, classes, { names, part, rows: people });
      return meanOf(pools.map((pool, i) => share(classes, attack, pool, truth[people[i]!]!)));
    };
    return {
      ...disclosive(classes, { rows: everybody, real, made }),
      people: everybody.length,
      diversity: different.reduce((least, each) => Math.min(least, each), synthetic.rows),
      single: different.reduce((rows, each, c) => rows + (each === 1 ? sizeOf(classes, c) : 0), 0),
      closeness: closeness(classes, made, { ordered: column(synthetic, secret).kind !== "category" }),
      train: playOn("train", real),
      holdout: holdout ? playOn("holdout", levels(holdout, secret)) : null,
    };
  },
};

const read = async (reader: Reader, tables: string): Promise<Tables> => (await reader.get(tables)) as unknown as Tables; // the output of table/read

interface Game {
  readonly part: Part;
  readonly rows: Uint32Array;
  /** The secret in the table of the people. */
  readonly truth: Float64Array;
  readonly attack: Attribution;
  readonly judge: Judge;
}

function play(classes: Classes, { part, rows, truth, attack, judge }: Game): Omit<Played, "generalised"> {
  const of = classes.of[part] ?? new Int32Array();
  const isFound = (row: number): boolean => of[row]! < classes.count;
  const found = rows.filter(isFound);
  const right = (row: number, guess: number): 0 | 1 => (isFound(row) && judge.right(guess, truth[row]!) ? 1 : 0);
  const known = meanOf(
    Float64Array.from(found, (row) => attack.right(of[row]!, truth[row]!) / sizeOf(classes, of[row]!)),
  );
  return {
    hits: Uint8Array.from(rows, (row) => (isFound(row) ? right(row, attack.guess(of[row]!)) : 0)),
    usual: Uint8Array.from(rows, (row) => right(row, attack.usual)),
    matched: known,
    zero: { ...known, n: rows.length },
    baseline: meanOf(Float64Array.from(found, (row) => judge.chance(truth[row]!))),
  };
}
