/** Before anything runs: how many people it takes to pass a limit when there is no leak at all. */

/** How a game is measured: ratio is R = (p_a - p_c)/(1 - p_c), difference is p_a - p_c. */
export type Scale = "ratio" | "difference";

/** An 80 % chance that a 97.5 % bound passes: 1.96 + 0.84 standard errors. */
const reach = 2.8;
/** With no hit among n people the 97.5 % bound is about ln(40)/n, however small the variance. */
const nothingSeen = Math.log(40);

const variance = (p: number, scale: Scale): number => (scale === "ratio" ? p / (1 - p) : p * (1 - p));

/** Variance alone: n per side = 2.8^2 2v/L^2, v = p(1-p) for differences, p/(1-p) for R; p = success on outsiders. */
export function plannedN(p: number, limit: number, scale: Scale): number {
  // The last digits are noise, and ceil would make a person of them.
  return Math.ceil(Number(((reach * reach * 2 * variance(p, scale)) / (limit * limit)).toPrecision(12)));
}

/** People per side that can pass `limit` when there is no leak and outsiders are hit with probability `p`: also at least ln(40)/L, 37 people for .10. */
export function peopleToPass(p: number, limit: number, scale: Scale): number {
  if (!(limit > 0)) return Number.POSITIVE_INFINITY;
  return Math.max(plannedN(p, limit, scale), Math.ceil(nothingSeen / limit));
}

/** The smallest limit that this many people and outsiders can pass (with an 80 % chance) when there is no leak. Without outsiders (null): against the exact chance of a guess, of which nothing is uncertain. */
export function passableLimit(people: number, outsiders: number | null, p: number, scale: Scale): number {
  const perPerson = outsiders === null ? 1 / people : 1 / people + 1 / outsiders;
  return Math.max(
    reach * Math.sqrt(variance(p, scale) * perPerson),
    nothingSeen / Math.min(people, outsiders ?? people),
  );
}

export function canPass(
  limit: number,
  { people, outsiders, p, scale }: { people: number; outsiders: number | null; p: number; scale: Scale },
): boolean {
  return passableLimit(people, outsiders, p, scale) <= limit;
}

export interface ScorePower {
  readonly people: number;
  readonly outsiders: number;
  /** The false alarm rate. */
  readonly alpha: number;
  /** Of the suite: the largest of them has to pass. */
  readonly attacks: number;
}

/**
 * Distinguishing games: how far above chance a limit must lie for an 80 % chance to pass it when there is no leak. Beside the variance there is the largest of the
 * attacks, and an interval that holds for every threshold. Fitted to simulations with attacks whose correlation is .5: within 8 % of them for 142 to 5000 people,
 * alpha .1 and .01, 1 to 12 attacks (the plain formula with 2.8 passes in 58 % to 72 % for one attack, in 5 % for twelve).
 */
export function passableRate({ people, outsiders, alpha, attacks }: ScorePower): number {
  const perPerson = 1 / people + 1 / outsiders;
  const many = Math.log(attacks);
  const normal = (reach + 0.42 * many) * Math.sqrt(variance(alpha, "difference") * perPerson);
  return normal + 2.2 * (1 + 0.25 * many) * perPerson;
}

/** People and as many outsiders that can pass a limit so far above chance. */
export function peopleToPassRate(room: number, { alpha, attacks }: Pick<ScorePower, "alpha" | "attacks">): number {
  if (!(room > 0)) return Number.POSITIVE_INFINITY;
  const enough = (n: number): boolean => passableRate({ people: n, outsiders: n, alpha, attacks }) <= room;
  let [few, many] = [0, 1];
  while (!enough(many)) [few, many] = [many, many * 2];
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (enough(middle)) many = middle;
    else few = middle;
  }
  return many;
}
