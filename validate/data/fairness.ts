/** Rates of predictions by group, with their gaps and ratios (fairlearn 0.15), on COMPAS with the decision of a decile score of 5 and more. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RateId, hitsOf } from "../../src/check/data/fairness/hits.ts";
import { csvLines } from "../../src/table/csv.ts";
import type { Line, Validation } from "../types.ts";

type Numbers = Readonly<Record<string, number | null>>;
interface Frame {
  readonly by_group: Readonly<Record<string, Numbers>>;
  readonly overall: Numbers;
  readonly difference_between_groups: Numbers;
}
interface Golden {
  readonly datasets: { readonly compas: { readonly fairlearn: Readonly<Record<string, Frame>> } };
}

const ids: readonly (readonly [RateId, string])[] = [
  ["base-rate", "base_rate"],
  ["selection-rate", "selection_rate"],
  ["tpr", "tpr"],
  ["fpr", "fpr"],
  ["tnr", "tnr"],
  ["fnr", "fnr"],
  ["ppv", "ppv"],
  ["npv", "npv"],
  ["accuracy", "accuracy"],
];

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const golden = JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as Golden;
  const people = peopleOf(await Promise.resolve(shared));
  for (const [attributes, frame] of Object.entries(golden.datasets.compas.fairlearn))
    for (const [id, name] of ids) yield* rates(id, { name, attributes, frame, people });
};

interface Asked {
  readonly name: string;
  readonly attributes: string;
  readonly frame: Frame;
  readonly people: readonly Readonly<Record<string, string>>[];
}

/** A rate of nobody is undefined here and 0 there: such groups, and the gaps they would be part of, are left out. */
function* rates(id: RateId, { name, attributes, frame, people }: Asked): Generator<Line> {
  const y = Int8Array.from(people, (row) => Number(row["two_year_recid"] === "1"));
  const p = Int8Array.from(people, (row) => Number(Number(row["decile_score"]) >= 5));
  const hit = hitsOf(id, y, p);
  const groupOf = people.map((row) =>
    attributes
      .split("|")
      .map((column) => row[column])
      .join("|"),
  );
  const rate = (own: (row: number) => boolean): number => {
    const counted = [...hit.keys()].filter((row) => hit[row]! >= 0 && own(row));
    return counted.filter((row) => hit[row] === 1).length / counted.length;
  };
  const what = `compas ${attributes} ${id}`;
  yield line(
    `${what} overall`,
    rate(() => true),
    frame.overall[name],
  );
  const found: number[] = [];
  for (const [group, numbers] of Object.entries(frame.by_group)) {
    const ours = rate((row) => groupOf[row] === group);
    found.push(ours);
    if (!Number.isNaN(ours)) yield line(`${what} ${group}`, ours, numbers[name]);
  }
  if (found.some(Number.isNaN)) return;
  const gap = Math.max(...found) - Math.min(...found);
  yield line(`${what} difference`, gap, frame.difference_between_groups[name]);
}

const line = (what: string, ours: number, reference: number | null | undefined): Line => ({
  what,
  ours,
  reference: reference ?? Number.NaN,
  allowed: 1e-9,
  why: "rounding",
});

/** ProPublica's filter: 6,172 of 7,214 rows. */
function peopleOf(shared: string): Record<string, string>[] {
  const text = readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8");
  const [head = [], ...rows] = [...csvLines(text)].map(({ cells }) => [...cells]);
  return rows
    .map((row) => Object.fromEntries(head.map((column, i) => [column ?? "", row[i] ?? ""])))
    .filter(
      (row) =>
        row["days_b_screening_arrest"] !== "" &&
        Math.abs(Number(row["days_b_screening_arrest"])) <= 30 &&
        row["is_recid"] !== "-1" &&
        row["c_charge_degree"] !== "O",
    );
}
