/** scores.parquet: what each attack made of each person, by row number, for whoever wants to look closer; never part of a report. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Trials } from "./check/types.ts";
import type { Turn } from "./turn.ts";

/** Null when no check that was played has results by person. Columns: subject, check, game, part (train or holdout), row (from 0), score (higher = rather in the data; a guess: 1 right, 0 wrong). */
export function scoresOf(turns: readonly Pick<Turn, "subject" | "chosen" | "outcome">[]): Uint8Array | null {
  const arms = turns.flatMap(({ subject, chosen, outcome }) => {
    const { trials = [] } = "played" in outcome ? outcome.played : {};
    return trials.flatMap((one) =>
      armsOf(one).map((arm) => ({ ...arm, subject: subject.name, check: chosen.check.id, game: gameOf(one) })),
    );
  });
  const size = arms.reduce((sum, { rows }) => sum + rows.length, 0);
  if (size === 0) return null;
  const repeated = (of: (arm: (typeof arms)[number]) => string): string[] =>
    arms.flatMap((arm) => Array.from<string>({ length: arm.rows.length }).fill(of(arm)));
  const numbers = new Float64Array(size);
  const rows = new Int32Array(size);
  let at = 0;
  for (const arm of arms) {
    numbers.set(arm.values, at);
    rows.set(arm.rows, at);
    at += arm.rows.length;
  }
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "subject", data: repeated(({ subject }) => subject), type: "STRING" },
        { name: "check", data: repeated(({ check }) => check), type: "STRING" },
        { name: "game", data: repeated(({ game }) => game), type: "STRING" },
        { name: "part", data: repeated(({ part }) => part), type: "STRING" },
        { name: "row", data: rows, type: "INT32" },
        { name: "score", data: numbers, type: "DOUBLE" },
      ],
    }),
  );
}

interface Arm {
  readonly part: "train" | "holdout";
  readonly rows: Uint32Array;
  readonly values: Float64Array;
}

function armsOf({ members, outsiders, rows }: Trials): readonly Arm[] {
  if (!rows) return [];
  const inside: Arm = played("train", rows.members, members);
  return outsiders && rows.outsiders ? [inside, played("holdout", rows.outsiders, outsiders)] : [inside];
}

/** Without those whom this game was not played on. */
function played(part: Arm["part"], rows: Uint32Array, values: Uint8Array | Float64Array): Arm {
  const isScore = values instanceof Float64Array;
  const kept = Uint32Array.from(rows.keys()).filter((i) => isScore || values[i]! < 2);
  return { part, rows: kept.map((i) => rows[i]!), values: Float64Array.from(kept, (i) => values[i]!) };
}

/** "income, learned"; empty when the check is one game. */
const gameOf = ({ of }: Trials): string => Object.values(of ?? {}).join(", ");
