import { describe, expect, test } from "vitest";
import type { Cast, DataSubject, Shares } from "../../../subject/data.ts";
import { stream } from "../../../stats/stream.ts";
import type { Column, Table } from "../../../table/types.ts";
import type { Output, Work } from "../../../work.ts";
import type { Measure } from "../../finding.ts";
import type { Game, Json, Played } from "../../types.ts";
import { representation, type RepresentationOptions } from "../representation.ts";
import type { RepresentationFacts } from "./facts.ts";
import type { Weights } from "./works.ts";

type Row = { readonly sex: string; readonly race: string; readonly age?: number; readonly job?: string };
interface Given {
  readonly train: readonly Row[];
  readonly holdout?: readonly Row[];
  readonly population?: readonly Row[];
  readonly serving?: readonly Row[];
  readonly shares?: Shares;
  readonly weights?: readonly number[];
  readonly protected?: readonly ("sex" | "race")[];
}

const category = (name: string, values: readonly string[], labels: readonly string[]): Column => ({
  kind: "category",
  name,
  codes: Int32Array.from(values, (value) => labels.indexOf(value)),
  labels,
  flag: null,
});

/** The check on rows, with works that run at once. */
async function play(given: Given, options: Partial<RepresentationOptions> = {}) {
  const { train, holdout, population, serving } = given;
  const parts = Object.entries({ train, holdout, population, serving }).flatMap(([part, rows]) =>
    rows ? [{ part, rows }] : [],
  );
  const all = parts.flatMap(({ rows }) => rows);
  const labelsOf = (of: (row: Row) => string): string[] => [...new Set(all.map(of))].toSorted();
  const marked = given.protected ?? (["sex", "race"] as const);
  const store = new Map<string, Output>();
  const tables: Record<string, Table> = {};
  const cast: Record<string, string> = {};
  for (const { part, rows } of parts) {
    const attributes = marked.map((name) => {
      const labels = labelsOf((row) => row[name]);
      return { name, labels, codes: Int32Array.from(rows, (row) => labels.indexOf(row[name])) };
    });
    const made: Cast = {
      rows: rows.length,
      attributes,
      label: null,
      prediction: null,
      score: null,
      weights: part === "train" && given.weights ? Float64Array.from(given.weights) : null,
    };
    store.set(`cast ${part}`, made);
    cast[part] = `cast ${part}`;
    const columns: Column[] = [
      ...(["sex", "race"] as const).map((name) =>
        category(
          name,
          rows.map((row) => row[name]),
          labelsOf((row) => row[name]),
        ),
      ),
      category(
        "job",
        rows.map((row) => row.job ?? ""),
        labelsOf((row) => row.job ?? "").filter((label) => label !== ""),
      ),
      { kind: "number", name: "age", integer: true, values: Float64Array.from(rows, ({ age = Number.NaN }) => age) },
    ];
    tables[part] = { digest: part, rows: rows.length, columns };
  }
  store.set("tables", tables);
  const subject = {
    kind: "data",
    name: "people",
    tables: "tables",
    columns: ["sex", "race", "job", "age"],
    protected: marked,
    weights: given.weights ? "w" : null,
    has: { holdout: Boolean(holdout), population: Boolean(given.population), serving: Boolean(given.serving) },
    cast,
    shares: given.shares ?? null,
    summary: { rows: { train: given.train.length } },
  } as unknown as DataSubject; // what the check reads of it
  const reader = { get: (key: string) => Promise.resolve(store.get(key)!) };
  const run = async <I extends Json, R extends Output>(work: Work<I, R>, inputs: readonly I[]): Promise<R[]> =>
    await Promise.all(inputs.map(async (input) => await work.run(input, reader)));
  const chosen = { ...(representation.options.parse({}) as RepresentationOptions), ...options };
  expect(representation.applies(subject, chosen)).toBe(true);
  const game: Game<DataSubject, RepresentationOptions> = {
    subject,
    options: chosen,
    seed: 1,
    limitOf: () => null,
    put: () => Promise.resolve(""),
    compute: run,
    refs: async (work, inputs) =>
      (await run(work, inputs)).map((output, i) => {
        store.set(`${work.id} ${i}`, output);
        return `${work.id} ${i}`;
      }),
  };
  const played = await representation.play(game);
  return { played, facts: played.facts as unknown as RepresentationFacts, store };
}

const of = ({ measures }: Played, id: string, key: string): Measure | undefined =>
  measures.find((each) => each.id === id && Object.values(each.of ?? {})[0] === key);
const times = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row);
const people = (counts: readonly [number, number, number, number]): Row[] => [
  ...times(counts[0], { sex: "F", race: "A" }),
  ...times(counts[1], { sex: "F", race: "B" }),
  ...times(counts[2], { sex: "M", race: "A" }),
  ...times(counts[3], { sex: "M", race: "B" }),
];

