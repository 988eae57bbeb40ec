/** Labels: intervals and ratios (statsmodels 0.14, scipy 1.17), strata, reweighing (AIF360), confident joint (cleanlab) and missingness, on COMPAS and Adult. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { confident } from "../../src/bias/confident.ts";
import { independence } from "../../src/bias/independence.ts";
import { reweighing } from "../../src/bias/reweighing.ts";
import { conditionalDisparity, mantelHaenszel, type Stratum } from "../../src/bias/stratified.ts";
import { newcombe } from "../../src/stats/difference.ts";
import { wilson } from "../../src/stats/proportion.ts";
import { csvLines } from "../../src/table/csv.ts";
import type { Line, Validation } from "../types.ts";

type Pair = readonly [number, number];
interface Share {
  readonly num: number;
  readonly den: number;
  readonly wilson: Pair;
}
interface Compared {
  readonly a: Pair;
  readonly b: Pair;
  readonly difference: number;
  readonly newcombe: Pair;
  readonly chi2?: number | null;
  readonly chi2_p?: number | null;
}
interface Strata {
  readonly tables: readonly (readonly [Pair, Pair])[];
  readonly cmh_statistic: number;
  readonly mh_pooled_odds_ratio: number;
  readonly mh_log_or_se: number;
  readonly mh_or_ci95: Pair;
  readonly breslow_day: number;
  readonly tarone_adjusted: number;
  readonly tarone_p: number;
}
interface MissingBy {
  readonly counts: Readonly<Record<string, number>>;
  readonly rates: Readonly<Record<string, number>>;
  readonly chi2: number | null;
  readonly p: number | null;
  readonly cramers_V: number | null;
}
interface Golden {
  readonly confidence_intervals: Readonly<
    Record<
      string,
      {
        readonly by_group: Readonly<Record<string, Readonly<Record<string, Share>>>>;
        readonly [pairs: string]: unknown;
      }
    >
  >;
  readonly stratified: Readonly<Record<string, Strata>>;
  readonly reweighing_weights: Readonly<Record<string, Readonly<Record<string, number>> | string>>;
  readonly own_code_conditional_demographic_disparity?: Readonly<Record<string, number>>;
  readonly label_noise: {
    readonly thresholds: Pair;
    readonly confident_joint_calibrated: readonly Pair[];
    readonly confident_joint_uncalibrated: readonly Pair[];
    readonly off_diagonal_by_group: Readonly<Record<string, { readonly count: number; readonly n: number }>>;
  };
  readonly missingness?: Readonly<Record<string, { readonly by?: Readonly<Record<string, MissingBy>> }>>;
}
type Row = Readonly<Record<string, string>>;
type Prepared = readonly { readonly row: Row; readonly group: string; readonly positive: boolean }[];

const line = (what: string, ours: number | null | undefined, reference: number): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference,
  allowed: 1e-9 * Math.max(1, Math.abs(reference)),
  why: "rounding",
});

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const { datasets } = JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as {
    datasets: { compas: Golden; adult: Golden };
  };
  const compas = compasOf(shared).map((row) => ({
    row,
    group: row["race"] ?? "",
    positive: row["two_year_recid"] === "1",
  }));
  const adult = adultOf(shared).map((row) => ({
    row,
    group: row["sex"] ?? "",
    positive: (row["income"] ?? "").startsWith(">50K"),
  }));
  for (const [name, golden, people] of [
    ["compas", datasets.compas, compas],
    ["adult", datasets.adult, adult],
  ] as const) {
    for (const [by, entry] of Object.entries(golden.confidence_intervals)) yield* intervals(`${name} ${by}`, entry);
    for (const [what, entry] of Object.entries(golden.stratified)) yield* strata(`${name} ${what}`, entry);
    yield* weights(name, golden.reweighing_weights, people);
    yield* missing(name, golden.missingness ?? {}, people);
  }
  yield* noise("compas", datasets.compas.label_noise, compas, (row) =>
    Math.min(0.95, Math.max(0.05, Number(row["decile_score"]) / 10)),
  );
  yield* disparities(datasets.adult.own_code_conditional_demographic_disparity ?? {}, adult);
};

function* intervals(what: string, entry: Golden["confidence_intervals"][string]): Generator<Line> {
  for (const [group, rates] of Object.entries(entry.by_group))
    for (const [id, { num, den, wilson: expected }] of Object.entries(rates)) {
      if (!expected || den === 0) continue;
      const { low, high } = wilson(num, den);
      yield line(`${what}=${group} ${id}: low`, low, expected[0]);
      yield line(`${what}=${group} ${id}: high`, high, expected[1]);
    }
  for (const pairs of Object.values(entry)) yield* comparisons(what, pairs);
}

function* comparisons(what: string, pairs: unknown): Generator<Line> {
  if (typeof pairs !== "object" || pairs === null) return;
  for (const [pair, rates] of Object.entries(pairs)) {
    if (!pair.includes(" vs ")) continue;
    for (const [id, each] of Object.entries(rates as Readonly<Record<string, Compared>>)) {
      if (!Array.isArray(each.newcombe)) continue;
      const { low, high } = newcombe(...each.a, ...each.b);
      yield line(`${what} ${pair} ${id}: difference low`, low, each.newcombe[0]);
      yield line(`${what} ${pair} ${id}: difference high`, high, each.newcombe[1]);
      const found = independence([each.a, each.b].map(([x, n]) => [x, n - x]));
      if (found && each.chi2 != null) yield line(`${what} ${pair} ${id}: chi-square`, found.chiSquare, each.chi2);
      if (found && each.chi2_p != null) yield line(`${what} ${pair} ${id}: p`, found.p, each.chi2_p);
    }
  }
}

function* strata(what: string, golden: Strata): Generator<Line> {
  const found = mantelHaenszel(golden.tables.map(([[a, b], [c, d]]): Stratum => [a, b, c, d]));
  yield line(`${what}: chi-square`, found?.chiSquare, golden.cmh_statistic);
  yield line(`${what}: odds ratio`, found?.oddsRatio?.value, golden.mh_pooled_odds_ratio);
  yield line(`${what}: standard error`, found?.oddsRatio?.logSe, golden.mh_log_or_se);
  yield line(`${what}: low`, found?.oddsRatio?.low, golden.mh_or_ci95[0]);
  yield line(`${what}: high`, found?.oddsRatio?.high, golden.mh_or_ci95[1]);
  yield { ...line(`${what}: Breslow-Day`, found?.alike?.chiSquare, golden.breslow_day) };
  yield { ...line(`${what}: Tarone`, found?.alike?.tarone, golden.tarone_adjusted) };
  yield { ...line(`${what}: p`, found?.alike?.p, golden.tarone_p) };
}

function* weights(what: string, golden: Golden["reweighing_weights"], people: Prepared): Generator<Line> {
  const groups = [...new Set(people.map(({ group }) => group))];
  const counts = groups.map((group) => {
    const own = people.filter((one) => one.group === group);
    const yes = own.filter(({ positive }) => positive).length;
    return [own.length - yes, yes];
  });
  const found = reweighing(counts);
  for (const entry of Object.values(golden))
    if (typeof entry === "object")
      for (const [cell, reference] of Object.entries(entry)) {
        const [group = "", y] = cell.split("|y=");
        yield line(`${what} weight of ${cell}`, found[groups.indexOf(group)]?.[Number(y)], reference);
      }
}

function* noise(
  what: string,
  golden: Golden["label_noise"],
  people: Prepared,
  of: (row: Row) => number,
): Generator<Line> {
  const chances = people.flatMap(({ row }) => [1 - of(row), of(row)]);
  const given = people.map(({ positive }) => (positive ? 1 : 0));
  const found = confident(chances, given, 2);
  for (const k of [0, 1] as const) {
    yield line(`${what}: threshold of ${k}`, found.thresholds[k], golden.thresholds[k]);
    for (const j of [0, 1] as const) {
      yield line(`${what}: joint ${k} ${j}`, found.joint[k]?.[j], golden.confident_joint_uncalibrated[k]![j]);
      yield line(`${what}: calibrated ${k} ${j}`, found.calibrated[k]?.[j], golden.confident_joint_calibrated[k]![j]);
    }
  }
  for (const [group, { count }] of Object.entries(golden.off_diagonal_by_group)) {
    const doubted = people.filter(
      (one, i) => one.group === group && found.confident[i]! >= 0 && found.confident[i] !== given[i],
    );
    yield line(`${what}: doubted of ${group}`, doubted.length, count);
  }
}

function* disparities(golden: Readonly<Record<string, number>>, people: Prepared): Generator<Line> {
  for (const [what, reference] of Object.entries(golden)) {
    const by = what.split("|")[1];
    const tables = new Map<string, [number, number, number, number]>();
    for (const { row, group, positive } of people) {
      const stratum = by === undefined ? "" : (row[by] ?? "");
      const table = tables.get(stratum) ?? [0, 0, 0, 0];
      tables.set(stratum, table);
      table[(group === "Female" ? 0 : 2) + (positive ? 0 : 1)]!++;
    }
    yield line(`adult ${what}`, conditionalDisparity([...tables.values()])?.value, reference);
  }
}

function* missing(what: string, golden: NonNullable<Golden["missingness"]>, people: Prepared): Generator<Line> {
  for (const [column, { by = {} }] of Object.entries(golden))
    for (const [attribute, { counts, chi2, p, cramers_V: v }] of Object.entries(by)) {
      const groups = Object.keys(counts);
      const groupOf = ({ row, positive }: Prepared[number]): string =>
        attribute === "y" ? (positive ? "1" : "0") : (row[attribute] ?? "");
      const table = groups.map((group) => {
        const own = people.filter((one) => groupOf(one) === group);
        const gone = own.filter(({ row }) => (row[column] ?? "") === "" || row[column] === "?").length;
        return [gone, own.length - gone];
      });
      for (const [i, group] of groups.entries())
        yield line(`${what} ${column} missing of ${attribute}=${group}`, table[i]?.[0], counts[group] ?? Number.NaN);
      const found = independence(table);
      if (chi2 === null || chi2 === undefined) continue;
      yield line(`${what} ${column} by ${attribute}: chi-square`, found?.chiSquare, chi2);
      if (p != null) yield line(`${what} ${column} by ${attribute}: p`, found?.p, p);
      if (v != null) yield line(`${what} ${column} by ${attribute}: V`, found?.cramersV, v);
    }
}

function rowsOf(lines: readonly (readonly (string | null)[])[]): Row[] {
  const [head = [], ...rows] = lines;
  const name = (text: string | null): string => (text ?? "").replaceAll(/[-.]/g, "_");
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [name(column), row[i] ?? ""])));
}
const cellsOf = (text: string): (string | null)[][] => [...csvLines(text)].map(({ cells }) => [...cells]);

function adultOf(shared: string): Row[] {
  const read = (file: string): Buffer => readFileSync(join(shared, "data/adult", file));
  const train = cellsOf(gunzipSync(read("adult_train.csv.gz")).toString());
  const test = cellsOf(read("adult_test.csv").toString());
  return rowsOf([...train, ...test.slice(1)]);
}

/** ProPublica's filter: 6,172 of 7,214 rows. */
function compasOf(shared: string): Row[] {
  const rows = rowsOf(cellsOf(readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8")));
  return rows.filter(
    (row) =>
      row["days_b_screening_arrest"] !== "" &&
      Math.abs(Number(row["days_b_screening_arrest"])) <= 30 &&
      row["is_recid"] !== "-1" &&
      row["c_charge_degree"] !== "O",
  );
}
