/** The corrections for having asked several questions. */

/** Holm 1979: adjusted p-values, in the order given; the chance of any false alarm stays below the level. */
export function holm(p: readonly number[]): number[] {
  const adjusted = [...p];
  let worst = 0;
  ascending(p).forEach((at, rank) => {
    worst = Math.max(worst, Math.min(1, (p.length - rank) * (p[at] ?? 1)));
    adjusted[at] = worst;
  });
  return adjusted;
}

/** Benjamini & Hochberg 1995: adjusted p-values, in the order given; of what is below the level, at most that share is expected to be a false alarm. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = [...p];
  let least = 1;
  ascending(p)
    .toReversed()
    .forEach((at, place) => {
      const rank = p.length - place;
      least = Math.min(least, ((p[at] ?? 1) * p.length) / rank);
      adjusted[at] = least;
    });
  return adjusted;
}

const ascending = (p: readonly number[]): number[] =>
  p.map((_, at) => at).toSorted((i, j) => (p[i] ?? 1) - (p[j] ?? 1));
