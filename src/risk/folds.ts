/** Five random parts of the people, counted apart, so that a game chosen on four can be counted on the fifth. */
import type { GuessCounts } from "../check/finding.ts";
import { shuffled, stream } from "../stats/stream.ts";
import { count, notPlayed, type Guesses } from "./counts.ts";
import { folds } from "./crossfit.ts";

/** To which fold each of n people of an arm belongs. */
export type Folding = (side: "attack" | "control", n: number) => Uint8Array;

/** Equally long arms get the same folds: they are about the same people. */
export function folding({ seed, name }: { seed: number; name: string }): Folding {
  const known = new Map<string, Uint8Array>();
  return (side, n) => {
    const key = `${side} ${n}`;
    const fold = known.get(key) ?? new Uint8Array(n);
    if (!known.has(key)) {
      const order = shuffled(n, stream(seed, name, "folds", side, n));
      for (let place = 0; place < n; place++) fold[order[place]!] = place % folds;
      known.set(key, fold);
    }
    return fold;
  };
}

/** The game's counts in each fold, on the scale of the whole. */
export function countFolds(game: Guesses, whole: GuessCounts, foldOf: Folding): GuessCounts[] {
  const attackFold = foldOf("attack", game.attack.length);
  const controlFold = game.paired ? attackFold : foldOf("control", game.control?.length ?? 0);
  const parts: GuessCounts[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const attack = only(game.attack, attackFold, fold);
    const control = game.control && only(game.control, controlFold, fold);
    const part = count({ ...game, attack, control }, "advantage");
    if (part) parts.push({ ...part, scale: whole.scale });
  }
  return parts;
}

const only = (arm: Uint8Array, of: Uint8Array, fold: number): Uint8Array =>
  arm.map((entry, i) => (of[i] === fold ? entry : notPlayed));
