/** Combinations of values that too few rows have, and how many there should be. */
import { uncovered } from "../../../bias/uncovered.ts";
import type { Casts, Feature, Part } from "./features.ts";
import { tallyOf, type Target } from "./targets.ts";

export type Gap = {
  readonly pattern: { readonly [feature: string]: string };
  readonly rows: number;
  /** In a table of as many rows drawn from the target. */
  readonly expected: number;
  /** Expected minus rows, at least 0: missing against the target. */
  readonly deficit: number;
  /** Rows to collect until tau have it. */
  readonly collect: number;
};
export type Gaps = {
  readonly tau: number;
  readonly features: readonly string[];
  /** All that were found; those listed are the ones of which most are expected. */
  readonly total: number;
  readonly byLevel: readonly number[];
  readonly searched: number;
  readonly complete: boolean;
  /** Where the expected counts come from. */
  readonly expectedFrom: "population" | "independent";
  readonly list: readonly Gap[];
  /** Found, but held by so few that naming them could point at somebody. */
  readonly unnamed: number;
};

export interface Wanted {
  readonly tau: number;
  readonly deepest: number;
  readonly listed: number;
  /** Groups of fewer people are not named. */
  readonly named: number;
}

/** Patterns are looked for in so many features: each doubles the number of patterns at least. */
const mostFeatures = 8;

/** Protected attributes first, then columns of categories. */
export const searchedIn = (features: readonly Feature[]): readonly Feature[] =>
  features
    .filter(({ kind, numbers }) => kind === "attribute" || (kind === "column" && numbers === null))
    .slice(0, mostFeatures);

export function gaps(
  of: readonly { readonly feature: Feature; readonly target: Target }[],
  casts: Casts,
  { tau, deepest, listed, named }: Wanted,
): Gaps | null {
  const features = of.map(({ feature }) => feature);
  if (features.length === 0) return null;
  const coded = features.map(({ codes, labels }) => ({
    codes: codes.train ?? new Int32Array(),
    levels: labels.length,
  }));
  const found = uncovered(coded, { tau, deepest });
  const n = casts.train.rows;
  const margins = of.map(({ feature, target }) =>
    target.basis === "uniform" ? (tallyOf(feature, "train", casts)?.shares ?? []) : target.shares,
  );
  const sampled = features.every(({ codes }) => codes.population) && (casts.population?.rows ?? 0) > 0;
  const byMargins = (values: readonly number[]): number =>
    values.reduce((count, value, i) => (value < 0 ? count : count * (margins[i]?.[value] ?? 0)), n);
  const ranked = found.patterns
    .map((each) => ({ ...each, expected: byMargins(each.values) }))
    .toSorted((a, b) => b.expected - a.expected || a.count - b.count);
  const nameable = ranked.filter(({ count }) => count === 0 || count >= named);
  return {
    tau,
    features: features.map(({ name }) => name),
    total: found.patterns.length,
    byLevel: features.map((_, i) => found.patterns.filter(({ values }) => depth(values) === i + 1).length),
    searched: found.searched,
    complete: found.complete,
    expectedFrom: sampled ? "population" : "independent",
    unnamed: ranked.length - nameable.length,
    list: nameable.slice(0, listed).map(({ values, count, expected }) => {
      const wanted = sampled ? (n * having(values, features, "population")) / (casts.population?.rows ?? 1) : expected;
      return {
        pattern: Object.fromEntries(
          values.flatMap((value, i) => (value < 0 ? [] : [[features[i]!.name, features[i]!.labels[value] ?? ""]])),
        ),
        rows: count,
        expected: wanted,
        deficit: Math.max(0, wanted - count),
        collect: Math.max(0, tau - count),
      };
    }),
  };
}

const depth = (values: readonly number[]): number => values.filter((value) => value >= 0).length;

function having(values: readonly number[], features: readonly Feature[], part: Part): number {
  const named = values.flatMap((value, i) => (value < 0 ? [] : [{ value, codes: features[i]!.codes[part] }]));
  let count = 0;
  for (let row = 0; row < (features[0]?.codes[part]?.length ?? 0); row++)
    if (named.every(({ value, codes }) => codes?.[row] === value)) count++;
  return count;
}
