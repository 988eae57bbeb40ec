/** One feature against its target: every distance, the tests, how even it is. */
import { divergences, metricInterval, noiseFloor, sharesOf, tvInterval } from "../../../bias/divergence.ts";
import { fit, homogeneity } from "../../../bias/representation/goodness.ts";
import { apart, ksP } from "../../../bias/representation/numbers.ts";
import { uniformity } from "../../../bias/representation/uniformity.ts";
import type { Casts, Feature } from "./features.ts";
import type { Tally } from "./tally.ts";
import { type Basis, tallyOf, type Target } from "./targets.ts";

export type Interval = { readonly value: number; readonly low: number; readonly high: number };
/** A table's shares against the target's. */
export type Against = {
  /** Rows with a value, and as many as they are worth with their weights. */
  readonly n: number;
  readonly worth: number;
  readonly rows: readonly number[];
  readonly shares: readonly number[];
  readonly tv: Interval;
  /** What drawing so many rows of the target gives. */
  readonly noise: number;
};
/** Null in a distance: infinite, for there are people where the target has none. */
export type Compared = Against & {
  readonly name: string;
  readonly kind: Feature["kind"];
  readonly names: readonly string[];
  readonly basis: Basis;
  readonly missing: number;
  readonly targetRows: number | null;
  readonly labels: readonly string[];
  readonly values: readonly (readonly string[])[];
  readonly target: readonly number[];
  /** The test set, against the same target. */
  readonly holdout: Against | null;
  readonly serving: readonly number[] | null;
  readonly hellinger: Interval;
  readonly jsDistance: Interval;
  readonly distances: { readonly [name: string]: number | null };
  readonly tests: { readonly [name: string]: number | null };
  readonly even: { readonly [name: string]: number | null };
  readonly numbers: { readonly ks: number; readonly p: number; readonly wasserstein: number } | null;
};

export function compared(feature: Feature, target: Target, casts: Casts): Compared | null {
  const own = tallyOf(feature, "train", casts);
  if (!own || own.n === 0) return null;
  const [p, q] = [own.shares, target.shares];
  const sizes = { n: own.worth, target: target.rows };
  const found = divergences(p, q);
  const { name, kind, names, labels, values } = feature;
  const tested = tallyOf(feature, "holdout", casts);
  return {
    ...against(own, target),
    name,
    kind,
    names,
    labels,
    values,
    basis: target.basis,
    missing: own.missing,
    targetRows: target.rows,
    target: q,
    holdout: tested && tested.n > 0 ? against(tested, target) : null,
    serving: tallyOf(feature, "serving", casts)?.shares ?? null,
    hellinger: { value: found.hellinger, ...capped(metricInterval(found.hellinger, [p, q], sizes), 1) },
    jsDistance: {
      value: found.jsDistanceNats,
      ...capped(metricInterval(found.jsDistanceNats, [p, q], sizes), Math.sqrt(Math.LN2)),
    },
    distances: { ...found },
    tests: { ...testsOf(own, target) },
    even: { ...uniformity(own.rows.map((_, i) => own.worth * (p[i] ?? 0))) },
    numbers: numbersOf(feature, casts),
  };
}

function against({ n, worth, rows, shares }: Tally, target: Target): Against {
  const sizes = { n: worth, target: target.rows };
  const { tv } = divergences(shares, target.shares);
  return {
    n,
    worth,
    rows,
    shares,
    tv: { value: tv, ...tvInterval(shares, target.shares, sizes) },
    noise: noiseFloor(target.shares, sizes),
  };
}

const capped = ({ low, high }: { low: number; high: number }, most: number) => ({ low, high: Math.min(most, high) });

/** Weighted counts are scaled to as many rows as they are worth. */
function testsOf({ shares, worth }: Tally, target: Target) {
  const counts = shares.map((share) => share * worth);
  return target.rows === null
    ? fit(counts, target.shares)
    : homogeneity(
        counts,
        sharesOf(target.shares).map((share) => share * (target.rows ?? 0)),
      );
}

function numbersOf({ numbers }: Feature, casts: Casts): Compared["numbers"] {
  if (!numbers?.train || !numbers.population) return null;
  const found = apart(
    { values: numbers.train, weights: casts.train.weights },
    { values: numbers.population, weights: casts.population?.weights ?? null },
  );
  return found && { ks: found.ks, p: ksP(found), wasserstein: found.wasserstein };
}
