/** The end of every game in which attacks score people: they are judged together, with who bears it, and everybody's scores beside it. */
import { distinguishing, type Scores } from "../risk/distinguishing.ts";
import { bearers, type BothScores, type Grouped, type Judged, telling } from "./bearers.ts";
import type { Measure, Validity } from "./finding.ts";
import type { Game, Played, Trials } from "./types.ts";

export interface Told extends Pick<Played, "reference" | "adversary" | "facts"> {
  /** Of the check: it names the streams of random numbers. */
  readonly id: string;
  /** The suite, each attack about the same people in the same order. */
  readonly scores: readonly Scores[];
  /** Of the same people, by a classifier that never saw the artefact; undefined: they are too few, or not known. */
  readonly blind: BothScores | undefined;
  /** Whose groups are compared, and their row numbers in train and in the holdout. */
  readonly groups: readonly Grouped[];
  readonly rows: { readonly members: Uint32Array; readonly outsiders: Uint32Array };
  /** Who bears it is told by this attack where none is shown to work. */
  readonly silent: string;
  /** What else a reader must know; where no attack could be played, nothing can stand on it. */
  readonly validity: readonly Validity[];
  /** Printed after the attacks' own. */
  readonly measures?: readonly Measure[];
}

export async function toldApart(
  game: Pick<Game<unknown, unknown>, "seed" | "compute" | "put">,
  { id, scores, blind, groups, rows, silent, validity, measures = [], ...rest }: Told,
): Promise<Played> {
  const { seed, compute } = game;
  const [first] = scores;
  if (!first)
    return {
      headline: null,
      measures: [],
      curves: [],
      validity: validity.map((one): Validity => ({ ...one, effect: "blocks" })),
      ...rest,
    };
  const { best, ...judged } = distinguishing(scores, { seed, name: id, ...(blind && { blind }) });
  const { of, members, outsiders } = telling(scores, judged, silent) ?? scores[best] ?? first;
  const shown: Judged = { members, outsiders, groups };
  const [exposed] = await compute(bearers, [{ scores: await game.put(shown), of, seed, name: id }]);
  return {
    ...judged,
    measures: [...judged.measures, ...measures],
    validity: [...judged.validity, ...validity],
    ...(exposed && { exposure: exposed }),
    trials: scores.map((each): Trials => ({ ...each, form: "distinguishing", rows })),
    ...rest,
  };
}
