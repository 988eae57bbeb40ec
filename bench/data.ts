/** The tables of the benchmark: Adult where the reference data are at hand, else a simulated census of the same size. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stream } from "../src/stats/stream.ts";
import type { Column, Table, Tables } from "../src/table/types.ts";
import { audited, readSet, sets } from "../validate/audited.ts";

export interface Data {
  readonly what: string;
  readonly tables: Tables;
  /** Two files of five columns each, as in Anonymeter's own example. */
  readonly columns: readonly [readonly string[], readonly string[]];
  readonly secrets: readonly { readonly name: string; readonly number: boolean }[];
}

const sizes = { synthetic: 39_040, train: 39_032, holdout: 9_758 };

export async function benchmarkData(): Promise<Data> {
  const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
  const adult = sets["adults_ctgan"];
  if (adult && existsSync(join(shared, "data", adult.synthetic))) {
    const { tables } = await readSet(shared, adult);
    return {
      what: "Adult (39,032 people in the data, 9,758 outside, 39,040 synthetic rows of CTGAN, 15 columns)",
      tables,
      columns: [
        ["type_employer", "education", "hr_per_week", "capital_loss", "capital_gain"],
        ["race", "sex", "fnlwgt", "age", "country"],
      ],
      secrets: [
        { name: "income", number: false },
        { name: "age", number: true },
      ],
    };
  }
  const tables = Object.fromEntries(Object.entries(sizes).map(([part, rows]) => [part, simulated(part, rows)]));
  return {
    what: "a simulated census (39,032 people in the data, 9,758 outside, 39,040 synthetic rows, 15 columns)",
    tables,
    columns: [
      ["c0", "c1", "x0", "x1", "x2"],
      ["c2", "c3", "x3", "x4", "c4"],
    ],
    secrets: [
      { name: "c8", number: false },
      { name: "x0", number: true },
    ],
  };
}

/** Nine categories and six whole numbers, dependent through a hidden group, with the numbers of labels and values that Adult has. */
function simulated(part: string, rows: number): Table {
  const s = stream(1, "bench", part);
  const group = Uint8Array.from({ length: rows }, () => s.int(8));
  const skewed = (most: number): number => Math.floor(most * s.next() ** 3);
  const category = (labels: number, at: number): Column => ({
    kind: "category",
    name: `c${at}`,
    codes: Int32Array.from(group, (g) => (skewed(labels) + (s.next() < 0.7 ? g : 0)) % labels),
    labels: Array.from({ length: labels }, (_, i) => `label ${i}`),
    flag: null,
  });
  const number = (values: number, at: number): Column => ({
    kind: "number",
    name: `x${at}`,
    values: Float64Array.from(group, (g) => (at > 3 && s.next() < 0.9 ? 0 : skewed(values) + g)),
    integer: true,
  });
  return {
    digest: part,
    rows,
    columns: [...[8, 16, 7, 14, 6, 5, 2, 41, 2].map(category), ...[74, 20_000, 16, 96, 120, 99].map(number)],
  };
}

/** The same values for the peer, as CSV files. */
export function writeTables(tables: Tables, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [part, { columns, rows }] of Object.entries(tables)) {
    const lines = [columns.map(({ name }) => name).join(",")];
    for (let row = 0; row < rows; row++) lines.push(columns.map((column) => cell(column, row)).join(","));
    writeFileSync(join(folder, `${part}.csv`), `${lines.join("\n")}\n`);
  }
}

/** New objects over the same values: nothing that was prepared for the old ones is used again. */
export const fresh = (tables: Tables) =>
  audited(Object.fromEntries(Object.entries(tables).map(([part, table]) => [part, { ...table }])));

function cell(column: Column, row: number): string {
  if (column.kind !== "category") return Number.isNaN(column.values[row]) ? "" : String(column.values[row]);
  return `"${(column.labels[column.codes[row] ?? -1] ?? "").replaceAll('"', '""')}"`;
}
