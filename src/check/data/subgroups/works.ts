/** Subgroups searched on one half of the rows and measured on the other, as a work. */
import { type Counted, type Feature, type Lattice, searchSubgroups } from "../../../bias/subgroups.ts";
import { bestOf } from "../../../bias/subgroups/best.ts";
import { sliceScore } from "../../../bias/subgroups/sliceline.ts";
import { holm } from "../../../stats/multiple.ts";
import { stream } from "../../../stats/stream.ts";
import type { Cast } from "../../../subject/data.ts";
import { pick } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import type { StandIn } from "../tradeoff/score.ts";
import { type Described, describedOf } from "./conditions.ts";
import { type Halves, halvesOf } from "./halves.ts";
import { type Measured, measured, type Scene } from "./measured.ts";
import { type OutcomeId, type OutcomeOf, type Outcomes, outcomesOf } from "./outcomes.ts";

export type SubgroupsInput = {
  readonly tables: string;
  readonly cast: string;
  /** Key of a `StandIn`; null: what the table says. */
  readonly standIn: string | null;
  readonly columns: readonly string[];
  readonly conditions: number;
  readonly support: number;
  readonly top: number;
  readonly epsilon: number;
  readonly alpha: number;
  readonly reshuffles: number;
  /** Rows that are searched at most. */
  readonly most: number;
  readonly seed: number;
};
export type Subgroup = {
  readonly conditions: readonly { readonly column: string; readonly value: string }[];
  readonly search: {
    readonly rows: number;
    readonly n: number;
    readonly value: number;
    readonly divergence: number;
    readonly z: number;
    /** How often a search of reshuffled outcomes finds anything that stands out as much. */
    readonly p: number;
    /** SliceLine's; null: of an outcome where less may be telling too. */
    readonly score: number | null;
  };
  readonly measured: Measured;
  /** Of the measured p, after Holm over all subgroups of all outcomes; null: too few rows to be measured. */
  readonly adjusted: number | null;
  readonly status: "confirmed" | "not confirmed" | "small";
};
export type Searched = {
  readonly outcome: OutcomeId;
  readonly class: string | null;
  readonly kind: "rate" | "mean";
  readonly side: "above" | "either";
  /** Of all rows of the half. */
  readonly search: { readonly n: number; readonly mean: number };
  /** Subgroups that were counted, and of the largest those left out as saying the same again. */
  readonly looked: number;
  readonly redundant: number;
  readonly twins: number;
  /** Of the largest z of all. */
  readonly most: number;
  readonly chance: { readonly mean: number; readonly q95: number };
  readonly p: number;
  readonly subgroups: readonly Subgroup[];
};
export type FoundSubgroups = {
  readonly by: Outcomes["by"];
  readonly weighted: boolean;
  readonly rows: { readonly search: number; readonly confirm: number };
  /** Rows that a subgroup needs in the half that is searched. */
  readonly support: number;
  readonly outcomes: readonly Searched[];
};

/** Subgroups of fewer rows are not looked at. */
const fewest = 30;

export const subgroupsWork: Work<SubgroupsInput, FoundSubgroups> = {
  id: "data/subgroups@2",
  async run(input, reader) {
    const { train } = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(input.cast)) as unknown as Cast; // the output of the cast's work
    const stand = input.standIn === null ? null : ((await reader.get(input.standIn)) as unknown as StandIn);
    const { by, outcomes } = outcomesOf(cast, stand?.scores ?? null);
    const weighted = cast.weights !== null;
    const [first] = outcomes;
    if (!train || !first) return { by, weighted, rows: { search: 0, confirm: 0 }, support: fewest, outcomes: [] };
    const halves = halvesOf(first, input);
    const columns = pick(train, input.columns).map((column) => describedOf(column, cast));
    const support = Math.max(fewest, Math.ceil(input.support * halves.search.length - 1e-9));
    const found = searched({ columns, outcomes, halves, weights: cast.weights, support }, input);
    return {
      by,
      weighted,
      rows: { search: halves.search.length, confirm: halves.confirm.length },
      support,
      outcomes: corrected(found),
    };
  },
};

interface Asked {
  readonly columns: readonly Described[];
  readonly outcomes: readonly OutcomeOf[];
  readonly halves: Halves;
  readonly weights: Float64Array | null;
  readonly support: number;
}