test("the test set is held against the same target: women are half, and a group is too few to be tested", async () => {
  const shares: Shares = { sex: { F: 0.5, M: 0.5 }, race: { A: 0.6, B: 0.3, C: 0.1 } };
  const { played, facts } = await play({
    train: people([200, 100, 400, 300]),
    holdout: [
      ...people([120, 120, 120, 120]),
      ...times(20, { sex: "F", race: "C" }),
      ...times(2, { sex: "F", race: "D" }),
    ],
    shares,
  });
  expect(of(played, "holdout.tv", "sex")).toMatchObject({ status: "ok", n: 502 });
  expect(of(played, "holdout.tv", "sex")?.value).toBeCloseTo(262 / 502 - 0.5, 12);
  expect(of(played, "holdout.share", "race=C")).toMatchObject({ num: 20, den: 502, status: "small" });
  expect(of(played, "holdout.representation", "race=C")?.value).toBeCloseTo(20 / 50.2, 12);
  expect(of(played, "representation", "sex=F")?.value).toBeCloseTo(0.6, 12); // the table as before
  expect(facts.holdout).toMatchObject({ rows: 502 });
  expect(facts.holdout?.features[0]).toMatchObject({ name: "race", n: 502 });
  expect(facts.holdout?.features[0]?.tv.value).toBeCloseTo(240 / 502 - 0.3 + 2 / 502, 12); // too many of B, and of D
  const race = facts.holdout?.groups.find(({ attribute }) => attribute === "race");
  expect(race?.groups[0]).toMatchObject({ group: "race=C", rows: 20, small: true });
  expect(race?.groups[0]?.knownTo).toBeCloseTo(1.959964 / (2 * Math.sqrt(20 + 1.959964 ** 2)), 6); // Wilson's, of one half
  // Two people whom no other table has more of are not named.
  expect(JSON.stringify(played)).not.toContain("race=D");
});

test("no test set: nothing is said of it", async () => {
  const { played, facts } = await play({ train: people([200, 100, 400, 300]) });
  expect(facts.holdout).toBeNull();
  expect(played.measures.some(({ id }) => id.startsWith("holdout."))).toBe(false);
});

describe("against shares that were given", () => {
  const found = play({
    train: people([200, 100, 400, 300]),
    shares: { sex: { F: 0.5, M: 0.5 }, race: { A: 0.6, B: 0.3, C: 0.1 } },
  });

  test("women are too few: 30 % instead of 50 %, a ratio of 0.6", async () => {
    const { played, facts } = await found;
    expect(of(played, "tv", "sex")).toMatchObject({ status: "ok", n: 1000 });
    expect(of(played, "tv", "sex")?.value).toBeCloseTo(0.2, 12);
    const ratio = of(played, "representation", "sex=F");
    expect(ratio).toMatchObject({ num: 300, den: 500 });
    expect(ratio?.value).toBeCloseTo(0.6, 12);
    expect(ratio!.high!).toBeLessThan(1);
    expect(facts.features.find(({ name }) => name === "sex")).toMatchObject({ basis: "shares" });
    // 300 + 400 of 1400 are half; of C, whom nobody is of, 111.1 added to 1000 are a tenth
    const [sex, race] = facts.groups;
    expect(sex).toMatchObject({ attribute: "sex", crossed: false });
    expect(sex?.groups.map(({ group, collect }) => [group, collect])).toEqual([
      ["sex=F", 400],
      ["sex=M", 0],
    ]);
    expect(race?.groups[0]).toMatchObject({ group: "race=C", collect: 112, rows: 0 });
    expect(race?.groups[0]?.ratio?.value).toBe(0);
    expect(
      played.measures.every(
        ({ value, low, high, status }) => status !== "ok" || (value !== null && low! <= value && value <= high!),
      ),
    ).toBe(true);
  });

  test("a group of the target that nobody is of has a ratio of 0, and weights cannot make it up", async () => {
    const { played, facts } = await found;
    expect(of(played, "representation", "race=C")).toMatchObject({ value: 0, low: 0, status: "small" });
    expect(facts.raking?.empty).toEqual(["race=C"]);
    expect(played.validity.map(({ code }) => code)).toContain("empty-groups");
    const [gap] = facts.gaps?.list ?? [];
    expect(gap).toMatchObject({ pattern: { race: "C" }, rows: 0, collect: 30 });
    expect(gap?.deficit).toBeCloseTo(100, 9);
  });

  test("an intersection is held against what its attributes give", async () => {
    const { played, facts } = await found;
    expect(facts.features.find(({ name }) => name === "sex&race")).toMatchObject({ basis: "independent" });
    expect(of(played, "representation", "sex=F&race=B")?.value).toBeCloseTo(0.1 / 0.15, 12);
  });

  test("the weights reach the target, and are kept row by row", async () => {
    const { facts, store } = await found;
    const { weights } = store.get(facts.raking!.key) as unknown as Weights;
    expect(weights).toHaveLength(1000);
    const women = weights.slice(0, 300).reduce((sum, weight) => sum + weight, 0);
    expect(women).toBeCloseTo(500, 6);
    expect(facts.raking).toMatchObject({ margins: ["sex", "race"], converged: true });
    expect(facts.raking!.designEffect).toBeGreaterThan(1.1);
  });

  test("audited again with its weights, the table is as the target", async () => {
    const { facts, store } = await found;
    const { weights } = store.get(facts.raking!.key) as unknown as Weights;
    const again = await play({
      train: people([200, 100, 400, 300]),
      shares: { sex: { F: 0.5, M: 0.5 } },
      weights: [...weights],
    });
    expect(of(again.played, "tv", "sex")?.value).toBeCloseTo(0, 9);
    expect(again.facts.ownEffect).toBeCloseTo(facts.raking!.designEffect, 9);
  });
});

