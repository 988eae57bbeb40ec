/** Proxies: association of each column with the protected one (scikit-learn, scipy), and a model of it from all of them, on COMPAS and Adult. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { association } from "../../src/bias/association.ts";
import { correlationRatio, kolmogorovSmirnov } from "../../src/bias/separation.ts";
import { jointly } from "../../src/check/data/proxy/joint.ts";
import { divided } from "../../src/check/data/proxy/people.ts";
import { auc } from "../../src/stats/auc.ts";
import type { Column } from "../../src/table/types.ts";
import type { Line, Validation } from "../types.ts";
import { adultOf, compasOf, type Row } from "./tables.ts";

interface Joint {
  readonly categorical: readonly string[];
  readonly numeric: readonly string[];
  readonly AUC: number;
  readonly balanced_error_rate: number;
}
interface Golden {
  readonly categorical: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly numeric: Readonly<
    Record<string, { readonly AUC: number; readonly pointbiserial: number; readonly KS: number }>
  >;
  readonly joint: Joint | readonly Joint[];
}

const line = (what: string, ours: number | null | undefined, reference: number): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference,
  allowed: 1e-9 * Math.max(1, Math.abs(reference)),
  why: "rounding",
});

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const { datasets } = JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as {
    datasets: { compas: { proxies: Golden }; adult: { proxies: Golden } };
  };
  const races = ["African-American", "Caucasian"];
  const compas = compasOf(shared).filter(({ race }) => races.includes(race ?? ""));
  yield* compared("compas", datasets.compas.proxies, compas, ({ race }) => (race === races[0] ? 1 : 0));
  yield* compared("adult", datasets.adult.proxies, adultOf(shared), ({ sex }) => (sex === "Male" ? 1 : 0));
};

function* compared(name: string, golden: Golden, rows: readonly Row[], is: (row: Row) => number): Generator<Line> {
  const codes = Int32Array.from(rows, is);
  for (const [column, expected] of Object.entries(golden.categorical)) {
    const found = association(tableOf(rows, column, codes));
    const what = `${name} ${column}`;
    yield line(`${what}: mutual information`, found?.mutualInformation, expected["MI_nats"]!);
    yield line(`${what}: normalised`, found?.normalised, expected["NMI_arithmetic"]!);
    yield line(`${what}: Cramér's V`, found?.cramersV, expected["cramers_V"]!);
    yield line(`${what}: V corrected`, found?.corrected, expected["cramers_V_bias_corrected_own_formula"]!);
    yield line(`${what}: Theil's U`, found?.columnsGivenRows, expected["theil_U_S_given_x"]!);
    yield line(`${what}: chi-square`, found?.chiSquare, expected["chi2"]!);
    yield line(`${what}: p`, found?.p, expected["p"]!);
  }
  for (const [column, expected] of Object.entries(golden.numeric)) {
    const values = Float64Array.from(rows, (row) => Number(row[column]));
    const members = values.filter((_, i) => codes[i] === 1);
    const outsiders = values.filter((_, i) => codes[i] === 0);
    const what = `${name} ${column}`;
    yield line(`${what}: AUC`, auc({ members, outsiders }), expected.AUC);
    yield line(`${what}: Kolmogorov-Smirnov`, kolmogorovSmirnov(members, outsiders), expected.KS);
    yield line(`${what}: correlation ratio`, correlationRatio(values, codes), Math.abs(expected.pointbiserial));
  }
  for (const joint of [golden.joint].flat()) yield* together(name, joint, rows, codes);
}

function* together(
  name: string,
  { categorical, numeric, ...expected }: Joint,
  rows: readonly Row[],
  codes: Int32Array,
): Generator<Line> {
  const columns: Column[] = [
    ...categorical.map((column): Column => {
      const labels = [...new Set(rows.map((row) => row[column] ?? ""))].toSorted();
      const place = new Map(labels.map((label, i) => [label, i]));
      return { kind: "category", name: column, labels, flag: null, codes: Int32Array.from(rows, (row) => place.get(row[column] ?? "")!) }; // prettier-ignore
    }),
    ...numeric.map((column): Column => ({
      kind: "number",
      name: column,
      integer: false,
      values: Float64Array.from(rows, (row) => Number(row[column])),
    })),
  ];
  const people = divided({ name: "s", labels: ["0", "1"], codes });
  const found = jointly(columns, people, { rows: Infinity, seed: 1 });
  const what = `${name} ${columns.length} columns together`;
  const why = "theirs is a logistic model, ours boosted trees, which see more";
  yield { what: `${what}: AUC`, ours: found?.mean.value ?? Number.NaN, reference: expected.AUC, allowed: 0.02, why };
  yield {
    what: `${what}: balanced error`,
    ours: found?.groups[0]?.error.value ?? Number.NaN,
    reference: expected.balanced_error_rate,
    allowed: 0.07,
    why: `${why}; theirs cuts at one half, ours at the group's share`,
  };
}

function tableOf(rows: readonly Row[], column: string, codes: Int32Array): number[][] {
  const table = new Map<string, [number, number]>();
  rows.forEach((row, i) => {
    const value = row[column] ?? "";
    const counts = table.get(value) ?? [0, 0];
    table.set(value, counts);
    counts[codes[i]!]!++;
  });
  return [...table.values()];
}