function searched({ columns, outcomes, halves, weights, support }: Asked, input: SubgroupsInput): Searched[] {
  const rows = halves.search;
  const at = (list: Float64Array): Float64Array => Float64Array.from(rows, (row) => list[row]!);
  const own = weights && at(weights);
  const features = columns.map(({ codes, labels }): Feature => ({
    codes: Int32Array.from(rows, (row) => codes[row]!),
    levels: labels.length,
  }));
  const lattices = searchSubgroups(
    features,
    outcomes.map(({ values }) => ({ values: at(values), weights: own })),
    {
      deepest: input.conditions,
      fewest: support,
      reshuffles: input.reshuffles,
      random: (i) => stream(input.seed, "data/subgroups", "reshuffles", outcomes[i]!.id, outcomes[i]!.class ?? ""),
    },
  );
  const scene = { columns, weights, rows: halves.confirm };
  return outcomes.map((outcome, i) => outcomeFound(lattices[i]!, { outcome, scene, features, input }));
}

interface About {
  readonly outcome: OutcomeOf;
  readonly scene: Scene;
  readonly features: readonly Feature[];
  readonly input: SubgroupsInput;
}

function outcomeFound(lattice: Lattice, { outcome, scene, features, input }: About): Searched {
  const { id, class: name, kind, side } = outcome;
  const { top, alpha } = input;
  const far = (z: number): number => (side === "above" ? z : Math.abs(z));
  const epsilon = kind === "rate" ? input.epsilon : input.epsilon * lattice.deviation;
  const { best, redundant, twins } = bestOf(lattice, { side, top, epsilon, alike: (a, b) => shared(a, b, features) });
  const extremes = lattice.above.map((z, i) => (side === "above" ? z : Math.max(z, lattice.below[i]!)));
  const chance = extremes.toSorted();
  const most = lattice.subgroups.reduce((z, one) => Math.max(z, far(one.z)), 0);
  // Sums of other orders differ in the last digits: a reshuffle that is the outcome again is as large.
  const p = (z: number): number => (1 + extremes.filter((other) => other >= z - 1e-9).length) / (1 + extremes.length);
  return {
    outcome: id,
    class: name,
    kind,
    side,
    search: lattice.all,
    looked: lattice.subgroups.length,
    redundant,
    twins,
    most,
    chance: {
      mean: meanOfMost(chance),
      q95: finite(chance[Math.min(chance.length - 1, Math.floor(0.95 * chance.length))]),
    },
    p: p(most),
    subgroups: best.map((one): Subgroup => {
      const { conditions, rows, n, mean, divergence, z } = one;
      return {
        conditions: conditions.map(({ feature, level }) => ({
          column: scene.columns[feature]!.name,
          value: scene.columns[feature]!.labels[level]!,
        })),
        search: {
          rows,
          n,
          value: mean,
          divergence,
          z,
          p: p(far(z)),
          score: side === "above" ? sliceScore(one, lattice.all, alpha) : null,
        },
        measured: measured(conditions, outcome, scene),
        adjusted: null,
        status: "small",
      };
    }),
  };
}

const finite = (x: number | undefined): number => (x !== undefined && Number.isFinite(x) ? x : 0);
const meanOfMost = (all: Float64Array): number => finite(all.reduce((sum, z) => sum + z, 0) / all.length);

/** Of the rows that are in either, the share that is in both. */
function shared(a: Counted, b: Counted, features: readonly Feature[]): number {
  const isIn = ({ conditions }: Counted, row: number): boolean =>
    conditions.every(({ feature, level }) => features[feature]!.codes[row] === level);
  const rows = features[0]?.codes.length ?? 0;
  let both = 0;
  for (let row = 0; row < rows; row++) if (isIn(a, row) && isIn(b, row)) both++;
  return both / (a.rows + b.rows - both);
}

const level = 0.05;

/** Holm over everything that was measured, of all outcomes. */
function corrected(all: readonly Searched[]): Searched[] {
  const tested = all.flatMap(({ subgroups }) => subgroups.filter(({ measured: { p } }) => p !== null));
  const adjusted = holm(tested.map(({ measured: { p } }) => p ?? 1));
  return all.map((one) => ({
    ...one,
    subgroups: one.subgroups.map((each) => judged(each, adjusted[tested.indexOf(each)])),
  }));
}

/** Confirmed: it lies on the same side as in the search, and not by chance. */
function judged(one: Subgroup, adjusted: number | undefined): Subgroup {
  const { divergence } = one.measured;
  if (adjusted === undefined || !divergence) return one;
  const again = Math.sign(divergence.value) === Math.sign(one.search.divergence);
  return { ...one, adjusted, status: again && adjusted < level ? "confirmed" : "not confirmed" };
}
