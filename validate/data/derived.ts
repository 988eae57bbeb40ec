/** Measures of fairness that are not rates by group: entropies, consistency, differential fairness and calibration, beside AIF360 0.6.1, statsmodels 0.15 and the golden tables. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bin, alike, binsOf, type Labelled, logits } from "../../src/bias/calibration.ts";
import { logistic } from "../../src/bias/calibration/logistic.ts";
import { consistency } from "../../src/bias/consistency.ts";
import { differentialFairness } from "../../src/bias/differential.ts";
import { type Benefits, coefficientOfVariation, entropyOf } from "../../src/bias/inequality.ts";
import { kindsOf, nearestKinds } from "../../src/check/data/fairness/nearest.ts";
import { wilson } from "../../src/stats/proportion.ts";
import type { Table } from "../../src/table/types.ts";
import type { Line, Validation } from "../types.ts";
import { adultPeople, compasPeople, type People, type Row } from "./people.ts";

interface Entropies {
  readonly [alpha: string]: number | string;
}
interface Aif {
  readonly favorable_label: number;
  readonly consistency_feature_names: readonly string[];
  readonly BinaryLabelDatasetMetric: {
    readonly consistency?: readonly [number];
    readonly smoothed_empirical_differential_fairness: number;
  };
  readonly ClassificationMetric: {
    readonly generalized_entropy_index: Entropies;
    readonly between_group_generalized_entropy_index: Entropies;
    readonly theil_index: number;
    readonly between_group_theil_index: number;
    readonly coefficient_of_variation: number;
    readonly between_group_coefficient_of_variation: number;
    readonly differential_fairness_bias_amplification: number;
  };
}
interface Decile {
  readonly n: number;
  readonly positives: number;
  readonly observed_rate: number;
  readonly mean_score: number;
  readonly wilson: readonly [number, number];
}
type Deciles = Readonly<Record<string, Readonly<Record<string, Decile>>>>;
interface Golden {
  readonly aif360: { readonly [what: string]: Aif };
  readonly calibration_by_decile: Readonly<Record<string, Deciles>>;
  readonly own_code_smoothed_edf?: Readonly<Record<string, number>>;
}
interface Test {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}
type Recalibrated = Readonly<
  Record<
    string,
    {
      readonly group: Test;
      readonly slope: Test;
      readonly by: Readonly<
        Record<string, Readonly<Record<"n" | "intercept" | "interceptError" | "slope" | "slopeError", number>>>
      >;
    }
  >
>;

const line = (what: string, ours: number | null | undefined, reference: number, why = "rounding"): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference,
  allowed: 1e-9 * Math.max(1, Math.abs(reference)),
  why,
});

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const read = (file: string | URL): unknown => JSON.parse(readFileSync(file, "utf8"));
  const golden = (await Promise.resolve(read(join(shared, "data/golden-fairness.json")))) as {
    readonly datasets: { readonly compas: Golden; readonly adult: Golden };
  };
  const { compas, adult } = golden.datasets;
  const [people, all] = [compasPeople(shared), adultPeople(shared)];
  const two = chosen(people, (row) => ["African-American", "Caucasian"].includes(row["race"] ?? ""));
  for (const what of ["favorable_0", "favorable_1"])
    yield* aif(`compas ${what}`, compas.aif360[what]!, { people: two, groupOf: (row) => row["race"] ?? "" });
  yield* aif("adult sex", adult.aif360["sex"]!, { people: all, groupOf: (row) => row["sex"] ?? "" });
  const white = (row: Row): string => String(row["race"] === "White");
  yield* aif("adult race", adult.aif360["race White vs rest"]!, { people: all, groupOf: white });
  yield* smoothed(adult.own_code_smoothed_edf ?? {}, all);
  yield* deciles("compas", compas.calibration_by_decile, people);
  yield* deciles("adult", adult.calibration_by_decile, all);
  yield* recalibrated(read(new URL("derived.json", import.meta.url)) as Recalibrated, people);
};

function chosen({ rows, labels, predictions, scores }: People, is: (row: Row) => boolean): People {
  const own = (_: unknown, i: number): boolean => is(rows[i]!);
  return {
    rows: rows.filter(own),
    labels: labels.filter(own),
    predictions: predictions.filter(own),
    scores: scores.filter(own),
  };
}

interface Of {
  readonly people: People;
  readonly groupOf: (row: Row) => string;
}

function* aif(what: string, golden: Aif, { people, groupOf }: Of): Generator<Line> {
  const { rows, labels, predictions } = people;
  const flip = golden.favorable_label === 0;
  const is = (value: number): number => (flip ? 1 - value : value);
  const groups = [...new Set(rows.map(groupOf))];
  const counts = groups.map((): [number, number, number] => [0, 0, 0]);
  rows.forEach((row, i) => counts[groups.indexOf(groupOf(row))]![1 + is(predictions[i]!) - is(labels[i]!)]!++);
  yield* entropies(what, golden.ClassificationMetric, counts);
  const epsilon = (of: Int8Array): number => differentialFairness(havingOf(rows.map(groupOf), of))?.value ?? Number.NaN;
  const metric = golden.BinaryLabelDatasetMetric;
  yield line(`${what}: epsilon of labels`, epsilon(labels), metric.smoothed_empirical_differential_fairness);
  const amplified = golden.ClassificationMetric.differential_fairness_bias_amplification;
  yield line(`${what}: amplification`, epsilon(predictions) - epsilon(labels), amplified);
  if (metric.consistency) yield consistent(what, metric.consistency[0], { people, golden });
}

function havingOf(groupOf: readonly string[], outcome: Int8Array) {
  const groups = new Map<string, { hits: number; n: number }>();
  groupOf.forEach((name, i) => {
    const group = groups.get(name) ?? { hits: 0, n: 0 };
    groups.set(name, group);
    group.n++;
    group.hits += outcome[i]!;
  });
  return [...groups.values()];
}

/** AIF360 divides α = 0 by the mean benefit once more, and has infinity where somebody has no benefit: ours is the definition, and undefined there. */
function* entropies(what: string, golden: Aif["ClassificationMetric"], counts: readonly Benefits[]): Generator<Line> {
  const [none, one, two] = [0, 1, 2].map((b) => counts.reduce((sum, group) => sum + group[b]!, 0)) as [
    number,
    number,
    number,
  ];
  const mean = (one + 2 * two) / (none + one + two);
  for (const alpha of [1, 2, 3]) {
    const { total, between } = entropyOf(counts, alpha);
    const key = `alpha=${alpha}`;
    yield line(`${what}: entropy, alpha ${alpha}`, total, Number(golden.generalized_entropy_index[key]));
    yield line(
      `${what}: between, alpha ${alpha}`,
      between,
      Number(golden.between_group_generalized_entropy_index[key]),
    );
  }
  yield line(
    `${what}: between, alpha 0, over the mean`,
    (entropyOf(counts, 0).between ?? Number.NaN) / mean,
    Number(golden.between_group_generalized_entropy_index["alpha=0"]),
    "deliberate: AIF360 divides by the mean once more, which is done to ours here",
  );
  const theil = entropyOf(counts, 1);
  yield line(`${what}: Theil`, theil.total, golden.theil_index);
  yield line(`${what}: Theil between`, theil.between, golden.between_group_theil_index);
  const squared = entropyOf(counts, 2);
  yield line(`${what}: variation`, coefficientOfVariation(squared.total ?? 0), golden.coefficient_of_variation);
  yield line(
    `${what}: variation between`,
    coefficientOfVariation(squared.between ?? 0),
    golden.between_group_coefficient_of_variation,
  );
}

