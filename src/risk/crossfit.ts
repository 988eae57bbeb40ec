/**
 * An estimate for the best of several that is not flattered by the choice: a game is chosen on four fifths of the people and counted on the last (risk.md §3).
 * The folds in which a game was chosen are pooled, and the games weighed by their folds: if one is chosen throughout, this is its plain estimate.
 */
export const folds = 5;

export interface CrossFit {
  readonly folds: number;
  readonly games: number;
  /** How well a game does without the people of a fold; -Infinity where nothing is measured. */
  readonly promise: (game: number, without: number) => number;
  /** Its estimate on the people of these folds; NaN where nothing is measured. */
  readonly counted: (game: number, on: readonly number[]) => number;
}

/** NaN if nothing was measured on any fold. */
export function crossFitted({ folds: parts, games, promise, counted }: CrossFit): number {
  const chosen = new Map<number, number[]>();
  for (let fold = 0; fold < parts; fold++) {
    const best = indexOfMax(Array.from({ length: games }, (_, game) => promise(game, fold)));
    chosen.set(best, [...(chosen.get(best) ?? []), fold]);
  }
  let sum = 0;
  let weights = 0;
  for (const [game, on] of chosen) {
    const estimate = counted(game, on);
    if (Number.isNaN(estimate)) continue;
    sum += on.length * estimate;
    weights += on.length;
  }
  return sum / weights;
}

/** The earlier one where several are largest. */
export function indexOfMax(x: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! > x[best]!) best = i;
  return best;
}
