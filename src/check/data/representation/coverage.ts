/** Combinations of values that too few rows have, and how many there should be. */
import { type Cells, collapsed } from "../../../bias/uncovered/cells.ts";
import { uncovered } from "../../../bias/uncovered.ts";
import type { Casts, Feature } from "./features.ts";
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
  const byMargins = (values: readonly number[]): number =>
    values.reduce((count, value, at) => (value < 0 ? count : count * (margins[at]?.[value] ?? 0)), n);
  const people = populationOf(features, casts);
  const guessed = found.patterns.map((each) => ({ ...each, expected: byMargins(each.values) })).toSorted(mostExpected);
  const exact = people ? Math.max(listed, Math.floor(mostLookedAt / people.counts.length)) : 0;
  const ranked = [
    ...guessed
      .slice(0, exact)
      .map((each) => ({ ...each, expected: people ? (n * having(each.values, people)) / people.rows : each.expected }))
      .toSorted(mostExpected),
    ...guessed.slice(exact),
  ];
  const nameable = ranked.filter(({ count }) => count === 0 || count >= named);
  return {
    tau,
    features: features.map(({ name }) => name),
    total: found.patterns.length,
    byLevel: features.map((_, i) => found.patterns.filter(({ values }) => depth(values) === i + 1).length),
    searched: found.searched,
    complete: found.complete,
    expectedFrom: people ? "population" : "independent",
    unnamed: ranked.length - nameable.length,
    list: nameable.slice(0, listed).map(({ values, count, expected }) => ({
      pattern: Object.fromEntries(
        values.flatMap((value, i) => (value < 0 ? [] : [[features[i]!.name, features[i]!.labels[value] ?? ""]])),
      ),
      rows: count,
      expected,
      deficit: Math.max(0, expected - count),
      collect: Math.max(0, tau - count),
    })),
  };
}

/** Patterns times different people of the population: beyond it, the rest are ranked as if their values were independent. */
const mostLookedAt = 3e8;

interface Ranked {
  readonly expected: number;
  readonly count: number;
}
const mostExpected = (a: Ranked, b: Ranked): number => b.expected - a.expected || a.count - b.count;

/** Null: its table was not given, lacks a feature, or counts by weights. */
function populationOf(features: readonly Feature[], { population }: Casts): Cells | null {
  if (!population || population.rows === 0 || population.weights) return null;
  const coded = features.flatMap(({ codes, labels }) =>
    codes.population ? [{ codes: codes.population, levels: labels.length }] : [],
  );
  return coded.length === features.length ? collapsed(coded) : null;
}

const depth = (values: readonly number[]): number => values.filter((value) => value >= 0).length;

/** How many rows have the values. */
function having(values: readonly number[], { counts, codes }: Cells): number {
  const named = values.flatMap((value, i) => (value < 0 ? [] : [{ own: codes[i]!, value: value + 1 }]));
  let count = 0;
  for (let cell = 0; cell < counts.length; cell++)
    if (named.every(({ own, value }) => own[cell] === value)) count += counts[cell]!;
  return count;
}
