/** What the panel draws: shares side by side, without a group that so few people are of that its name could point at them. */
import { wilson } from "../../../stats/proportion.ts";
import type { Measure } from "../../finding.ts";
import type { Json } from "../../types.ts";
import type { Compared } from "./compared.ts";
import type { Gaps } from "./coverage.ts";
import { rarer } from "./features.ts";
import { ofFeature, ofTestSet } from "./measures.ts";
import { groupOf, type RakingSummary } from "./works.ts";

export type Bar = {
  readonly label: string;
  readonly train: number;
  readonly target: number;
  readonly serving: number | null;
};
export type FeatureFacts = {
  readonly name: string;
  readonly kind: Compared["kind"];
  readonly of: { readonly [key: string]: string };
  readonly basis: Compared["basis"];
  /** Groups that were compared, whatever is drawn of them. */
  readonly groups: number;
  readonly n: number;
  readonly missing: number;
  readonly tv: number;
  readonly low: number;
  readonly high: number;
  readonly noise: number;
  readonly bars: readonly Bar[];
  readonly distances: { readonly [name: string]: number | null };
  readonly tests: { readonly [name: string]: number | null };
  readonly even: { readonly [name: string]: number | null };
  readonly numbers: Compared["numbers"];
};
type Around = { readonly value: number; readonly low: number; readonly high: number };
/** A group of a protected attribute, or of several, against its target. */
export type GroupFacts = {
  readonly group: string;
  /** With weights: as many as they are worth. */
  readonly rows: number;
  readonly small: boolean;
  readonly share: Around;
  readonly target: number;
  /** Share over target; null: nobody of the target is of this group. */
  readonly ratio: Around | null;
  /** Rows of the group that, added to all others, bring its share to the target's; 0: it has them. */
  readonly collect: number;
  /** Half the width of Wilson's interval of a rate of one half among the group's rows: no rate is known worse. */
  readonly knownTo: number;
};
export type AttributeFacts = {
  readonly attribute: string;
  readonly crossed: boolean;
  readonly n: number;
  /** Those that are most too few first. */
  readonly groups: readonly GroupFacts[];
};
/** The test set against the target. */
export type HoldoutFacts = {
  readonly rows: number;
  /** Farthest from the target first. */
  readonly features: readonly HoldoutFeature[];
  readonly groups: readonly AttributeFacts[];
};
export type HoldoutFeature = {
  readonly name: string;
  readonly of: { readonly [key: string]: string };
  readonly n: number;
  readonly tv: Around;
  readonly noise: number;
};
export type RakingFacts = RakingSummary & { readonly key: string };
export type RepresentationFacts = {
  readonly rows: number;
  readonly ownEffect: number | null;
  readonly basis: string;
  readonly features: readonly FeatureFacts[];
  readonly groups: readonly AttributeFacts[];
  /** Null: no holdout was given. */
  readonly holdout: HoldoutFacts | null;
  readonly gaps: Gaps | null;
  readonly raking: RakingFacts | null;
};

const mostBars = 20;

/** Farthest from its target first. */
export const featureFacts = (features: readonly Compared[], named: number): readonly FeatureFacts[] =>
  features
    .toSorted((a, b) => b.tv.value - a.tv.value)
    .map((feature) => ({
      name: feature.name,
      kind: feature.kind,
      of: { ...ofFeature(feature) },
      basis: feature.basis,
      groups: feature.labels.length,
      n: feature.n,
      missing: feature.missing,
      tv: feature.tv.value,
      low: feature.tv.low,
      high: feature.tv.high,
      noise: feature.noise,
      bars: barsOf(feature, named),
      distances: feature.distances,
      tests: feature.tests,
      even: feature.even,
      numbers: feature.numbers,
    }));

