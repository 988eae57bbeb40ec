/** Weights that bring the data to its target: a margin for each attribute whose target is known. */
import { raked, type Raked } from "../../../bias/raking.ts";
import type { Casts, Feature } from "./features.ts";
import type { Target } from "./targets.ts";

export interface Known {
  readonly feature: Feature;
  readonly target: Target;
}

/** Attributes with a target that is no mere assumption, and intersections whose shares were given. */
export const marginsOf = (all: readonly Known[]): readonly Known[] =>
  all.filter(
    ({ feature, target }) =>
      (feature.kind === "attribute" && (target.basis === "shares" || target.basis === "population")) ||
      (feature.kind === "intersection" && target.basis === "shares"),
  );

/** One weight for each row of the training table, which add up to what they began with (its own weights, or 1 each); null: no target is known that any row is of. */
export function rakingWeights(all: readonly Known[], casts: Casts, trim: number | null = null): Raked | null {
  const known = marginsOf(all).flatMap(({ feature, target }) => {
    const codes = feature.codes.train;
    const reached = codes?.some((code) => code >= 0 && (target.shares[code] ?? 0) > 0) ?? false;
    return codes && reached ? [{ codes, target: target.shares }] : [];
  });
  return known.length > 0 ? raked(known, { start: casts.train.weights, trim }) : null;
}
