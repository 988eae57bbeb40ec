/** What can be had together, on COMPAS: the optima that scipy's linear programs found (design/notes/fairness.md section 8). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bestFor, type CriterionId } from "../../src/bias/tradeoff/catalogue.ts";
import { scoreTable, sizesOf } from "../../src/bias/tradeoff/counts.ts";
import { areasOf } from "../../src/bias/tradeoff/criteria.ts";
import { oddsRatio } from "../../src/bias/tradeoff/forced.ts";
import { gapOf } from "../../src/bias/tradeoff/tradeoff.ts";
import { csvLines } from "../../src/table/csv.ts";
import type { Validation } from "../types.ts";

const golden: readonly (readonly [id: CriterionId, accuracy: number, gaps?: Readonly<Record<string, number>>])[] = [
  ["none", 0.6629405078, { sel: 0.23847717, tpr: 0.22716433, fpr: 0.1793482 }],
  ["demographic-parity", 0.6476775483, { sel: 0, tpr: 0.03404039, fpr: 0.04297295 }],
  ["equal-opportunity", 0.6508315868, { sel: 0.0305033, tpr: 0, fpr: 0.01631141 }],
  ["equal-fpr", 0.6521148068, { sel: 0.04715427, tpr: 0.01718015, fpr: 0 }],
  ["equalized-odds", 0.6490685775, { sel: 0.03767821, tpr: 0, fpr: 0 }],
  ["equalized-odds+demographic-parity", 0.5295566502, { sel: 0, tpr: 0, fpr: 0 }],
  ["equal-ppv", 0.6615834805, { sel: 0.33708181, tpr: 0.31902819, fpr: 0.28523879 }],
  ["equal-ppv+opportunity", 0.6152454895, { sel: 0.08031339, tpr: 0, fpr: 0.09677518 }],
];
const groups = ["African-American", "Caucasian"];

export const validate: Validation = async function* (shared) {
  const people = compas(shared).filter(({ race }) => groups.includes(race));
  const table = scoreTable(
    {
      scores: people.map(({ score }) => score),
      labels: people.map(({ label }) => label),
      groups: people.map(({ race }) => groups.indexOf(race)),
    },
    { groups: 2, levels: 100 },
  );
  yield { what: "rows of two groups", ours: table.rows, reference: 5278, allowed: 0, why: "" };
  const areas = areasOf(table);
  const costs = { falsePositive: 1, falseNegative: 1 };
  for (const [id, accuracy, gaps = {}] of golden) {
    const best = bestFor(areas, id, { costs, precisions: [0.65] });
    yield { what: `${id}: accuracy`, ours: best?.accuracy ?? Number.NaN, reference: accuracy, allowed: 1e-10, why: "" };
    for (const rate of ["sel", "tpr", "fpr"] as const)
      yield {
        what: `${id}: gap of ${rate}`,
        ours: best ? (gapOf(best, rate) ?? Number.NaN) : Number.NaN,
        reference: gaps[rate] ?? Number.NaN,
        allowed: 1e-8,
        why: "",
      };
  }
  const [first, second] = table.groups.map(sizesOf);
  if (!first || !second) return;
  const ratio = oddsRatio(first, second).value;
  yield { what: "odds ratio of the base rates", ours: ratio, reference: 1.7097045579, allowed: 1e-10, why: "" };
  const forced = bestFor(areas, "equal-ppv+opportunity", { costs, precisions: [0.65] })?.groups.map(({ fpr }) => fpr);
  yield {
    what: "equal precision and misses: ratio of the false positive rates",
    ours: (forced?.[0] ?? Number.NaN) / (forced?.[1] ?? Number.NaN),
    reference: 1.709705,
    allowed: 1e-6,
    why: "",
  };
};

interface Person {
  readonly race: string;
  readonly score: number;
  readonly label: number;
}

/** As ProPublica keeps them: 6172 people. */
function compas(shared: string): Person[] {
  const text = readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8");
  const [header = [], ...rows] = Array.from(csvLines(text), ({ cells }) => cells);
  const at = (name: string): number => header.indexOf(name);
  return rows.flatMap((row) => {
    const of = (name: string): string => row[at(name)] ?? "";
    const days = of("days_b_screening_arrest");
    const kept =
      days !== "" && Math.abs(Number(days)) <= 30 && of("is_recid") !== "-1" && of("c_charge_degree") !== "O";
    if (!kept || of("score_text") === "") return [];
    return [{ race: of("race"), score: Number(of("decile_score")), label: Number(of("two_year_recid")) }];
  });
}
