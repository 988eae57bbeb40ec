/** How far one column of two tables lies apart, and whether chance explains it. */
import { divergences, noiseFloor, sharesOf, tvInterval } from "../../../bias/divergence.ts";
import { homogeneity } from "../../../bias/representation/goodness.ts";
import { apart, ksP } from "../../../bias/representation/numbers.ts";
import type { Column } from "../../../table/types.ts";
import { type Cells, cellsOf, counts, pooled, valuesOf } from "./cells.ts";

export type Drifted = {
  readonly column: string;
  readonly kind: Column["kind"];
  readonly labels: readonly string[];
  readonly train: readonly number[];
  readonly other: readonly number[];
  /** Of the population's table; null: none was given, or it lacks the column. */
  readonly population: readonly number[] | null;
  /** Total variation: the share of rows that would have to be others. */
  readonly tv: { readonly value: number; readonly low: number; readonly high: number };
  /** What chance alone makes of it on average, were both tables of the same people. */
  readonly chance: number;
  /** Jensen and Shannon's distance, natural logarithms. */
  readonly js: number;
  /** Null: infinite. */
  readonly psi: number | null;
  /** Of numbers; Wasserstein's distance over the training table's standard deviation. */
  readonly ks: number | null;
  readonly wasserstein: number | null;
  /** Of "both tables are of the same people"; of numbers twice the smaller one of Kolmogorov and Smirnov's and of chi-square's. */
  readonly p: number;
  /** Over all columns (Benjamini & Hochberg). */
  readonly adjusted: number;
};

interface Beside {
  readonly other: Column;
  /** Only drawn. */
  readonly population: Column | null;
}

export function driftOf(
  train: Column,
  { other, population }: Beside,
): { readonly drifted: Drifted; readonly cells: Cells } {
  const cells = cellsOf(train, other, population);
  const [a, b] = [counts(cells.train, cells.labels.length), counts(cells.other, cells.labels.length)];
  const { tv, chance, js, psi } = distanceOf(a, b);
  const [x, y] = pooled(a, b);
  const chi = x.length > 1 ? homogeneity(x, y).p : 1;
  const numbers = train.kind === "category" ? null : apart({ values: valuesOf(train) }, { values: valuesOf(other) });
  const p = numbers ? Math.min(1, 2 * Math.min(chi, ksP(numbers))) : chi;
  const spread = numbers ? deviation(valuesOf(train)) : 0;
  const drifted: Drifted = {
    column: train.name,
    kind: train.kind,
    labels: cells.labels,
    train: a,
    other: b,
    population: cells.population && counts(cells.population, cells.labels.length),
    tv,
    chance,
    js,
    psi,
    ks: numbers?.ks ?? null,
    wasserstein: numbers && spread > 0 ? numbers.wasserstein / spread : null,
    p,
    adjusted: p,
  };
  return { drifted, cells };
}

/** Of counts in the same cells. */
export function distanceOf(a: readonly number[], b: readonly number[]): Pick<Drifted, "tv" | "chance" | "js" | "psi"> {
  const [p, q] = [sharesOf(a), sharesOf(b)];
  const total = (all: readonly number[]): number => all.reduce((sum, count) => sum + count, 0);
  const sizes = { n: total(a), target: total(b) };
  const { tv, jsNats, psi } = divergences(p, q);
  const both = sharesOf(a.map((count, i) => count + b[i]!));
  const around = tvInterval(p, q, sizes);
  return {
    tv: { value: tv, low: around.low, high: around.high },
    chance: noiseFloor(both, sizes),
    js: Math.sqrt(jsNats),
    psi: psi !== null && Number.isFinite(psi) ? psi : null,
  };
}

/** Of those that are there, n - 1. */
function deviation(values: Float64Array): number {
  const there = values.filter((value) => !Number.isNaN(value));
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  return there.length < 2
    ? 0
    : Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (there.length - 1));
}