/** AIF360 takes of equally near rows those that its tree meets first; here all count in part, which is the mean over all orders. */
function consistent(what: string, reference: number, { people, golden }: { people: People; golden: Aif }): Line {
  const made: Readonly<Record<string, (row: Row) => number>> = {
    sex_f: (row) => Number(row["sex"] === "Female"),
    sex_m: (row) => Number(row["sex"] === "Male"),
    chg_m: (row) => Number(row["c_charge_degree"] === "M"),
    race_w: (row) => Number(row["race"] === "Caucasian"),
  };
  const columns = golden.consistency_feature_names.map((name) => {
    const values = Float64Array.from(people.rows, made[name] ?? ((row) => Number(row[name])));
    return { kind: "number" as const, name, integer: true, values };
  });
  const table: Table = { digest: "people", rows: people.rows.length, columns };
  const near = nearestKinds(table, { columns: columns.map(({ name }) => name), k: 5, scale: "raw", seed: 1 });
  const kinds = kindsOf(near, people.labels);
  const { withSelf } = consistency(kinds, 5)!;
  // Most rows have others at the very same place: whom the tree takes is chance, about as much as of a mean of as many kinds.
  const allowed = 3 * Math.sqrt(0.25 / 5 / near.count);
  return {
    what: `${what}: consistency with oneself`,
    ours: withSelf,
    reference,
    allowed,
    why: "ties: the peer's tree chooses among equally near rows",
  };
}

