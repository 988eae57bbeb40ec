/** The stronger attack of synthetic/inference: a boosted model trained on the synthetic table names the secret; and what the same model says that was trained on outsiders. */
import { sample, stream } from "../../stats/stream.ts";
import { column } from "../../table/columns.ts";
import type { Table, Tables } from "../../table/types.ts";
import type { Reader, Work } from "../../work.ts";
import { type Aim, openArena, type Part, targetRows } from "./arena.ts";
import { learn, type Learnt } from "./learning.ts";
import { levels } from "./levels.ts";
import { judgeOf } from "./secret.ts";

export type LearnedInput = Omit<Aim, "part"> & {
  /** Who are played on. */
  readonly parts: readonly Part[];
  /** What is learnt from: the synthetic table, or outsiders, as a reference. */
  readonly teacher: "synthetic" | "holdout";
  /** At most so many rows of it, drawn at random. */
  readonly rows: number;
  /** All columns that attacks may use, the secret among them. */
  readonly columns: readonly string[];
  readonly secret: string;
  readonly tolerance: number;
};
export type Learned = {
  /** For each part, per target: 1 = named right. */
  readonly hits: readonly Uint8Array[];
  /** For each part, per target: the share of synthetic rows that would have been right. */
  readonly chance: readonly Float64Array[];
  /** Different values that the model never names. */
  readonly grouped: number;
};

export const learnedGuesses: Work<LearnedInput, Learned> = {
  id: "synthetic/learned-guesses@2",
  async run({ parts, teacher, rows: most, columns, secret, tolerance, ...aim }, reader) {
    const tables = await read(reader, aim.tables);
    const { synthetic, [teacher]: table } = tables;
    if (!synthetic || !table) throw new Error(`The tables have no part synthetic or ${teacher}`);
    const rows =
      teacher === "synthetic"
        ? sample(synthetic.rows, most, stream(aim.seed, "synthetic/inference", "learned"))
        : targetRows(tables, { ...aim, part: teacher, targets: most });
    const model = learnt(table, aim.key, { columns, secret, rows, seed: aim.seed });
    const judge = judgeOf(column(synthetic, secret), tolerance);
    const played = await Promise.all(
      parts.map(async (part) => {
        const arena = await openArena(reader, { ...aim, part });
        const truth = levels(arena.people, secret);
        const guess = model.guess(arena.people, arena.rows);
        return {
          hits: Uint8Array.from(arena.rows, (row, at) => (judge.right(guess[at]!, truth[row]!) ? 1 : 0)),
          chance: Float64Array.from(arena.rows, (row) => judge.chance(truth[row]!)),
        };
      }),
    );
    return {
      hits: played.map(({ hits }) => hits),
      chance: played.map(({ chance }) => chance),
      grouped: model.grouped,
    };
  },
};

const read = async (reader: Reader, tables: string): Promise<Tables> => (await reader.get(tables)) as unknown as Tables; // the output of table/read

/** The model that was asked for last is kept: many people are played on in portions, and learning takes longest. */
function learnt(table: Table, key: readonly string[], input: Parameters<typeof learn>[1]): Learnt {
  const { columns, secret, rows, seed } = input;
  const name = JSON.stringify([key, columns, secret, rows.length, seed]);
  const known = kept.get(table);
  if (known?.name === name) return known.model;
  const model = learn(table, input);
  kept.set(table, { name, model });
  return model;
}

const kept = new WeakMap<Table, { readonly name: string; readonly model: Learnt }>();
