/**
 * Whom somebody could name who accuses everybody above a line and wants to be right in 9 of 10 (risk.md §4).
 *
 * The lines that come into question lie just above the (f+1)-th highest outsider, f = 0, 1, 2, 3, 4, 6, 8, 12 ...: whatever the law of scores, the share of outsiders
 * above such a line is at most Beta(f + 1, n_0 - f), and given the line the members above it are binomial. So nothing need be set aside: all people count, each f has
 * Clopper and Pearson's bounds, and having chosen among the f is paid for by unequal parts of the error, 1/2, 1/6, 1/12 ... = 1/((m + 1)(m + 2)), most for the short
 * lists. (Halves, one to choose the line and one to count, cannot name 10 copies of 2,000 people with 2,000 outsiders; this can.)
 */
import type { Exposure } from "../../check/finding.ts";
import { clopperPearson } from "../../stats/proportion.ts";
import { gamma } from "../measures.ts";
import { countAbove, type Ranks, type ScoresOf } from "./ranks.ts";

/** One accusation in ten may be wrong. */
const wrongShare = 0.1;
const priors = [1 / 2, 1 / 100];

export const accusations = (scores: ScoresOf, ranks: Ranks): Exposure["accusations"] =>
  priors.map((prior) => accuse(scores, ranks, prior));

/** The longest list, of those that come into question, that is right in 9 of 10 by the plain estimate. */
function accuse({ members }: ScoresOf, { sorted }: Ranks, prior: number): Exposure["accusations"][number] {
  const n = members.length;
  const controlN = sorted.length;
  let found: { line: Line; candidate: number; f: number } | null = null;
  for (let f = 0, candidate = 0; f < controlN; candidate++) {
    const threshold = sorted[controlN - 1 - f]!;
    const line = { named: countAbove(members, threshold), n, wrong: countAbove(sorted, threshold), controlN };
    if (line.named > 0 && precisionOf(line, prior) >= 1 - wrongShare - 1e-12) found = { line, candidate, f };
    f = f < 4 ? f + 1 : (f & (f - 1)) === 0 ? f * 1.5 : (f * 4) / 3;
  }
  const fewest = fewestNamed(n, controlN, prior);
  if (!found) return { prior, named: 0, wrong: 0, precision: null, fewest, bits: null };
  const { line, candidate, f } = found;
  const error = gamma / ((candidate + 1) * (candidate + 2));
  return {
    prior,
    named: line.named,
    wrong: line.wrong,
    precision: { value: precisionOf(line, prior), ...precisionBounds({ ...line, atMost: f }, prior, error) },
    fewest,
    bits: Math.log2((controlN + 1) / (1 + line.wrong)),
  };
}

interface Line {
  /** Members above the line. */
  readonly named: number;
  readonly n: number;
  /** Outsiders above the line. */
  readonly wrong: number;
  readonly controlN: number;
}

/** The share of accusations that are right, if the accuser's list holds a share `prior` of members. */
export const precisionOf = ({ named, n, wrong, controlN }: Line, prior: number): number =>
  share((prior * named) / n, ((1 - prior) * (wrong + 1)) / (controlN + 1));

/** Clopper and Pearson's bounds at error/2 for each of the two shares: one tail errs in at most `error`. `atMost`: the outsiders above the line, were there no ties. */
export function precisionBounds(
  { named, n, wrong, controlN, atMost }: Line & { readonly atMost: number },
  prior: number,
  error: number,
): { readonly low: number; readonly high: number } {
  const right = clopperPearson(named, n, error);
  return {
    low: share(prior * right.low, (1 - prior) * clopperPearson(atMost, controlN, error).high),
    high: share(prior * right.high, (1 - prior) * clopperPearson(wrong, controlN, error).low),
  };
}

const share = (right: number, wrong: number): number => (right === 0 ? 0 : right / (right + wrong));

/** With so few outsiders no shorter list can be shown to be right in 9 of 10: ceil(n_1 (1 - prior)(1 - q)/(prior q (n_0 + 1))). */
export function fewestNamed(n: number, controlN: number, prior: number): number {
  const exact = (n * (1 - prior) * (1 - wrongShare)) / (prior * wrongShare * (controlN + 1));
  return Math.ceil(Number(exact.toPrecision(12))); // whole numbers are whole
}