describe("against the population's table", () => {
  const drawn = (n: number, seed: number, older = 0): Row[] => {
    const random = stream(seed, "people");
    return Array.from({ length: n }, () => ({
      sex: random.next() < 0.5 ? "F" : "M",
      race: random.next() < 0.7 ? "A" : "B",
      job: random.next() < 0.5 ? "x" : "y",
      age: 20 + Math.floor(40 * random.next()) + older,
    }));
  };

  test("the same source is within what drawing gives", async () => {
    const { played, facts } = await play({ train: drawn(2000, 1), population: drawn(3000, 2), serving: drawn(500, 3) });
    for (const { name, tv, noise, tests, bars } of facts.features) {
      expect(tv, name).toBeLessThan(2.5 * noise + 0.02);
      expect(tests["p"], name).toBeGreaterThan(0.001);
      expect(bars.every(({ serving }) => serving !== null)).toBe(true);
    }
    expect(played.measures.filter(({ id, low }) => id === "tv" && low! > 0)).toEqual([]);
    expect(facts.features.find(({ name }) => name === "age")?.numbers?.p).toBeGreaterThan(0.001);
    expect(played.validity).toEqual([]);
  });

  test("numbers that were shifted are found, by bins of the population", async () => {
    const { played, facts } = await play({ train: drawn(2000, 1, 10), population: drawn(3000, 2) });
    expect(facts.features[0]?.name).toBe("age");
    expect(of(played, "tv", "age")!.low!).toBeGreaterThan(0.15);
    expect(facts.features[0]?.numbers?.wasserstein).toBeCloseTo(10, -1);
    expect(facts.features[0]?.bars).toHaveLength(10);
  });
});

test("what nobody in the population is, is not missing: the ranking goes by the population's table", async () => {
  const { facts } = await play({
    train: people([500, 20, 0, 500]),
    population: people([400, 300, 0, 300]),
  });
  expect(facts.gaps).toMatchObject({ expectedFrom: "population", total: 2 });
  expect(
    facts.gaps?.list.map(({ pattern, expected }) => [pattern["sex"], pattern["race"], Math.round(expected)]),
  ).toEqual([
    ["F", "B", 306],
    ["M", "A", 0],
  ]);
});

test("nobody said who it is for: equal numbers, and it says so; no weights", async () => {
  const { played, facts } = await play({ train: people([300, 0, 300, 300]) });
  expect(played.validity.map(({ code }) => code)).toEqual(["no-target"]);
  expect(facts.raking).toBeNull();
  expect(facts.gaps?.list).toEqual([
    {
      pattern: { sex: "F", race: "B" },
      rows: 0,
      expected: expect.closeTo(100, 9) as number,
      deficit: expect.closeTo(100, 9) as number,
      collect: 30,
    },
  ]);
  expect(facts.features.every(({ basis }) => basis === "uniform")).toBe(true);
});

test("a group of three people is not named", async () => {
  const { played, facts } = await play({
    train: [...people([300, 300, 300, 300]), ...times(3, { sex: "F", race: "Z" })],
  });
  expect(JSON.stringify(played)).not.toContain("Z");
  expect(facts.gaps?.unnamed).toBe(1);
  expect(facts.features.find(({ name }) => name === "race")?.bars.at(-1)?.label).toBe("rarer values");
});

test("who has no value is left out, and counted", async () => {
  const { facts } = await play({ train: [...people([50, 50, 50, 50]), ...times(10, { sex: "missing", race: "A" })] });
  expect(facts.features.find(({ name }) => name === "sex")).toMatchObject({ n: 200, missing: 10, tv: 0 });
});

test("no protected columns: the other columns alone; one row is no error", async () => {
  const { facts } = await play({
    train: people([50, 50, 50, 50]).map((row, i) => ({ ...row, job: i < 150 ? "x" : "y" })),
    protected: [],
  });
  expect(facts.features.map(({ name }) => name)).toEqual(["job", "sex", "race"]);
  const one = await play({ train: times(1, { sex: "F", race: "A" }) });
  expect(one.facts.rows).toBe(1);
});
