/** Cross-fitting in which members are asked about and never learnt from. */
import { shuffled, stream } from "../../../stats/stream.ts";
import type { Crowd } from "../../../subject/model.ts";

/** An outsider with this number is in the data, too: nothing may be learnt from such a row. */
const alsoIn = -1;

/**
 * The fold of each row of the crowd, 0 to folds - 1, dealt evenly on each side. Rows of one person are in one fold: a model that has learnt from another row of an
 * outsider would know him, and none of them knows a member.
 */
export function dealCrowd({ members, rows, person }: Crowd, folds: number, seed: number): Uint8Array {
  const fold = new Uint8Array(rows);
  const deal = (from: number, to: number, side: string): void => {
    const known = new Map<number, number>();
    let next = 0;
    for (const at of shuffled(to - from, stream(seed, "model/quantile", side))) {
      const who = person?.[from + at] ?? alsoIn;
      const own = (who === alsoIn ? undefined : known.get(who)) ?? next++ % folds;
      if (who !== alsoIn) known.set(who, own);
      fold[from + at] = own;
    }
  };
  deal(0, members, "members");
  deal(members, rows, "outsiders");
  return fold;
}

/** Outsiders who may be learnt from. */
export const teachers = ({ members, rows, person }: Crowd): Uint32Array =>
  Uint32Array.from({ length: rows - members }, (_, i) => members + i).filter(
    (row) => !person || person[row] !== alsoIn,
  );
