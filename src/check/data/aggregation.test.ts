import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { aggregation, type AggregationFacts } from "./aggregation.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";

const n = 1200;
const rows = Array.from({ length: n }, (_, i) => i);
const sex = rows.map((i) => (i % 3 === 0 ? "F" : "M"));
const factsOf = ({ facts }: { facts: unknown }): AggregationFacts => facts as AggregationFacts;

/** A label by chance from `logit` of x and sex, with a second column that says nothing. */
function world(seed: number, logit: (x: number, isF: boolean) => number) {
  const random = stream(seed, "aggregation.test");
  const x = rows.map(() => random.normal());
  const y = rows.map((i) => (random.next() < 1 / (1 + Math.exp(-logit(x[i]!, sex[i] === "F"))) ? "yes" : "no"));
  const noise = rows.map(() => ["a", "b", "c"][random.int(3)]!);
  return {
    columns: [category("sex", sex), number("x", x), category("noise", noise), category("y", y)],
    protected: ["sex"],
    label: "y",
  };
}

test("x helps men and harms women: a model of their own, or one that is told, gains; the slopes differ", async () => {
  const played = await play(
    aggregation,
    world(1, (x, isF) => (isF ? -2 : 2) * x),
  );
  for (const group of ["sex=F", "sex=M"]) {
    expect(measureOf(played, "own-model-gain", { group })!.low!).toBeGreaterThan(0);
    expect(measureOf(played, "told-model-gain", { group })!.low!).toBeGreaterThan(0);
  }
  // The fewer women suffer most from what holds for men.
  const error = measureOf(played, "own-model-error-gain", { group: "sex=F" })!;
  expect(error.low!).toBeGreaterThan(0.2);
  const [division] = factsOf(played).divisions;
  const [first, ...others] = division!.interactions;
  expect(first).toMatchObject({ column: "x", reversed: false });
  expect(first?.gap).toMatchObject({ largest: "sex=M", smallest: "sex=F" });
  expect(first!.gap.adjusted).toBeLessThan(1e-6);
  expect(first!.gap.low).toBeGreaterThan(0.4);
  expect(measureOf(played, "slope.difference", { attribute: "sex", column: "x" })?.value).toBe(first?.gap.value);
  for (const other of others) expect(other.gap.adjusted).toBeGreaterThan(0.05);
});

test("the same rule for all: no group gains, no slope differs, nothing is reversed", async () => {
  const alarms = { gain: 0, slope: 0, reversed: 0 };
  for (let seed = 10; seed < 22; seed++) {
    const played = await play(
      aggregation,
      world(seed, (x) => x - 0.5),
    );
    for (const id of ["own-model-gain", "own-model-error-gain", "told-model-gain"])
      for (const group of ["sex=F", "sex=M"]) alarms.gain += Number(measureOf(played, id, { group })!.low! > 0);
    const [{ interactions } = { interactions: [] }] = factsOf(played).divisions;
    alarms.slope += Number(interactions.some(({ gap }) => gap.adjusted < 0.05));
    alarms.reversed += Number(interactions.some(({ reversed }) => reversed));
  }
  expect(alarms.gain).toBeLessThanOrEqual(4); // of 72, each 2.5 % at most
  expect(alarms.slope).toBeLessThanOrEqual(3); // of 12, each 5 %: more would be chance once in 500
  expect(alarms.reversed).toBe(0);
});

test("Simpson: in every group more of x means more of the label, in all together less", async () => {
  const random = stream(4, "aggregation.test");
  const x = rows.map((i) => random.normal() + (sex[i] === "F" ? 3 : 0));
  const label = rows.map((i) => (sex[i] === "F" ? -6 : 0) + x[i]! + random.normal());
  const given = { columns: [category("sex", sex), number("x", x), number("pay", label)], protected: ["sex"] };
  const played = await play(aggregation, { ...given, label: "pay" });
  const found = factsOf(played).divisions[0]!.interactions[0]!;
  expect(found.reversed).toBe(true);
  expect(found.whole!.high).toBeLessThan(0);
  expect(found.within!.low).toBeGreaterThan(0);
  expect(measureOf(played, "reversals", { attribute: "sex" })).toMatchObject({ num: 1, den: 1, value: 1 });
  expect(measureOf(played, "own-model-gain", { group: "sex=F" })!.low!).toBeGreaterThan(0);
  expect(factsOf(played).models?.loss).toBe("squared");
});

test("several classes, missing values, constants, small groups and weights", async () => {
  const random = stream(5, "aggregation.test");
  const of = rows.map((i) => (i < 6 ? "few" : i < 50 ? "some" : i % 2 === 0 ? "F" : "M"));
  const y = rows.map(() => (random.next() < 0.01 ? null : ["a", "b", "c", "d"][random.int(4)]!));
  const x = rows.map(() => (random.next() < 0.1 ? Number.NaN : random.normal()));
  const columns = [
    category("sex", of),
    number("x", x),
    number(
      "one",
      rows.map(() => 1),
    ),
    category("y", y),
  ];
  const played = await play(aggregation, {
    columns,
    protected: ["sex"],
    label: "y",
    weights: new Float64Array(n).fill(2),
  });
  const { divisions, models } = factsOf(played);
  expect(divisions[0]!.interactions.map(({ column }) => column)).toEqual(["x", "x", "x"]); // of three classes
  expect(models?.groups.map(({ group }) => group)).toEqual(["sex=F", "sex=M", "sex=some"]);
  expect(measureOf(played, "own-model-gain", { group: "sex=some" })).toMatchObject({ status: "small", value: null });
  expect(measureOf(played, "own-model-gain", { group: "sex=F" })!.low!).toBeLessThan(0.05);
  expect(played.validity.map(({ code }) => code)).toEqual(["unweighted"]);
});

test("too little to learn from, and nothing to compare", async () => {
  const small = rows.slice(0, 100);
  const columns = [
    category(
      "sex",
      small.map((i) => sex[i]!),
    ),
    number(
      "x",
      small.map((i) => i % 7),
    ),
    category(
      "y",
      small.map((i) => (i % 2 === 0 ? "yes" : "no")),
    ),
  ];
  const played = await play(aggregation, { columns, protected: ["sex"], label: "y" });
  expect(played.validity.map(({ code }) => code)).toEqual(["no-models"]);
  expect(measureOf(played, "slope.difference", { attribute: "sex", column: "x" })?.low).toBe(0);
  const one = [
    category(
      "sex",
      rows.map(() => "F"),
    ),
    ...columns.slice(1),
  ];
  const alone = await play(aggregation, {
    columns: [
      one[0]!,
      number(
        "x",
        rows.map((i) => i % 7),
      ),
      category(
        "y",
        rows.map((i) => (i % 2 === 0 ? "yes" : "no")),
      ),
    ],
    protected: ["sex"],
    label: "y",
  });
  expect(alone.validity.map(({ code }) => code)).toContain("no-slopes");
  expect(measureOf(alone, "reversals", { attribute: "sex" })?.status).toBe("undefined");
  await expect(play(aggregation, { columns, protected: [], label: "y" })).rejects.toThrow("no column was marked");
  await expect(play(aggregation, { columns, protected: ["sex"] })).rejects.toThrow("no label was named");
});
