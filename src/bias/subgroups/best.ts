/** The subgroups of a search that are worth a look: the surest first, without those that say the same again. */
import type { Condition, Counted, Lattice } from "../subgroups.ts";

export interface Choice {
  /** above: only a larger outcome is of interest; either: a smaller one too. */
  readonly side: "above" | "either";
  readonly top: number;
  /** A subgroup is left out where one with a condition less diverges as much, but for so much or two standard errors. */
  readonly epsilon: number;
  /** How many of its rows another subgroup shares: |both| / |either|. */
  readonly alike: (a: Counted, b: Counted) => number;
}

export interface Chosen {
  readonly best: readonly Counted[];
  /** Left out for one with a condition less. */
  readonly redundant: number;
  /** Left out for one of much the same rows. */
  readonly twins: number;
}

const standardErrors = 1.96;
const same = 0.8;

/** By the divergence less two standard errors: a small subgroup does not come first by luck, nor a large one by its size. */
export function bestOf({ all, subgroups }: Lattice, { side, top, epsilon, alike }: Choice): Chosen {
  const known = new Map(subgroups.map((one) => [nameOf(one.conditions), one]));
  const far = ({ divergence }: Counted): number => (side === "above" ? divergence : Math.abs(divergence));
  const sure = (one: Counted): number => far(one) - standardErrors * one.error;
  const isAsFar = (one: Counted): boolean =>
    one.conditions.some((left) => {
      const parent = known.get(nameOf(one.conditions.filter((each) => each !== left)));
      const before = parent ?? { divergence: 0, n: all.n, error: 0 };
      // A part scatters around its whole by what is left of its error.
      const error = Math.sqrt(Math.max(0, one.error ** 2 - before.error ** 2));
      return Math.abs(one.divergence - before.divergence) <= Math.max(epsilon, standardErrors * error);
    });
  const best: Counted[] = [];
  let [redundant, twins] = [0, 0];
  for (const one of subgroups.filter((each) => far(each) > 0).toSorted((a, b) => sure(b) - sure(a))) {
    if (best.length >= top) break;
    if (isAsFar(one)) redundant++;
    else if (best.some((other) => sizesAlike(one, other) && alike(one, other) >= same)) twins++;
    else best.push(one);
  }
  return { best, redundant, twins };
}

const sizesAlike = (a: Counted, b: Counted): boolean => Math.min(a.rows, b.rows) >= same * Math.max(a.rows, b.rows);

const nameOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ feature, level }) => `${feature}:${level}`).join(" ");