/** In the order of the labels: of many, the largest; all others, and those of few people, are one bar. */
function barsOf({ labels, rows, shares, target, serving }: Compared, named: number): readonly Bar[] {
  const all = labels.map((label, i) => ({
    label,
    rows: rows[i] ?? 0,
    train: shares[i] ?? 0,
    target: target[i] ?? 0,
    serving: serving ? (serving[i] ?? 0) : null,
  }));
  const present = all.filter((bar) => bar.rows > 0 || bar.target > 0);
  const kept = new Set(
    present
      .filter((bar) => bar.label !== rarer && (bar.rows === 0 || bar.rows >= named))
      .toSorted((a, b) => Math.max(b.train, b.target) - Math.max(a.train, a.target))
      .slice(0, mostBars),
  );
  const rest = all.filter((bar) => !kept.has(bar));
  const sum = (of: (bar: Bar) => number): number => rest.reduce((total, bar) => total + of(bar), 0);
  const joined: Bar = {
    label: rarer,
    train: sum((bar) => bar.train),
    target: sum((bar) => bar.target),
    serving: serving ? sum((bar) => bar.serving ?? 0) : null,
  };
  const bars = all
    .filter((bar) => kept.has(bar))
    .map((bar): Bar => ({ label: bar.label, train: bar.train, target: bar.target, serving: bar.serving }));
  return joined.train > 0 || joined.target > 0 || (joined.serving ?? 0) > 0 ? [...bars, joined] : bars;
}

/** Of the measures of each group, attribute by attribute: its share, and that over the target's. */
export function groupFacts(
  features: readonly Compared[],
  measures: readonly Measure[],
  before = "",
): readonly AttributeFacts[] {
  const byGroup = (id: string): ReadonlyMap<string | undefined, Measure> =>
    new Map(measures.flatMap((one) => (one.id === `${before}${id}` ? [[one.of?.["group"], one]] : [])));
  const [shares, ratios] = [byGroup("share"), byGroup("representation")];
  return features.flatMap(({ name, kind, names, values, n }) => {
    const groups = values.flatMap((each): GroupFacts[] => {
      const group = groupOf(names, each);
      const [share, ratio] = [shares.get(group), ratios.get(group)];
      return share && ratio ? [groupFact(group, share, ratio)] : [];
    });
    const sorted = groups.toSorted((a, b) => (a.ratio?.value ?? Infinity) - (b.ratio?.value ?? Infinity));
    return groups.length > 0 ? [{ attribute: name, crossed: kind === "intersection", n, groups: sorted }] : [];
  });
}

export function holdoutFacts(
  features: readonly Compared[],
  measures: readonly Measure[],
  rows: number | null,
): HoldoutFacts | null {
  if (rows === null) return null;
  const found = features.flatMap((feature) =>
    feature.holdout ? [{ name: feature.name, of: { ...ofFeature(feature) }, ...feature.holdout }] : [],
  );
  return {
    rows,
    features: found
      .toSorted((a, b) => b.tv.value - a.tv.value)
      .map(({ name, of, n, tv, noise }) => ({ name, of, n, tv, noise })),
    groups: groupFacts(features, measures, ofTestSet),
  };
}

function knownTo(rows: number): number {
  const { low, high } = wilson(rows / 2, rows);
  return (high - low) / 2;
}

function groupFact(group: string, share: Measure, ratio: Measure): GroupFacts {
  const [rows, worth] = [share.num ?? 0, share.den ?? share.n];
  const target = worth > 0 ? (ratio.den ?? 0) / worth : 0;
  return {
    group,
    rows,
    small: share.status === "small",
    share: around(share),
    target,
    ratio: ratio.value === null ? null : around(ratio),
    collect: target < 1 ? Math.max(0, Math.ceil((target * worth - rows) / (1 - target) - 1e-9)) : 0,
    knownTo: knownTo(rows),
  };
}
const around = ({ value, low, high }: Measure): Around => ({ value: value ?? 0, low: low ?? 0, high: high ?? 1 });

export const asJson = (facts: RepresentationFacts): { readonly [name: string]: Json } => ({ ...facts });