function* smoothed(
  golden: Readonly<Record<string, number | string>>,
  { rows, labels, predictions }: People,
): Generator<Line> {
  const known = rows.map((row) => !Object.values(row).includes("?"));
  const epsilon = (of: Int8Array, complete: boolean): number => {
    const own = (_: unknown, i: number): boolean => !complete || known[i]!;
    const groups = rows.filter(own).map((row) => `${row["sex"]} ${row["race"]}`);
    return differentialFairness(havingOf(groups, of.filter(own)))?.value ?? Number.NaN;
  };
  yield line(
    "adult epsilon, sex and race, complete rows",
    epsilon(labels, true),
    Number(golden["complete_cases_sex_race"]),
  );
  yield line("adult epsilon, sex and race", epsilon(labels, false), Number(golden["all_rows_sex_race"]));
  yield line("adult epsilon of predictions", epsilon(predictions, false), Number(golden["prediction_sex_race"]));
}

function* deciles(what: string, golden: Golden["calibration_by_decile"], people: People): Generator<Line> {
  for (const [attribute, groups] of Object.entries(golden)) {
    if (typeof groups !== "object") continue;
    for (const [group, cells] of Object.entries(groups)) {
      const own = chosen(people, (row) => row[attribute] === group);
      const bins = keyed(own, Object.keys(cells));
      for (const [key, cell] of Object.entries(cells)) {
        const { n, hits, scores } = bins.get(key) ?? { n: 0, hits: 0, scores: 0 };
        const about = `${what} ${attribute}=${group} scores of ${key}`;
        yield line(`${about}: rows`, n, cell.n);
        yield line(`${about}: share`, hits / n, cell.observed_rate);
        yield line(`${about}: mean score`, scores / n, cell.mean_score);
        yield line(`${about}: low`, wilson(hits, n).low, cell.wilson[0]);
        yield line(`${about}: high`, wilson(hits, n).high, cell.wilson[1]);
      }
    }
  }
}

/** COMPAS has deciles 1 to 10, one score each; Adult tenths of the score, from 0. */
function keyed({ scores, labels }: People, keys: readonly string[]): Map<string, Bin> {
  if (!keys.includes("0")) {
    const middles = scores.map((score) => score - 0.05); // the middle of its bin
    return new Map(
      binsOf(middles, labels).map((bin, i) => [String(i + 1), { ...bin, scores: bin.scores + 0.05 * bin.n }]),
    );
  }
  return new Map(binsOf(scores, labels).map((bin, i) => [String(i), bin]));
}

function* recalibrated(golden: Recalibrated, people: People): Generator<Line> {
  const labelled = (attribute: string, group: string): Labelled => {
    const { scores, labels } = chosen(people, (row) => row[attribute] === group);
    return { x: logits(scores), y: labels };
  };
  for (const [attribute, { group, slope, by }] of Object.entries(golden)) {
    const found = alike(Object.keys(by).map((name) => labelled(attribute, name)));
    for (const [name, ours, theirs] of [
      ["group", found?.group, group],
      ["group x score", found?.slope, slope],
    ] as const) {
      yield line(`compas ${attribute} ${name}: chi-square`, ours?.chiSquare, theirs.chiSquare);
      yield line(`compas ${attribute} ${name}: p`, ours?.p, theirs.p);
    }
    for (const [name, theirs] of Object.entries(by)) {
      const own = labelled(attribute, name);
      const [large, free] = [logistic([own], { slope: 1 }), logistic([own])];
      const what = `compas ${attribute}=${name}`;
      yield line(`${what} intercept`, large?.intercepts[0], theirs.intercept);
      yield line(`${what} intercept: error`, large?.errors.intercepts[0], theirs.interceptError);
      yield line(`${what} slope`, free?.slope, theirs.slope);
      yield line(`${what} slope: error`, free?.errors.slope, theirs.slopeError);
    }
  }
}
