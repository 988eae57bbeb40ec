/** The attack of synthetic/inference: the nearest synthetic row by everything but the secret names the secret. */
import { column } from "../../table/columns.ts";
import type { Column } from "../../table/types.ts";
import type { Work } from "../types.ts";
import { type Aim, neighboursIn, openArena } from "./arena.ts";
import { judgeOf } from "./secret.ts";

export type GuessInput = Aim & {
  /** All columns that attacks may use, the secret among them. */
  readonly columns: readonly string[];
  readonly secret: string;
  readonly tolerance: number;
};
export type Guess = {
  /** Per target: 1 = named right. */
  readonly hits: Uint8Array;
  /** Per target: the share of synthetic rows that would have been right. */
  readonly chance: Float64Array;
  /** Per target: 1 where chance chose among equally near rows. */
  readonly tied: Uint8Array;
};

export const guesses: Work<GuessInput, Guess> = {
  id: "synthetic/guesses@1",
  async run({ columns, secret, tolerance, ...aim }, reader) {
    const { synthetic, people, rows } = await openArena(reader, aim);
    const index = neighboursIn(synthetic, columns, aim.seed);
    const near = index.nearest({ table: people, rows }, { k: 2, without: secret });
    const judge = judgeOf(column(synthetic, secret), tolerance);
    const truth = column(people, secret);
    const guess = (target: number): number => value(column(synthetic, secret), near.rows[target * near.k]!);
    return {
      hits: Uint8Array.from(rows, (row, target) => (judge.right(guess(target), value(truth, row)) ? 1 : 0)),
      chance: Float64Array.from(rows, (row) => judge.chance(value(truth, row))),
      tied: Uint8Array.from(rows, (_, target) =>
        near.k > 1 && near.distances[target * 2] === near.distances[target * 2 + 1] ? 1 : 0,
      ),
    };
  },
};

/** NaN: missing. */
const value = (at: Column, row: number): number =>
  at.kind === "category" ? (at.codes[row]! < 0 ? Number.NaN : at.codes[row]!) : at.values[row]!;
