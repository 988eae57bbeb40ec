/** Equal rows, also across the split, and conflicting labels (pandas 2.3) on COMPAS and Adult. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { conflictsOf } from "../../src/check/data/duplicates/conflicts.ts";
import { kindsOf } from "../../src/check/data/duplicates/kinds.ts";
import type { Grouping } from "../../src/check/data/label/groups.ts";
import { rowIds } from "../../src/table/columns.ts";
import type { CategoryColumn, Table } from "../../src/table/types.ts";
import type { Line, Validation } from "../types.ts";
import { adultOf, compasOf, type Row } from "./tables.ts";

type Counts = Readonly<Record<string, number>>;
interface Golden {
  readonly datasets: {
    readonly compas: {
      readonly duplicates: {
        readonly columns: readonly string[];
        readonly rows_beyond_first: number;
        readonly by_race: Counts;
        readonly conflicting_label_groups: number;
      };
    };
    readonly adult: {
      readonly duplicates: {
        readonly rows_beyond_first_15_columns: number;
        readonly by_sex: Counts;
        readonly without_fnlwgt: number;
        readonly test_rows_in_data: number;
        readonly conflicting_label_groups_14_features: number;
        readonly conflicting_label_groups_without_fnlwgt: number;
      };
      readonly drift: { readonly n_a: number };
    };
  };
}

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const golden = await Promise.resolve(readFileSync(join(shared, "data/golden-fairness.json"), "utf8"));
  const { compas, adult } = (JSON.parse(golden) as Golden).datasets;
  const people = tableOf(compasOf(shared));
  const names = compas.duplicates.columns;
  yield line("compas: rows beyond the first", beyond(people, names), compas.duplicates.rows_beyond_first);
  yield* byGroup(`compas race`, { table: people, names, of: "race" }, compas.duplicates.by_race);
  const conflicting = conflicts(people, names, "two_year_recid");
  yield line("compas: kinds with several labels", conflicting, compas.duplicates.conflicting_label_groups);

  const census = tableOf(adultOf(shared));
  const all = census.columns.map(({ name }) => name);
  const rest = all.filter((name) => name !== "fnlwgt");
  const { duplicates, drift } = adult;
  yield line("adult: rows beyond the first", beyond(census, all), duplicates.rows_beyond_first_15_columns);
  yield* byGroup(`adult sex`, { table: census, names: all, of: "sex" }, duplicates.by_sex);
  yield line("adult: the same without fnlwgt", beyond(census, rest), duplicates.without_fnlwgt);
  const several = duplicates.conflicting_label_groups_14_features;
  yield line("adult: kinds with several labels", conflicts(census, all, "income"), several);
  const coarse = duplicates.conflicting_label_groups_without_fnlwgt;
  yield line("adult: the same without fnlwgt", conflicts(census, rest, "income"), coarse);
  const [ids = new Int32Array()] = rowIds([census], all);
  const known = new Set(ids.subarray(0, drift.n_a));
  const across = ids.subarray(drift.n_a).filter((id) => known.has(id)).length;
  yield line("adult: rows of the test set in the training set", across, duplicates.test_rows_in_data);
};

const line = (what: string, ours: number, reference: number | undefined): Line => ({
  what,
  ours,
  reference: reference ?? Number.NaN,
  allowed: 0,
  why: "",
});

const beyond = (table: Table, names: readonly string[]): number => table.rows - kindsOf(table, names).sizes.length;

interface Asked {
  readonly table: Table;
  readonly names: readonly string[];
  readonly of: string;
}
function* byGroup(what: string, { table, names, of }: Asked, golden: Counts): Generator<Line> {
  const { ids, first } = kindsOf(table, names);
  const { codes, labels } = table.columns.find(({ name }) => name === of) as CategoryColumn;
  for (const [group, reference] of Object.entries(golden)) {
    const ours = ids.filter((kind, row) => first[kind] !== row && labels[codes[row]!] === group).length;
    yield line(`${what}: rows beyond the first, ${group}`, ours, reference);
  }
}

function conflicts(table: Table, names: readonly string[], label: string): number {
  const { codes, labels } = table.columns.find(({ name }) => name === label) as CategoryColumn;
  const said = { kind: "class", classes: labels, positive: null, codes } as const;
  const groupings: Grouping[] = [];
  const features = names.filter((name) => name !== label);
  return conflictsOf({ table, label: said, groupings }, features, 1)?.kinds ?? Number.NaN;
}

function tableOf(rows: readonly Row[]): Table {
  const columns = Object.keys(rows[0] ?? {}).map((name): CategoryColumn => {
    const places = new Map<string, number>();
    const codes = Int32Array.from(rows, (row) => {
      const value = row[name] ?? "";
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    });
    return { kind: "category", name, codes, labels: [...places.keys()], flag: null };
  });
  return { digest: "", rows: rows.length, columns };
}
