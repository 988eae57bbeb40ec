/** COMPAS and Adult as the golden numbers of fairness have them: labels, predictions and scores of people by row. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvLines } from "../../src/table/csv.ts";

export type Row = Readonly<Record<string, string>>;
export interface People {
  readonly rows: readonly Row[];
  /** 1 = positive. */
  readonly labels: Int8Array;
  readonly predictions: Int8Array;
  readonly scores: Float64Array;
}

/** ProPublica's filter: 6,172 of 7,214 rows. Positive: again before a court within two years; predicted from a decile of 5 on. */
export function compasPeople(shared: string): People {
  const text = readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8");
  const rows = rowsOf(text).filter(
    (row) =>
      row["days_b_screening_arrest"] !== "" &&
      Math.abs(Number(row["days_b_screening_arrest"])) <= 30 &&
      row["is_recid"] !== "-1" &&
      row["c_charge_degree"] !== "O",
  );
  return {
    rows,
    labels: Int8Array.from(rows, (row) => Number(row["two_year_recid"] === "1")),
    predictions: Int8Array.from(rows, (row) => Number(Number(row["decile_score"]) >= 5)),
    scores: Float64Array.from(rows, (row) => Number(row["decile_score"]) / 10),
  };
}

/** All 48,842 rows, adult.data before adult.test, with the fixed predictor and score of the golden numbers. */
export function adultPeople(shared: string): People {
  const file = (name: string): Buffer => readFileSync(join(shared, "data/adult", name));
  const rows = [
    ...rowsOf(gunzipSync(file("adult_train.csv.gz")).toString()),
    ...rowsOf(file("adult_test.csv").toString()),
  ];
  const of = (row: Row, column: string): number => Number(row[column]);
  return {
    rows,
    labels: Int8Array.from(rows, (row) => Number((row["income"] ?? "").startsWith(">50K"))),
    predictions: Int8Array.from(rows, (row) =>
      Number((of(row, "education_num") >= 13 && of(row, "age") >= 30) || of(row, "capital_gain") > 5000),
    ),
    scores: Float64Array.from(rows, (row) => {
      const gain = 0.0003 * Math.min(of(row, "capital_gain"), 20_000);
      const z = -8 + 0.35 * of(row, "education_num") + 0.04 * of(row, "age") + 0.03 * of(row, "hours_per_week") + gain;
      return 1 / (1 + Math.exp(-z));
    }),
  };
}

function rowsOf(text: string): Row[] {
  const [head = [], ...rows] = [...csvLines(text)].map(({ cells }) => [...cells]);
  const names = head.map((name) => (name ?? "").replaceAll(/[-.]/g, "_"));
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ""])));
}
