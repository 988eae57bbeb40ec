import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Cast, Said } from "../../subject/data.ts";
import type { Column } from "../../table/types.ts";
import type { Output } from "../../work.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";
import { subgroups } from "./subgroups.ts";
import { describedOf } from "./subgroups/conditions.ts";
import { outcomesOf } from "./subgroups/outcomes.ts";
import { type FoundSubgroups, type Subgroup, subgroupsWork } from "./subgroups/works.ts";

const classes = (codes: ArrayLike<number>): Said => ({
  kind: "class",
  classes: ["no", "yes"],
  positive: 1,
  codes: Int32Array.from(codes),
});

interface Given {
  readonly columns: readonly Column[];
  readonly label: Said;
  readonly prediction: Said | null;
  readonly weights?: Float64Array;
}
const options = { conditions: 3, support: 0.01, top: 20, epsilon: 0.01, alpha: 0.95, reshuffles: 39, most: 25_000 };

async function find(
  { columns, label, prediction, weights }: Given,
  more: Partial<typeof options> = {},
  seed = 1,
): Promise<FoundSubgroups> {
  const rows = label.kind === "class" ? label.codes.length : label.values.length;
  const cast: Cast = { rows, attributes: [], label, prediction, score: null, weights: weights ?? null };
  const store: Readonly<Record<string, Output>> = { tables: { train: { digest: "", rows, columns } }, cast };
  const names = columns.map(({ name }) => name);
  return await subgroupsWork.run(
    { tables: "tables", cast: "cast", standIn: null, columns: names, ...options, ...more, seed },
    { get: (key) => Promise.resolve(store[key]!) },
  );
}

const says = ({ conditions }: Subgroup): string =>
  conditions.map(({ column, value }) => `${column}=${value}`).join("&");

/** Age, nationality, town: whoever is below 25 and foreign is predicted wrongly 30 points more often. */
function planted(rows: number, effect: number, seed = 1): Given {
  const draw = stream(seed, "planted");
  const age = Array.from({ length: rows }, () => 18 + draw.int(60));
  const from = Array.from({ length: rows }, () => (draw.next() < 0.4 ? "foreign" : "native"));
  const town = Array.from({ length: rows }, () => ["a", "b", "c", "d"][draw.int(4)]!);
  const y = Int32Array.from({ length: rows }, () => draw.int(2));
  const p = y.map((is, row) =>
    draw.next() < 0.15 + (age[row]! < 30 && from[row] === "foreign" ? effect : 0) ? 1 - is : is,
  );
  return {
    columns: [number("age", age), category("from", from), category("town", town)],
    label: classes(y),
    prediction: classes(p),
  };
}

test("who was harmed is found first, and confirmed on the other half", async () => {
  const found = await find(planted(6000, 0.3));
  const errors = found.outcomes.find(({ outcome }) => outcome === "error-rate")!;
  const [first] = errors.subgroups;
  expect(says(first!)).toMatch(/^age=below (29|30|31)&from=foreign$/);
  expect(first!.status).toBe("confirmed");
  const { divergence, shares, value } = first!.measured;
  expect(value).toBeGreaterThan(0.35);
  expect(divergence!.low).toBeGreaterThan(0.15);
  expect(shares.reduce((sum, x) => sum + x, 0)).toBeCloseTo(divergence!.value, 12);
  expect(errors.p).toBe(1 / 40);
  expect(errors.most).toBeGreaterThan(errors.chance.q95);
  const labels = found.outcomes.find(({ outcome }) => outcome === "base-rate")!;
  expect(labels.subgroups.filter(({ status }) => status === "confirmed")).toEqual([]);
});

test("of 200 tables without an effect, at most 1 in 20 confirms any subgroup, and the search's p is even", async () => {
  const all = [];
  for (let i = 0; i < 200; i++) all.push(await find(planted(400, 0, 100 + i), { reshuffles: 19 }, i));
  const confirmed = all.filter(({ outcomes }) =>
    outcomes.some((one) => one.subgroups.some(({ status }) => status === "confirmed")),
  );
  expect(confirmed.length).toBeLessThanOrEqual(19); // 10 and 3 standard errors
  const p = all.flatMap(({ outcomes }) =>
    outcomes.filter(({ outcome }) => outcome === "error-rate").map((one) => one.p),
  );
  const share = (level: number): number => p.filter((one) => one <= level).length / p.length;
  expect(p).toHaveLength(200);
  expect(share(0.05)).toBeLessThan(0.12);
  expect(share(0.5)).toBeGreaterThan(0.37);
  expect(share(0.5)).toBeLessThan(0.65); // ties make it larger
});

test("the intervals of what was found hold: the other half does not know what was chosen", async () => {
  let [held, all] = [0, 0];
  for (let i = 0; i < 60; i++) {
    const { outcomes } = await find(planted(1500, 0, 500 + i), { reshuffles: 19, top: 5 }, i);
    // nothing was planted: every true divergence is 0
    for (const { subgroups: some } of outcomes)
      for (const { measured } of some)
        if (measured.divergence) {
          all++;
          held += Number(measured.divergence.low <= 0 && measured.divergence.high >= 0);
        }
  }
  expect(all).toBeGreaterThan(100);
  expect(held / all).toBeGreaterThan(0.92);
  expect(held / all).toBeLessThan(0.985);
});

test("a false positive rate needs 30 negatives, and small groups are not looked at", async () => {
  const { columns, label, prediction } = planted(2000, 0.3);
  const found = await find({ columns, label, prediction }, { support: 0 });
  expect(found.support).toBe(30);
  for (const { subgroups: some } of found.outcomes)
    for (const { search, measured } of some) {
      expect(search.n).toBeGreaterThanOrEqual(30);
      if (measured.rows < 30) expect(measured).toMatchObject({ value: null, divergence: null, p: null });
    }
});

