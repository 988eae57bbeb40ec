/**
 * Subgroups that nobody marked (Pastor, de Alfaro & Baralis 2021, DivExplorer; Sagadeeva & Boehm 2021, SliceLine): conjunctions of conditions in which an outcome lies
 * far from what it is among all. The largest of thousands always lies far: what a search finds is held against the same search of reshuffled outcomes here, and must be
 * measured on rows that the search did not see (confirm.ts).
 */
import type { Stream } from "../stats/stream.ts";
import { type Draws, drawsOf, type Outcome } from "./subgroups/draws.ts";
import { type Bounds, type Cells, type Feature, walk } from "./subgroups/lattice.ts";
import { type Standard, standards } from "./subgroups/standard.ts";

export type { Feature, Outcome };

/** One condition: a level of a feature, both as positions. */
export type Condition = { readonly feature: number; readonly level: number };

export interface Counted {
  /** By feature, in their order. */
  readonly conditions: readonly Condition[];
  /** Rows, whether their outcome is known or not. */
  readonly rows: number;
  /** Rows whose outcome is known; with weights, as many as they are worth (Kish). */
  readonly n: number;
  readonly mean: number;
  /** Mean here minus mean of all. */
  readonly divergence: number;
  /** Divergence over its standard error were the outcome given out at random. */
  readonly z: number;
  readonly error: number;
}

export interface Lattice {
  /** Of all whose outcome is known. */
  readonly all: { readonly n: number; readonly mean: number };
  /** Of the outcome. */
  readonly deviation: number;
  /** Those with enough rows whose outcome is known, general ones before those within them. */
  readonly subgroups: readonly Counted[];
  /** By reshuffle, the largest z, and the largest -z, of all subgroups. */
  readonly above: Float64Array;
  readonly below: Float64Array;
}

export interface SearchOptions extends Bounds {
  readonly reshuffles: number;
  readonly random: (outcome: number) => Stream;
}

/**
 * Counts every subgroup of at least `fewest` rows, for each outcome where at least `fewest` rows have a known one, and each reshuffle of the outcome among the same
 * subgroups. All features and outcomes are of the same `rows` rows.
 */
export function searchSubgroups(
  features: readonly Feature[],
  outcomes: readonly Outcome[],
  { deepest, fewest, reshuffles, random }: SearchOptions,
): Lattice[] {
  const rows = outcomes[0]?.values.length ?? 0;
  const counters = outcomes.map((outcome, i) => counterOf(outcome, drawsOf(outcome, reshuffles, random(i)), fewest));
  walk(features, rows, { deepest, fewest }, (cells) => counters.forEach((counter) => counter.count(cells)));
  return counters.map(({ lattice }) => lattice);
}

interface Counter {
  count(cells: Cells): void;
  readonly lattice: Lattice;
}

function counterOf(outcome: Outcome, draws: Draws, fewest: number): Counter {
  const standard = standards(outcome, draws);
  const subgroups: Counted[] = [];
  const above = new Float64Array(draws.draws - 1).fill(-Infinity);
  const below = new Float64Array(draws.draws - 1).fill(-Infinity);
  const sums = new Float64Array(draws.draws);
  return {
    lattice: { all: standard.all, deviation: standard.deviation, subgroups, above, below },
    count(cells) {
      const summed = sumsOf(cells, outcome, draws);
      cells.counts.forEach((rows, cell) => {
        if (summed.known[cell]! < fewest) return;
        draws.unpack(summed.sums, cell * draws.width, sums);
        const of = { weight: summed.weight[cell]!, squares: summed.squares[cell]! };
        subgroups.push({ ...countedOf(cells, cell, rows), ...standard.own(sums[0]!, of) });
        extremes(standard, of, { sums, above, below });
      });
    },
  };
}

const countedOf = (cells: Cells, cell: number, rows: number): Pick<Counted, "conditions" | "rows"> => ({
  conditions: cells.features.map((feature, i) => ({ feature, level: cells.levels[cell]![i]! })),
  rows,
});

function extremes(
  standard: Standard,
  of: { readonly weight: number; readonly squares: number },
  { sums, above, below }: { readonly sums: Float64Array; readonly above: Float64Array; readonly below: Float64Array },
): void {
  const scale = standard.scale(of);
  for (let draw = 1; draw < sums.length; draw++) {
    const z = (sums[draw]! / of.weight - standard.means[draw]!) * standard.inverse[draw]! * scale;
    if (z > above[draw - 1]!) above[draw - 1] = z;
    if (-z > below[draw - 1]!) below[draw - 1] = -z;
  }
}

/** Over the rows of each cell: of the table of draws, and of what the known rows weigh. */
function sumsOf({ rows, cellOf, counts }: Cells, { values, weights }: Outcome, { table, width }: Draws) {
  const sums = new Float64Array(counts.length * width);
  const [weight, squares] = [new Float64Array(counts.length), new Float64Array(counts.length)];
  const known = new Uint32Array(counts.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (Number.isNaN(values[row]!)) continue;
    const cell = cellOf[i]!;
    const w = weights ? weights[row]! : 1;
    known[cell]!++;
    weight[cell]! += w;
    squares[cell]! += w * w;
    const [from, to] = [row * width, cell * width];
    for (let k = 0; k < width; k++) sums[to + k]! += table[from + k]!;
  }
  return { sums, weight, squares, known };
}
