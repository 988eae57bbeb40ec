/**
 * Differential fairness (Foulds, Islam, Keya & Pan 2020, An intersectional definition of fairness): the smallest ε for which no outcome is more than e^ε times as likely
 * in one group as in another. Empirical, with a Dirichlet prior: of n people of whom x have the outcome, (x + c/2)/(n + c) are taken to.
 */
import { normalQuantile } from "../stats/normal.ts";
import { difference, type Estimated } from "../stats/mover.ts";

/** People of one group, and how many of them have the outcome; need not be whole. */
export interface Having {
  readonly hits: number;
  readonly n: number;
}

export interface DifferentialFairness extends Estimated {
  /** Index of the group for which the outcome, or its absence, is likelier by e^ε, and of the other. */
  readonly of: number;
  readonly to: number;
}

/**
 * For every ordered pair and for having and not having, ln(p_i/p_j) with the log interval of Gart & Nam 1988 (which is that of c = 1). ε is the largest of them. low: the
 * largest lower bound, corrected for all ordered pairs and both outcomes, since one was chosen; high: the largest upper bound, uncorrected. Null: fewer than two groups.
 */
export function differentialFairness(
  groups: readonly Having[],
  { concentration = 1, gamma = 0.05 } = {},
): DifferentialFairness | null {
  if (groups.length < 2) return null;
  const sides = [
    groups.map(({ hits, n }) => smoothed(hits, n, concentration)),
    groups.map(({ hits, n }) => smoothed(n - hits, n, concentration)),
  ];
  const z = -normalQuantile(gamma / 2);
  const corrected = -normalQuantile(gamma / 2 / (2 * groups.length * (groups.length - 1)));
  let found = { value: 0, low: 0, high: 0, of: 0, to: 1 };
  for (const side of sides)
    side.forEach((a, of) =>
      side.forEach((b, to) => {
        if (of === to) return;
        const ratio = a.log - b.log;
        const error = Math.sqrt(a.variance + b.variance);
        const pair = ratio > found.value ? { value: ratio, of, to } : {};
        const low = Math.max(found.low, ratio - corrected * error);
        found = { ...found, ...pair, low, high: Math.max(found.high, ratio + z * error) };
      }),
    );
  return found;
}

function smoothed(hits: number, n: number, concentration: number): { log: number; variance: number } {
  const [x, all] = [hits + concentration / 2, n + concentration];
  return { log: Math.log(x / all), variance: 1 / x - 1 / all };
}

/**
 * How much further apart predictions are than the labels that they were learnt from: ε of predictions minus ε of labels. Interval: the two are joined by square-and-add as
 * if they were independent, which is wide where predictions follow the labels.
 */
export function amplification(prediction: Estimated, label: Estimated): Estimated {
  return difference(prediction, label);
}
