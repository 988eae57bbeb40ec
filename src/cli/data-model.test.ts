/** A model in use, asked about the people of the tables. */
import { expect, test } from "vitest";
import { fixture } from "../graph/testing/fixtures.ts";
import type { Run } from "../run/schema.ts";
import { dataFiles } from "./testing/data.ts";

const { file, ran } = dataFiles();
const logistic = fixture("sklearn-columns-logistic");
const cell = (name: string, row: number): string => String(logistic.inputs[name]?.data[row] ?? "");
/** Rows of the fixture by number, each with its label. */
function askedAbout(name: string, rows: readonly number[], labelOf: (i: number) => string): string {
  const names = Object.keys(logistic.inputs);
  const lines = rows.map((row, i) => [...names.map((each) => cell(each, row)), labelOf(i)].join());
  return file(name, `${[[...names, "income"].join(), ...lines].join("\n")}\n`);
}
/** By sex the mean score and the share called positive: as the run has them, and as scikit-learn answered about these rows. */
function compared(run: Run, rows: readonly number[]): (readonly [found: number, answered: number])[] {
  const { outputs } = logistic;
  const chance = (row: number): number => Number(outputs["probabilities"]?.data[2 * row + 1]);
  const called = (row: number): number => Number(outputs["label"]?.data[row] === ">50K");
  return [...new Set(rows.map((row) => cell("sex", row)))]
    .filter((sex) => sex !== "")
    .flatMap((sex) => {
      const own = rows.filter((row) => cell("sex", row) === sex);
      const mean = (of: (row: number) => number): number => own.reduce((sum, row) => sum + of(row), 0) / own.length;
      const found = (id: string): number =>
        run.findings[0]?.measures.find((one) => one.id === id && one.of?.["group"] === `sex=${sex}`)?.value ?? -1;
      return [[found("mean-score"), mean(chance)] as const, [found("selection-rate"), mean(called)] as const];
    });
}
const aboutModel = (table: string, ...more: readonly string[]): string[] =>
  ["--train", table, "--protected", "sex", "--label", "income", "--positive", ">50K"].concat([
    "--model",
    logistic.path,
    ...more,
  ]);
const everyThird = (i: number): string => ((i * 7) % 3 === 0 ? ">50K" : "<=50K");

test("an ONNX model is asked about every row, and called as scikit-learn called it", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => i % 20); // the twenty rows of the fixture, ten times
  const run = await ran(aboutModel(askedAbout("asked.csv", rows, everyThird)), "data/fairness");
  expect(compared(run, rows)).toHaveLength(4);
  for (const [found, answered] of compared(run, rows)) expect(found).toBeCloseTo(answered, 6);
});

test("an ONNX model is asked about the test set, too; nobody without a label is", async () => {
  const some = Array.from({ length: 130 }, (_, i) => (i * 3) % 20);
  const learnt = askedAbout(
    "learnt.csv",
    Array.from({ length: 90 }, (_, i) => i % 20),
    (i) => (i % 11 === 3 ? "" : everyThird(i)),
  );
  const holdout = askedAbout("tested.csv", some, (i) => (i < 7 ? "" : everyThird(i)));
  const args = aboutModel(learnt, "--holdout", holdout, "--set", 'fairness.on="holdout"');
  const run = await ran(args, "data/fairness");
  for (const [found, answered] of compared(run, some.slice(7))) expect(found).toBeCloseTo(answered, 6);
});
