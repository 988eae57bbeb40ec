/** The two tables that the golden numbers are about, as rows of text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvLines } from "../../src/table/csv.ts";

/** By column; - and . of a name are written _. */
export type Row = Readonly<Record<string, string>>;

function rowsOf(lines: readonly (readonly (string | null)[])[]): Row[] {
  const [head = [], ...rows] = lines;
  const name = (text: string | null): string => (text ?? "").replaceAll(/[-.]/g, "_");
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [name(column), row[i] ?? ""])));
}
const cellsOf = (text: string): (string | null)[][] => [...csvLines(text)].map(({ cells }) => [...cells]);

/** Train and test together. */
export function adultOf(shared: string): Row[] {
  const read = (file: string): Buffer => readFileSync(join(shared, "data/adult", file));
  const train = cellsOf(gunzipSync(read("adult_train.csv.gz")).toString());
  const test = cellsOf(read("adult_test.csv").toString());
  return rowsOf([...train, ...test.slice(1)]);
}

/** ProPublica's filter: 6,172 of 7,214 rows. */
export function compasOf(shared: string): Row[] {
  const rows = rowsOf(cellsOf(readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8")));
  return rows.filter(
    (row) =>
      row["days_b_screening_arrest"] !== "" &&
      Math.abs(Number(row["days_b_screening_arrest"])) <= 30 &&
      row["is_recid"] !== "-1" &&
      row["c_charge_degree"] !== "O",
  );
}
