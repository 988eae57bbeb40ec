/**
 * Whom somebody could name who accuses everybody above a line and wants to be right in 9 of 10 (risk.md §4).
 *
 * The lines that come into question lie just above the (f+1)-th highest outsider, f = 0, 1, 2, 3, 4, 6, 8, 12 ...: whatever the law of scores, the share of outsiders
 * above such a line is Beta(f + 1, n_0 - f), with ties less, and given the line the members above it are binomial. So nothing need be set aside: all people count (see
 * `odds.ts`), and having chosen among the f is paid for by unequal parts of the error, 1/2, 1/6, 1/12 ... = 1/((m + 1)(m + 2)), most for the short lists.
 * Halves, one to choose the line and one to count, name 10 copies of 2,000 people against 2,000 outsiders in 6 worlds of 100; this does in all (simulated).
 */
import type { Exposure } from "../../check/finding.ts";
import { gamma } from "../measures.ts";
import { oddsBounds, type Line } from "./odds.ts";
import { countAbove, type Ranks, type ScoresOf } from "./ranks.ts";

/** One accusation in ten may be wrong. */
const wrongShare = 0.1;
const priors = [1 / 2, 1 / 100];

export const accusations = (scores: ScoresOf, ranks: Ranks): Exposure["accusations"] =>
  priors.map((prior) => accuse(scores, ranks, prior));

/**
 * The longest list that is right in 9 of 10 by the plain estimate, and for certain more often than somebody who accuses at random: else, with ten times as many
 * outsiders as members, one member in a tenth of all audits would be named by chance alone.
 */
function accuse({ members }: ScoresOf, { sorted }: Ranks, prior: number): Exposure["accusations"][number] {
  const n = members.length;
  const controlN = sorted.length;
  const fewest = fewestNamed(n, controlN, prior);
  const lines: { line: Line; error: number }[] = [];
  for (let f = 0, m = 0; f < controlN; m++) {
    const threshold = sorted[controlN - 1 - f]!;
    const line = {
      named: countAbove(members, threshold),
      n,
      wrong: countAbove(sorted, threshold),
      controlN,
      atMost: f,
    };
    if (line.named > 0 && precisionOf(line, prior) >= 1 - wrongShare - 1e-12)
      lines.push({ line, error: gamma / ((m + 1) * (m + 2)) });
    f = f < 4 ? f + 1 : (f & (f - 1)) === 0 ? f * 1.5 : (f * 4) / 3;
  }
  for (const { line, error } of lines.toReversed()) {
    const odds = oddsBounds(line, error);
    const precision = {
      value: precisionOf(line, prior),
      low: share(prior * odds.low, 1 - prior),
      high: odds.high === Infinity ? 1 : share(prior * odds.high, 1 - prior),
    };
    if (!(precision.low > prior)) continue;
    const bits = Math.log2((controlN + 1) / (1 + line.wrong));
    return { prior, named: line.named, wrong: line.wrong, precision, fewest, bits };
  }
  return { prior, named: 0, wrong: 0, precision: null, fewest, bits: null };
}

/** The share of accusations that are right, if the accuser's list holds a share `prior` of members. */
export const precisionOf = ({ named, n, wrong, controlN }: Omit<Line, "atMost">, prior: number): number =>
  share((prior * named) / n, ((1 - prior) * (wrong + 1)) / (controlN + 1));

const share = (right: number, wrong: number): number => (right === 0 ? 0 : right / (right + wrong));

/** With so few outsiders no shorter list can be shown to be right in all but a share q: ceil(n_1 (1 - prior)(1 - q)/(prior q (n_0 + 1))). */
export function fewestNamed(n: number, controlN: number, prior: number, q = wrongShare): number {
  const exact = (n * (1 - prior) * (1 - q)) / (prior * q * (controlN + 1));
  return Math.ceil(Number(exact.toPrecision(12))); // whole numbers are whole
}
