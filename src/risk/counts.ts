/** From who was hit to what is counted: all that an interval, a verdict, or a test of another limit needs to know of a game. */
import type { GuessCounts, Of } from "../check/finding.ts";
import type { Scale } from "./power.ts";

/** Entry of `attack` or `control` for somebody who was not a target of this game (the secret is missing, say): counts nowhere. */
export const notPlayed = 2;

/** One guessing game, person by person. Games of a suite whose arrays are equally long are about the same people, in the same order. */
export interface Guesses {
  /** What the game is of, when there are several: { secret: "income" }. */
  readonly of?: Of;
  /** People in the data: 1 = the guess was right, 0 = wrong, 2 = not played. */
  readonly attack: Uint8Array;
  /** People outside the data, the same way. */
  readonly control?: Uint8Array | undefined;
  /** The exact chance of a random guess at each entry of `attack`. */
  readonly baseline?: Float64Array | undefined;
  /** attack[i] and control[i] are the same predicate, played on both arms. */
  readonly paired?: boolean | undefined;
}

type Independent = Extract<GuessCounts, { design: "independent" }>;
type Paired = Extract<GuessCounts, { design: "paired" }>;
type Baseline = Extract<GuessCounts, { design: "baseline" }>;

/** Beyond this success of outsiders a ratio turns hair into mountains (R = .1 at p_c = .95 is a difference of .005), and the difference is judged. */
const ratioUpTo = 0.8;

/** Hits among those played, of one arm. */
export function arm(played: Uint8Array): { readonly hits: number; readonly n: number } {
  let hits = 0;
  let n = 0;
  for (const entry of played) {
    if (entry === 1) hits++;
    if (entry < notPlayed) n++;
  }
  return { hits, n };
}

/** Against the same guesses on outsiders, or where there are none against the exact chance; null if there is neither. */
export function count(game: Guesses, measure: "advantage" | "excess"): GuessCounts | null {
  const counts = game.control === undefined ? countBaseline(game) : countControl(game, game.control);
  return counts && { ...counts, scale: scaleOf(counts, measure) };
}

/** The attack against a random guess at the same targets; null where no chance is given. */
export function countBaseline({ of, attack, baseline }: Guesses): Baseline | null {
  if (baseline === undefined) return null;
  const sums = { hits: 0, n: 0, sumB: 0, sumBB: 0, sumHB: 0 };
  for (let i = 0; i < attack.length; i++) {
    const hit = attack[i]!;
    if (hit >= notPlayed) continue;
    const b = baseline[i]!;
    sums.hits += hit;
    sums.n++;
    sums.sumB += b;
    sums.sumBB += b * b;
    sums.sumHB += hit * b;
  }
  return { of: of ?? null, scale: "ratio", design: "baseline", ...sums };
}

function countControl({ of, attack, paired }: Guesses, control: Uint8Array): Independent | Paired {
  const suite = { of: of ?? null, scale: "ratio" as const };
  if (!paired) {
    const a = arm(attack);
    const c = arm(control);
    return { ...suite, design: "independent", hits: a.hits, n: a.n, controlHits: c.hits, controlN: c.n };
  }
  const cells = { bothHit: 0, onlyAttack: 0, onlyControl: 0, n: 0 };
  for (let i = 0; i < attack.length; i++) {
    const a = attack[i]!;
    const c = control[i]!;
    if (a >= notPlayed || c >= notPlayed) continue;
    cells.n++;
    if (a === 1 && c === 1) cells.bothHit++;
    else if (a === 1) cells.onlyAttack++;
    else if (c === 1) cells.onlyControl++;
  }
  return { ...suite, design: "paired", ...cells };
}

const scaleOf = (counts: GuessCounts, measure: "advantage" | "excess"): Scale =>
  measure === "excess" || reference(counts) > ratioUpTo ? "difference" : "ratio";

/** Success of the attack on people in the data. */
export function success(counts: GuessCounts): number {
  return (counts.design === "paired" ? counts.bothHit + counts.onlyAttack : counts.hits) / counts.n;
}

/** Success of whatever it is compared with: outsiders, else the mean chance. */
export function reference(counts: GuessCounts): number {
  if (counts.design === "independent") return counts.controlHits / counts.controlN;
  return (counts.design === "paired" ? counts.bothHit + counts.onlyControl : counts.sumB) / counts.n;
}

/** The point estimate on the counts' own scale. NaN where the reference always succeeds and the scale is a ratio. */
export function value(counts: GuessCounts): number {
  const p = success(counts);
  const r = reference(counts);
  if (counts.scale === "difference") return p - r;
  return r < 1 ? (p - r) / (1 - r) : Number.NaN;
}

/** The smaller arm: as many units as the estimate rests on. */
export const units = (counts: GuessCounts): number =>
  counts.design === "independent" ? Math.min(counts.n, counts.controlN) : counts.n;

/** Cell by cell a + sign * b, of the same game: folds make a whole, and a whole without one fold is what the others say. */
export function combine(a: GuessCounts, b: GuessCounts, sign: 1 | -1): GuessCounts {
  if (a.design === "independent" && b.design === "independent")
    return {
      ...a,
      hits: a.hits + sign * b.hits,
      n: a.n + sign * b.n,
      controlHits: a.controlHits + sign * b.controlHits,
      controlN: a.controlN + sign * b.controlN,
    };
  if (a.design === "paired" && b.design === "paired")
    return {
      ...a,
      bothHit: a.bothHit + sign * b.bothHit,
      onlyAttack: a.onlyAttack + sign * b.onlyAttack,
      onlyControl: a.onlyControl + sign * b.onlyControl,
      n: a.n + sign * b.n,
    };
  if (a.design === "baseline" && b.design === "baseline")
    return {
      ...a,
      hits: a.hits + sign * b.hits,
      n: a.n + sign * b.n,
      sumB: a.sumB + sign * b.sumB,
      sumBB: a.sumBB + sign * b.sumBB,
      sumHB: a.sumHB + sign * b.sumHB,
    };
  throw new TypeError(`counts of two games: ${a.design} and ${b.design}`);
}
