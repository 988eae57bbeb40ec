/** Representation: shares, tests, evenness (scipy 1.17), uncovered patterns (brute force in Python) and raking (numpy) on COMPAS and Adult. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { divergences, sharesOf } from "../../src/bias/divergence.ts";
import { raked } from "../../src/bias/raking.ts";
import { fit } from "../../src/bias/representation/goodness.ts";
import { apart } from "../../src/bias/representation/numbers.ts";
import { uniformity } from "../../src/bias/representation/uniformity.ts";
import { uncovered } from "../../src/bias/uncovered.ts";
import { csvLines } from "../../src/table/csv.ts";
import type { Line, Validation } from "../types.ts";

interface Against {
  readonly categories: readonly string[];
  readonly observed: readonly number[];
  readonly target: readonly number[];
  readonly [measure: string]: unknown;
}
interface Shape {
  readonly [measure: string]: number;
}
interface Raking {
  readonly margin1: { readonly column: string; readonly target: Readonly<Record<string, number>> };
  readonly margin2: { readonly column: string; readonly target: Readonly<Record<string, number>> };
  readonly counts: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly iterations: number;
  readonly kish_deff: number;
  readonly n_eff: number;
  readonly max_weight: number;
  readonly min_weight: number;
}
interface Mups {
  readonly columns: readonly string[];
  readonly tau: number;
  readonly mups: number;
  readonly list: readonly { readonly pattern: Readonly<Record<string, string>>; readonly count: number }[];
}
interface Golden {
  readonly representation: Readonly<
    Record<string, Against & { shape?: Shape; vs_uniform?: Against; vs_target?: Against }>
  >;
  readonly raking: Raking;
  readonly mups: readonly Mups[];
  readonly drift: { readonly numeric: Readonly<Record<string, { readonly KS: number; readonly W1: number }>> };
}
type Table = Readonly<Record<string, readonly string[]>>;

/** Relative to the reference, as far as doubles go. */
const exact = (reference: number): Pick<Line, "reference" | "allowed" | "why"> => ({
  reference,
  allowed: 1e-9 * Math.max(1, Math.abs(reference)),
  why: "rounding",
});

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const { datasets } = JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as {
    datasets: { compas: Golden; adult: Golden };
  };
  const adult = adultOf(shared);
  for (const [name, golden, table] of [
    ["compas", datasets.compas, compasOf(shared)],
    ["adult", datasets.adult, adult.all],
  ] as const) {
    for (const [column, entry] of Object.entries(golden.representation)) {
      const against = entry.observed ? { alone: entry } : { uniform: entry.vs_uniform, target: entry.vs_target };
      for (const [what, each] of Object.entries(against)) if (each) yield* distances(`${name} ${column} ${what}`, each);
      if (entry.shape && entry.vs_uniform) yield* shapes(`${name} ${column}`, entry.vs_uniform.observed, entry.shape);
    }
    yield* weights(name, golden.raking);
    for (const mups of golden.mups) yield* patterns(`${name} ${mups.columns.join(", ")}`, mups, table);
  }
  for (const [column, { KS, W1 }] of Object.entries(datasets.adult.drift.numeric)) {
    const numbers = (table: Table): Float64Array => Float64Array.from(table[column] ?? [], Number);
    const found = apart({ values: numbers(adult.train) }, { values: numbers(adult.test) });
    yield { what: `adult ${column}: KS`, ours: found?.ks ?? Number.NaN, ...exact(KS) };
    yield { what: `adult ${column}: Wasserstein`, ours: found?.wasserstein ?? Number.NaN, ...exact(W1) };
  }
};

function* distances(what: string, golden: Against): Generator<Line> {
  const found = divergences(sharesOf(golden.observed), golden.target);
  const test = fit(golden.observed, golden.target);
  const ours: Readonly<Record<string, number | null>> = {
    df: test.df,
    chi2: test.chiSquare,
    chi2_p: test.p,
    G: test.g,
    G_p: test.gP,
    TV: found.tv,
    JS_divergence_nats: found.jsNats,
    JS_divergence_bits: found.jsBits,
    JS_distance_nats: found.jsDistanceNats,
    JS_distance_bits: found.jsDistanceBits,
    KL_p_q_nats: found.kl,
    KL_q_p_nats: found.klOfTarget,
    PSI: found.psi,
    Hellinger: found.hellinger,
    cohen_w: found.cohenW,
  };
  for (const [id, value] of Object.entries(ours))
    yield { what: `${what}: ${id}`, ours: value ?? Infinity, ...exact(Number(golden[id])) };
  const ratios = golden["representation_ratio"] as Readonly<Record<string, number>>;
  const shares = sharesOf(golden.observed);
  for (const [i, category] of golden.categories.entries())
    yield {
      what: `${what}: ratio of ${category}`,
      ours: (shares[i] ?? 0) / (golden.target[i] ?? 0),
      ...exact(ratios[category] ?? Number.NaN),
    };
}

