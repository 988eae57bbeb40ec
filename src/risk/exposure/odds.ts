/**
 * How much likelier members are than outsiders to score above a line, the ratio rho = T/F, when the line lies just above the (f+1)-th highest outsider.
 *
 * The outsiders' share F above such a line is Beta(f + 1, n_0 - f) whatever the law of scores, and given it X ~ Bin(n_1, rho F) members lie above:
 *   low solves  E_F P[Bin(n_1, rho F) >= X] = error/2, F ~ Beta(f + 1, n_0 - f), which with ties lies above the true law of F
 *   high solves E_F P[Bin(n_1, rho F) <= X] = error/2, F ~ Beta(w, n_0 - w + 1), w outsiders above the line: below the true law; w = 0: infinite
 * Exact for low where rho is the same for all high scores and there are no ties; where it is not, as with copies that all have the highest score, it errs less often
 * (simulated). Clopper and Pearson's bounds of both shares at once never err, and prove half as much.
 */
import { betaQuantile } from "../../stats/beta-quantile.ts";
import { binomialCdf, binomialUpper } from "../../stats/binomial.ts";
import { rootBetween } from "../../stats/root.ts";
import type { Interval } from "../../stats/proportion.ts";

export interface Line {
  /** Members above the line. */
  readonly named: number;
  readonly n: number;
  /** Outsiders above the line. */
  readonly wrong: number;
  readonly controlN: number;
  /** f: as many as `wrong`, or more where outsiders tie. */
  readonly atMost: number;
}

export function oddsBounds({ named, n, wrong, controlN, atMost }: Line, error: number): Interval {
  const above = nodes(atMost + 1, controlN - atMost);
  const low = (rho: number): number => mean(above, (f) => binomialUpper(named, n, Math.min(1, rho * f)));
  const below = wrong === 0 ? null : nodes(wrong, controlN - wrong + 1);
  const high = (rho: number): number =>
    below === null ? 1 : mean(below, (f) => binomialCdf(named, n, Math.min(1, rho * f)));
  // On log rho, far enough out for any table.
  const at = (f: (rho: number) => number): number => Math.exp(rootBetween((u) => f(Math.exp(u)) - error / 2, -40, 40));
  return { low: named === 0 ? 0 : at(low), high: below === null || named === n ? Infinity : at(high) };
}

interface Node {
  readonly at: number;
  readonly weight: number;
}

/** The law Beta(a, b) as a few points of equal weight, those in either tail halved again and again. */
function nodes(a: number, b: number): Node[] {
  const inner = 100;
  const halvings = 12;
  const cuts = Array.from({ length: inner - 1 }, (_, i) => (i + 1) / inner);
  for (let i = 1; i <= halvings; i++) cuts.push(2 ** -i / inner, 1 - 2 ** -i / inner);
  const edges = [0, ...cuts.toSorted((p, q) => p - q), 1];
  return edges.slice(1).map((edge, i) => {
    const from = edges[i]!;
    return { at: betaQuantile((from + edge) / 2, a, b), weight: edge - from };
  });
}

const mean = (law: readonly Node[], of: (f: number) => number): number =>
  law.reduce((sum, { at, weight }) => sum + weight * of(at), 0);
