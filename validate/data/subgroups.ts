/** Subgroups that nobody marked, beside DivExplorer 0.2.6 and SliceLine 0.3 on four columns of COMPAS and Adult: how many there are, divergences, scores and the five best slices. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Counted, type Lattice, type Outcome, searchSubgroups } from "../../src/bias/subgroups.ts";
import { sliceScore } from "../../src/bias/subgroups/sliceline.ts";
import { stream } from "../../src/stats/stream.ts";
import type { Line, Validation } from "../types.ts";
import { adultPeople, compasPeople, type People } from "./people.ts";

type Rate = "fp" | "fn" | "err";
type Itemset = { readonly itemset: readonly string[]; readonly support_count: number } & Readonly<
  Record<Rate | `${Rate}_div`, number>
>;
interface Golden {
  readonly sliceline: {
    readonly columns: readonly string[];
    readonly min_sup: number;
    readonly runs: readonly {
      readonly alpha: number;
      readonly top_slices: readonly (readonly (string | null)[])[];
      readonly statistics: readonly {
        readonly slice_score: number;
        readonly slice_size: number;
        readonly slice_average_error: number;
      }[];
    }[];
  };
  readonly divexplorer: {
    readonly min_support: number;
    readonly itemsets: number;
    readonly overall: Readonly<Record<Rate, number>>;
  } & Readonly<Record<`top10_${Rate}`, readonly Itemset[]>>;
}

const rates: readonly Rate[] = ["fp", "fn", "err"];

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const text = readFileSync(join(shared, "data/golden-fairness.json"), "utf8");
  const { datasets } = (await Promise.resolve(JSON.parse(text))) as {
    readonly datasets: Readonly<Record<"compas" | "adult", { readonly subgroups: Golden }>>;
  };
  yield* subgroups("compas", datasets.compas.subgroups, compasPeople(shared));
  yield* subgroups("adult", datasets.adult.subgroups, adultPeople(shared));
};

const line = (what: string, ours: number | undefined, reference: number): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference,
  allowed: 1e-9,
  why: "rounding",
});

function* subgroups(name: string, { sliceline, divexplorer }: Golden, people: People): Generator<Line> {
  const { columns } = sliceline;
  const labels = columns.map((column) => [...new Set(people.rows.map((row) => row[column] ?? ""))]);
  const features = columns.map((column, f) => ({
    codes: Int32Array.from(people.rows, (row) => labels[f]!.indexOf(row[column] ?? "")),
    levels: labels[f]!.length,
  }));
  const lattices = searchSubgroups(
    features,
    rates.map((rate) => outcomeOf(rate, people)),
    { deepest: columns.length, fewest: 1, reshuffles: 1, random: (i) => stream(1, "validate", i) },
  );
  const named = ({ conditions }: Counted): string =>
    conditions
      .map(({ feature, level }) => `${columns[feature]!}=${labels[feature]![level]!}`)
      .toSorted()
      .join("&");
  const found = lattices.map((lattice) => new Map(lattice.subgroups.map((one) => [named(one), one])));

  const most = Math.ceil(divexplorer.min_support * people.rows.length);
  const frequent = lattices[2]!.subgroups.filter(({ rows }) => rows >= most).length;
  yield line(`${name}: subgroups of 1 % of the rows, with the one of everybody`, frequent + 1, divexplorer.itemsets);
  for (const [i, rate] of rates.entries()) {
    yield line(`${name}: ${rate} of all`, lattices[i]!.all.mean, divexplorer.overall[rate]);
    for (const itemset of divexplorer[`top10_${rate}`]) {
      const key = itemset.itemset.toSorted().join("&");
      const own = found[i]!.get(key);
      yield line(`${name}: ${rate} of ${key}`, own?.mean, itemset[rate]);
      yield line(`${name}: divergence in ${rate} of ${key}`, own?.divergence, itemset[`${rate}_div`]);
      yield line(`${name}: rows of ${key}`, own?.rows, itemset.support_count);
    }
  }
  yield* slices(name, sliceline, { lattice: lattices[2]!, byName: found[2]! });
}

interface Searched {
  readonly lattice: Lattice;
  readonly byName: ReadonlyMap<string, Counted>;
}

function* slices(
  name: string,
  { columns, min_sup: fewest, runs }: Golden["sliceline"],
  { lattice, byName }: Searched,
): Generator<Line> {
  for (const { alpha, top_slices: top, statistics } of runs) {
    const best = lattice.subgroups
      .filter(({ rows }) => rows >= fewest)
      .map((one) => sliceScore(one, lattice.all, alpha) ?? 0)
      .filter((score) => score > 0)
      .toSorted((a, b) => b - a);
    yield line(`${name}: alpha ${alpha}: slices among the five best`, Math.min(5, best.length), top.length);
    for (const [rank, slice] of top.entries()) {
      const key = columns
        .flatMap((column, f) => (slice[f] == null ? [] : [`${column}=${slice[f]}`]))
        .toSorted()
        .join("&");
      const [own, theirs] = [byName.get(key), statistics[rank]!];
      const score = own ? sliceScore(own, lattice.all, alpha) : null;
      yield line(`${name}: alpha ${alpha}: score of ${key}`, score ?? undefined, theirs.slice_score);
      yield line(`${name}: alpha ${alpha}: number ${rank + 1} of the scores`, best[rank], theirs.slice_score);
      yield line(`${name}: alpha ${alpha}: mean error of ${key}`, own?.mean, theirs.slice_average_error);
    }
  }
}

/** Errors among whom they can befall. */
function outcomeOf(rate: Rate, { labels, predictions }: People): Outcome {
  const values = Float64Array.from(labels, (y, row) => {
    const p = predictions[row]!;
    if (rate === "err") return Number(p !== y);
    if (rate === "fp") return y === 0 ? p : Number.NaN;
    return y === 1 ? 1 - p : Number.NaN;
  });
  return { values, weights: null };
}
