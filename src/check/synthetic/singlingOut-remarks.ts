/** What a reader must know of the descriptions of synthetic/singling-out: how many there were, and on how many people they were tried. */
import type { Validity } from "../finding.ts";
import type { Result, SinglingOutOptions } from "./singlingOut.ts";

/** Of five people a description singles out hardly anybody, however many are tried: nothing can be learnt from that. */
const fewestPeople = 30;

export const hitsOf = (hits: Uint8Array): number => hits.reduce((total, hit) => total + hit, 0);

export function remarks(
  games: readonly Result[],
  judged: readonly Result[],
  { predicates }: SinglingOutOptions,
): Validity[] {
  const out: Validity[] = games.flatMap((game): Validity[] => {
    const [tried, of] = [game.attack.length, { mode: game.mode }];
    if (tried === 0)
      return [
        {
          code: "no-predicates",
          message: `No ${game.mode} description fits exactly one synthetic row, so none could be tried.`,
          of,
          effect: judged.length > 0 ? "note" : "blocks",
        },
      ];
    if (!judged.includes(game))
      return [
        {
          code: "few-predicates",
          message: `Only ${tried} ${game.mode} descriptions fit exactly one synthetic row: too few to be judged. ${hitsOf(game.attack)} of them fit one person in the data.`,
          of,
          effect: "note",
        },
      ];
    if (tried < predicates)
      return [
        {
          code: "fewer-predicates",
          message: `${tried} ${game.mode} descriptions were found, ${predicates} were asked for.`,
          of,
          effect: "note",
        },
      ];
    return [];
  });
  const [game] = games;
  if (game && game.people < fewestPeople)
    out.push({
      code: "too-few-trials",
      message: `Only ${game.people} people on each side could be singled out; at least ${fewestPeople} are needed.`,
      effect: "blocks",
    });
  const holdout = game?.of.holdout ?? null;
  if (game && holdout !== null && holdout !== game.of.train) {
    const [larger, size] = holdout > game.of.train ? ["outsiders", holdout] : ["people in the data", game.of.train];
    out.push({
      code: "sampled-to-one-size",
      message: `Of ${size} ${larger} ${game.people} were drawn, so that a description singles out as easily on both sides; what fits one among all of them may fit nobody here, which costs power.`,
      effect: "note",
    });
  }
  return out;
}