function* shapes(what: string, counts: readonly number[], shape: Shape): Generator<Line> {
  const found = uniformity(counts);
  const ours = {
    entropy_nats: found?.entropy,
    normalised_entropy: found?.normalised,
    effective_groups_exp_H: found?.effective,
    inverse_simpson: found?.inverseSimpson,
    imbalance_ratio_max_min: found?.imbalance,
  };
  for (const [id, value] of Object.entries(ours))
    yield { what: `${what}: ${id}`, ours: value ?? Number.NaN, ...exact(shape[id] ?? Number.NaN) };
}

function* weights(name: string, golden: Raking): Generator<Line> {
  const cells = Object.entries(golden.counts).map(([cell, count]) => ({ cell, count, values: cell.split("|") }));
  const rows = cells.flatMap((each) => Array.from({ length: each.count }, () => each));
  const margin = (at: 0 | 1, { target }: Raking["margin1"]) => {
    const labels = Object.keys(target);
    return { codes: rows.map(({ values }) => labels.indexOf(values[at] ?? "")), target: Object.values(target) };
  };
  const found = raked([margin(0, golden.margin1), margin(1, golden.margin2)]);
  const line = (id: string, ours: number, reference: number): Line => ({
    what: `${name} raking: ${id}`,
    ours,
    ...exact(reference),
  });
  yield line("iterations", found.iterations, golden.iterations);
  yield line("design effect", found.designEffect, golden.kish_deff);
  yield line("rows it is worth", found.worth, golden.n_eff);
  yield line("largest", found.largest, golden.max_weight);
  yield line("smallest", found.smallest, golden.min_weight);
  for (const { cell } of cells) {
    const at = rows.findIndex((row) => row.cell === cell);
    yield line(cell, found.weights[at] ?? Number.NaN, golden.weights[cell] ?? Number.NaN);
  }
}

function* patterns(what: string, golden: Mups, table: Table): Generator<Line> {
  const features = golden.columns.map((name) => {
    const values = table[name] ?? [];
    const labels = [...new Set(values)].toSorted();
    return { labels, levels: labels.length, codes: Int32Array.from(values, (value) => labels.indexOf(value)) };
  });
  const found = uncovered(features, { tau: golden.tau });
  const nameOf = (pattern: Readonly<Record<string, string>>, count: number): string =>
    JSON.stringify([golden.columns.map((column) => pattern[column] ?? null), count]);
  const expected = new Set(golden.list.map(({ pattern, count }) => nameOf(pattern, count)));
  const same = found.patterns.filter(({ values, count }) =>
    expected.has(JSON.stringify([values.map((value, i) => features[i]?.labels[value] ?? null), count])),
  );
  const all = { reference: golden.mups, allowed: 0, why: "the same patterns" };
  yield { what: `${what}: uncovered patterns at ${golden.tau}`, ours: found.patterns.length, ...all };
  yield { what: `${what}: of them with the same values and count`, ours: same.length, ...all };
}

function tableOf(lines: readonly (readonly (string | null)[])[]): Table {
  const [head = [], ...rows] = lines;
  const name = (text: string | null): string => (text ?? "").replaceAll(/[-.]/g, "_");
  return Object.fromEntries(head.map((column, i) => [name(column), rows.map((row) => row[i] ?? "")]));
}
const cellsOf = (text: string): string[][] => [...csvLines(text)].map(({ cells }) => cells.map(String));

function adultOf(shared: string): { readonly train: Table; readonly test: Table; readonly all: Table } {
  const read = (file: string): Buffer => readFileSync(join(shared, "data/adult", file));
  const train = cellsOf(gunzipSync(read("adult_train.csv.gz")).toString());
  const test = cellsOf(read("adult_test.csv").toString());
  return { train: tableOf(train), test: tableOf(test), all: tableOf([...train, ...test.slice(1)]) };
}

/** ProPublica's filter: 6,172 of 7,214 rows. */
function compasOf(shared: string): Table {
  const lines = cellsOf(readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8"));
  const [head = [], ...rows] = lines;
  const at = (name: string): number => head.indexOf(name);
  const [days, recid, charge] = [at("days_b_screening_arrest"), at("is_recid"), at("c_charge_degree")];
  const kept = rows.filter(
    (row) => row[days] !== "" && Math.abs(Number(row[days])) <= 30 && row[recid] !== "-1" && row[charge] !== "O",
  );
  return tableOf([head, ...kept]);
}
