import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { playTwo } from "./duplicates/testing/two.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";
import { missingness } from "./missingness.ts";
import type { Missing } from "./missingness/works.ts";

const random = stream(3, "missingness.test");
const n = 2000;
const rows = Array.from({ length: n }, (_, i) => i);
const sex = rows.map((i) => (i % 2 === 0 ? "F" : "M"));
const age = rows.map(() => Math.round(20 + 50 * random.next()));
const y = rows.map(() => (random.next() < 0.4 ? "yes" : "no"));
const holes = (rate: (row: number) => number): number[] =>
  rows.map((i) => (random.next() < rate(i) ? Number.NaN : 1000 * random.next()));
const given = (pay: readonly number[], more: readonly number[] = []) => ({
  columns: [
    category("sex", sex),
    number("age", age),
    number("pay", pay),
    category("y", y),
    ...(more.length > 0 ? [number("bonus", more)] : []),
  ],
  protected: ["sex"],
  label: "y",
});
const factsOf = ({ facts }: { facts: unknown }): Missing => facts as Missing;

test("holes by chance: no gap, an AUC about one half", async () => {
  const played = await play(missingness, given(holes(() => 0.15)));
  expect(measureOf(played, "missing.difference", { attribute: "sex", column: "pay" })?.low).toBe(0);
  expect(measureOf(played, "missing.difference", { attribute: "y", column: "pay" })?.low).toBe(0);
  const auc = measureOf(played, "missing-auc", { column: "pay" });
  expect(auc!.low!).toBeLessThan(0.5);
  expect(auc!.high!).toBeLessThan(0.6);
});

test("women's pay is missing three times as often: gap, ratio, p, and predictable", async () => {
  const pay = holes((i) => (sex[i] === "F" ? 0.3 : 0.1));
  const played = await play(missingness, given(pay));
  const of = (id: string, what: Readonly<Record<string, string>>) => measureOf(played, id, { ...what, column: "pay" });
  expect(of("missing", {})?.num).toBe(pay.filter(Number.isNaN).length);
  expect(of("missing", { group: "sex=F" })?.num).toBe(pay.filter((x, i) => Number.isNaN(x) && sex[i] === "F").length);
  expect(of("missing.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.12);
  const ratio = of("missing.ratio", { group: "sex=M", against: "sex=F" })!;
  expect(ratio.low!).toBeGreaterThan(0.2);
  expect(ratio.high!).toBeLessThan(0.5);
  expect(of("missing-auc", {})!.low!).toBeGreaterThan(0.55);
  expect(measureOf(played, "complete.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.12);
  const [column] = factsOf(played).columns;
  expect(column!.by.find(({ attribute }) => attribute === "sex")!.adjusted!).toBeLessThan(1e-6);
  expect(column?.linked[0]?.column).toBe("sex");
});

test("people in use have no value more often: said beside the column, and a table that lacks it is left out", async () => {
  const pay = holes((i) => (i < 1500 ? 0.1 : 0.4));
  const columns = [category("sex", sex), number("age", age), number("pay", pay)];
  const played = await playTwo(missingness, { columns, train: 1500, beside: "serving", protected: ["sex"] });
  const missing = pay.slice(1500).filter(Number.isNaN).length;
  expect(factsOf(played).columns[0]?.elsewhere).toEqual([{ part: "serving", rows: 500, missing }]);
  const none = pay.map((x, i) => (i < 1500 ? x : Number.NaN));
  const lacking = await playTwo(missingness, {
    columns: [category("sex", sex), number("pay", none)],
    train: 1500,
    beside: "serving",
    protected: ["sex"],
  });
  expect(factsOf(lacking).columns[0]?.elsewhere).toEqual([]);
});

test("columns that are missing together do not predict each other", async () => {
  const pay = holes(() => 0.2);
  const bonus = pay.map((x) => (Number.isNaN(x) ? x : 3));
  const played = await play(missingness, given(pay, bonus));
  const [first] = factsOf(played).columns;
  expect(first?.together).toHaveLength(1);
  expect(first!.model!.low).toBeLessThan(0.5);
});

test("the label's own holes, a column against itself, and nothing missing", async () => {
  const lost = y.map((each, i) => (i < 100 && sex[i] === "F" ? null : each));
  const columns = [
    category(
      "sex",
      sex.map((each, i) => (i % 50 === 0 ? null : each)),
    ),
    number("age", age),
    category("y", lost),
  ];
  const played = await play(missingness, { columns, protected: ["sex"], label: "y" });
  expect(measureOf(played, "missing", { column: "y" })?.num).toBe(50);
  expect(measureOf(played, "missing.difference", { attribute: "sex", column: "y" })!.low!).toBeGreaterThan(0.02);
  expect(measureOf(played, "missing.difference", { attribute: "sex", column: "sex" })).toBeUndefined();
  expect(measureOf(played, "missing", { group: "y=yes", column: "y" })).toBeUndefined();
  const none = await play(missingness, given(rows));
  expect(none.measures).toEqual([]);
  expect(none.validity[0]?.message).toBe("No value is missing.");
});

test("a number as label is compared in quarters", async () => {
  const pay = holes((i) => (age[i]! > 57 ? 0.4 : 0.05));
  const columns = [category("sex", sex), number("pay", pay), number("age", age)];
  const played = await play(missingness, { columns, protected: ["sex"], label: "age" });
  const gap = measureOf(played, "missing.difference", { attribute: "age", column: "pay" });
  expect(gap!.low!).toBeGreaterThan(0.2);
  await expect(play(missingness, { columns, protected: [] })).rejects.toThrow("no column was marked");
});