test("with weights, who counts twice is as two", async () => {
  const draw = stream(3, "weights");
  const { columns, label, prediction } = planted(3000, 0.3);
  const weights = Float64Array.from({ length: 3000 }, () => 1 + draw.int(2));
  const found = await find({ columns, label, prediction, weights });
  const errors = found.outcomes.find(({ outcome }) => outcome === "error-rate")!;
  expect(found.weighted).toBe(true);
  expect(errors.search.n).toBeLessThan(1500);
  expect(says(errors.subgroups[0]!)).toContain("foreign");
  expect(errors.subgroups[0]!.status).toBe("confirmed");
  expect(errors.subgroups[0]!.measured.n).toBeLessThan(errors.subgroups[0]!.measured.rows);
});

test("a label that is a number: mean and absolute error", async () => {
  const draw = stream(4, "numbers");
  const sex = Array.from({ length: 3000 }, () => (draw.next() < 0.5 ? "F" : "M"));
  const town = Array.from({ length: 3000 }, () => ["a", "b", "c"][draw.int(3)]!);
  const y = Float64Array.from({ length: 3000 }, () => 10 + draw.normal());
  const said = y.map((value, row) => value + draw.normal() * (sex[row] === "F" && town[row] === "b" ? 3 : 1));
  const found = await find({
    columns: [category("sex", sex), category("town", town)],
    label: { kind: "number", values: y },
    prediction: { kind: "number", values: said },
  });
  expect(found.outcomes.map(({ outcome }) => outcome)).toEqual(["absolute-error", "mean-label"]);
  const [first] = found.outcomes[0]!.subgroups;
  expect(says(first!)).toBe("sex=F&town=b");
  expect(first!.status).toBe("confirmed");
  expect(first!.measured.value).toBeCloseTo(3 * Math.sqrt(2 / Math.PI), 0);
  expect(found.outcomes[1]!.subgroups.filter(({ status }) => status === "confirmed")).toEqual([]);
});

test("a label of several classes without a positive one: errors, and each of the commonest classes", () => {
  const label: Said = { kind: "class", classes: ["a", "b", "c"], positive: null, codes: Int32Array.of(0, 1, 2, 0, -1) };
  const prediction: Said = { ...label, codes: Int32Array.of(0, 2, 2, 1, 1) };
  const { by, outcomes } = outcomesOf({ rows: 5, attributes: [], label, prediction, score: null, weights: null }, null);
  expect(by).toBe("prediction");
  expect(outcomes.map(({ id, class: name }) => [id, name])).toEqual([
    ["error-rate", null],
    ["base-rate", "a"],
    ["base-rate", "b"],
    ["base-rate", "c"],
  ]);
  expect([...outcomes[0]!.values]).toEqual([0, 1, 0, 1, NaN]);
});

test("conditions: fifths of a number, few values as they are, many zeros apart, and who has no value", () => {
  const none = { attributes: [] };
  expect(describedOf(number("age", [10, 20, 30, 40, 50, 60, 70, 80, 90, NaN]), none).labels).toEqual([
    "below 20",
    "20 to below 40",
    "40 to below 60",
    "60 to below 80",
    "80 and more",
    "missing",
  ]);
  expect(describedOf(number("children", [0, 1, 2, 0, 1]), none).labels).toEqual(["0", "1", "2"]);
  const gain = describedOf(number("gain", [...Array<number>(90).fill(0), 5, 6, 7, 8, 9, 10, 11]), none);
  expect(gain.labels).toEqual(["below 5", "5 and more"]);
  expect(gain.codes[90]).toBe(1);
  expect(describedOf(number("same", [3, 3]), none).labels).toEqual(["3"]);
  const day = (date: string): number => Date.parse(date);
  const days = ["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01"];
  const times: Column = { kind: "time", name: "since", values: Float64Array.from(days, day) };
  expect(describedOf(times, none).labels[0]).toBe("below 2020-02-01");
  const sex = { name: "sex", labels: ["F", "M"], codes: Int32Array.of(0, 1) };
  expect(describedOf(category("sex", ["F", "M"]), { attributes: [sex] })).toBe(sex);
});

test("as a check: divergences of the other half, and what was done in words", async () => {
  const { columns } = planted(2000, 0);
  const draw = stream(9, "label");
  const [age] = columns;
  const label = category(
    "label",
    Array.from({ length: 2000 }, (_, row) =>
      draw.next() < (age!.kind === "number" && age!.values[row]! < 30 ? 0.7 : 0.3) ? "yes" : "no",
    ),
  );
  const played = await play(subgroups, { columns: [...columns, label], protected: ["from"], label: "label" });
  expect(played.headline).toBeNull();
  const found = (played.facts["found"] as FoundSubgroups).outcomes.find(({ outcome }) => outcome === "base-rate")!;
  expect(found.subgroups[0]!.status).toBe("confirmed");
  const subgroup = says(found.subgroups[0]!);
  expect(subgroup).toMatch(/^age=below/);
  expect(measureOf(played, "divergence", { outcome: "base-rate", subgroup })!.low).toBeGreaterThan(0.2);
  expect(played.validity.map(({ code }) => code)).toContain("no-predictions");
  expect(JSON.parse(JSON.stringify(played.facts))).toEqual(played.facts);
});

test("too few rows: nothing is looked at, and it is said", async () => {
  const columns = [category("a", ["x", "y", "x", "y"]), category("label", ["no", "yes", "yes", "no"])];
  const played = await play(subgroups, { columns, protected: ["a"], label: "label" });
  expect(played.measures).toEqual([]);
  expect(played.validity.map(({ code }) => code)).toContain("too-few-rows");
});
