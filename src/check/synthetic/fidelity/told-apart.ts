/** Work: can a boosted model tell synthetic rows from real ones (a classifier two-sample test, Lopez-Paz & Oquab 2017)? One fold. */
import { boost, predict } from "../../../learn/boost.ts";
import { delong } from "../../../stats/auc.ts";
import { sample, shuffled, stream } from "../../../stats/stream.ts";
import { rowIds } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { stack } from "./stack.ts";

export const folds = 5;
/** Of many columns each tree looks at so many. */
const columnsOfTree = 40;

type Input = {
  readonly tables: string;
  readonly columns: readonly string[];
  readonly against: "train" | "holdout";
  /** Rows of each of the two tables at most. */
  readonly rows: number;
  readonly fold: number;
  readonly seed: number;
};
export type ToldApart = {
  /** [NaN, NaN] where a side has fewer than two rows. */
  readonly estimate: Float64Array;
  readonly synthetic: number;
  readonly real: number;
};

export const toldApartWork: Work<Input, ToldApart> = {
  id: "synthetic/fidelity/told-apart@1",
  async run({ columns, against, rows, fold, seed, ...input }, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const { synthetic, [against]: real } = tables;
    if (!synthetic || !real) throw new Error(`The tables have no part synthetic or ${against}`);
    const draw = (part: string, of: number): Uint32Array =>
      sample(of, rows, stream(seed, "synthetic/fidelity", "told-apart", part));
    const [made, given] = [draw("synthetic", synthetic.rows), draw(against, real.rows)];
    const both = stack(
      [
        { table: real, rows: given },
        { table: synthetic, rows: made },
      ],
      columns,
    );
    const codes = Int32Array.from({ length: both.rows }, (_, row) => (row < given.length ? 0 : 1));
    const foldOf = dealt(rowIds([both], columns)[0]!, stream(seed, "synthetic/fidelity", "folds", against));
    const all = Uint32Array.from(codes, (_, row) => row);
    const held = all.filter((row) => foldOf[row] === fold);
    const sides = [1, 0].map((code) => held.filter((row) => codes[row] === code));
    const [ours = held, theirs = held] = sides;
    if (ours.length < 2 || theirs.length < 2 || ours.length === made.length || theirs.length === given.length)
      return { estimate: Float64Array.of(Number.NaN, Number.NaN), synthetic: ours.length, real: theirs.length };
    const model = boost(
      both.columns,
      { kind: "class", codes, classes: 2 },
      {
        rows: all.filter((row) => foldOf[row] !== fold),
        bins: 64,
        columnShare: Math.min(1, columnsOfTree / columns.length),
        seed: ["told-apart", against, fold, seed],
      },
    );
    const found = delong([
      { members: predict(model, both.columns, ours), outsiders: predict(model, both.columns, theirs) },
    ]);
    return {
      estimate: Float64Array.of(found.auc[0] ?? Number.NaN, found.covariance[0]?.[0] ?? Number.NaN),
      synthetic: ours.length,
      real: theirs.length,
    };
  },
};

/** Equal rows go into one fold: a copy in another one would be taken for the row that it copies. */
function dealt(ids: Int32Array, s: Parameters<typeof shuffled>[1]): Uint8Array {
  const kinds = ids.reduce((most, id) => Math.max(most, id), -1) + 1;
  const order = shuffled(kinds, s);
  return Uint8Array.from(ids, (id) => order[id]! % folds);
}
