/** What an adversary who sees only labels can do: ask about rows, and be told a class for each. */
import type { Answers } from "../../../learn/trainers/trainer.ts";
import type { Question } from "../../../subject/target/inputs.ts";
import type { Space } from "./space.ts";

/** The class of each row, by its place in the label's list. */
export type Ask = (rows: Question) => Promise<Int32Array>;

/** Of classes that tie the first, as services give it. */
export function labelsOf({ perModel: [said], outputs, rows }: Answers): Int32Array {
  if (!said) throw new Error("there is no model that answered");
  return Int32Array.from({ length: rows }, (_, row) => {
    const from = row * outputs;
    let best = 0;
    for (let c = 1; c < outputs; c++) if (said[from + c]! > said[from + best]!) best = c;
    return best;
  });
}

/** A game about one person: yields points to ask about, is given their labels, and returns a score. */
export type Play = Generator<readonly Float64Array[], number, Int32Array>;
export interface Player {
  /** Of the pool: whom the points are changes of. */
  readonly row: number;
  readonly play: Play;
}

/** Numbers that are held for questions at once. */
const room = 4e6;
/** What a player asks in one go, roughly. */
const points = 100;

/** Plays with many people side by side, so that the model is asked about many rows in one go. Scores in the order of the players. */
export async function together(
  players: readonly Player[],
  { space, ask }: { readonly space: Space; readonly ask: Ask },
): Promise<Float64Array> {
  const scores = new Float64Array(players.length);
  const atOnce = Math.max(1, Math.floor(room / (points * space.width)));
  for (let from = 0; from < players.length; from += atOnce) {
    let waiting = players.slice(from, from + atOnce).flatMap((player, i) => {
      const first = player.play.next();
      if (!first.done) return [{ player, at: from + i, asks: first.value }];
      scores[from + i] = first.value;
      return [];
    });
    while (waiting.length > 0) {
      const said = await labelsAt(waiting, { space, ask });
      waiting = waiting.flatMap(({ player, at }, i) => {
        const next = player.play.next(said[i]!);
        if (!next.done) return [{ player, at, asks: next.value }];
        scores[at] = next.value;
        return [];
      });
    }
  }
  return scores;
}

/** All questions of a round in one go. */
async function labelsAt(
  waiting: readonly { readonly player: Player; readonly asks: readonly Float64Array[] }[],
  { space, ask }: { readonly space: Space; readonly ask: Ask },
): Promise<Int32Array[]> {
  const people = Uint32Array.from(waiting.flatMap(({ player, asks }) => asks.map(() => player.row)));
  const labels = await ask(
    space.rowsAt(
      people,
      waiting.flatMap(({ asks }) => asks),
    ),
  );
  let from = 0;
  return waiting.map(({ asks }) => labels.slice(from, (from += asks.length)));
}
