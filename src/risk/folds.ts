/** Five random parts of the people, counted apart, so that a game chosen on four can be counted on the fifth. */
import type { Counts } from "../check/finding.ts";
import { shuffled, stream } from "../stats/stream.ts";
import { count, notPlayed, type Guesses } from "./counts.ts";

const folds = 5;

/** The game's counts in each fold, on the scale of the whole. Games with equally long arms get the same folds: they are about the same people. */
export function countFolds(game: Guesses, whole: Counts, { seed, name }: { seed: number; name: string }): Counts[] {
  const attackFold = assign(game.attack.length, seed, name, "attack");
  const controlFold = game.paired ? attackFold : assign(game.control?.length ?? 0, seed, name, "control");
  const parts: Counts[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const part = count(
      {
        ...game,
        attack: only(game.attack, attackFold, fold),
        control: game.control && only(game.control, controlFold, fold),
      },
      "advantage",
    );
    if (part) parts.push({ ...part, scale: whole.scale });
  }
  return parts;
}

function assign(n: number, seed: number, name: string, side: string): Uint8Array {
  const fold = new Uint8Array(n);
  shuffled(n, stream(seed, name, "folds", side, n)).forEach((person, place) => {
    fold[person] = place % folds;
  });
  return fold;
}

const only = (arm: Uint8Array, of: Uint8Array, fold: number): Uint8Array =>
  arm.map((entry, i) => (of[i] === fold ? entry : notPlayed));
