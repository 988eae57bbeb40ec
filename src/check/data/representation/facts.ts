/** What the panel draws: shares side by side, without a group that so few people are of that its name could point at them. */
import type { Json } from "../../types.ts";
import type { Compared } from "./compared.ts";
import type { Gaps } from "./coverage.ts";
import { rarer } from "./features.ts";
import { ofFeature } from "./measures.ts";
import type { RakingSummary } from "./works.ts";

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
export type RakingFacts = RakingSummary & { readonly key: string };
export type RepresentationFacts = {
  readonly rows: number;
  readonly ownEffect: number | null;
  readonly basis: string;
  readonly features: readonly FeatureFacts[];
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

export const asJson = (facts: RepresentationFacts): { readonly [name: string]: Json } => ({ ...facts });
