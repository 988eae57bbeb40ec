import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Tables } from "../../table/types.ts";
import type { Played } from "../types.ts";
import { similarity } from "./similarity.ts";
import { playOn, tablesOf } from "./testing/tables.ts";

const columns = ["x", "y", "c", "d"];
type Person = readonly (string | number | null)[];

/** `share` of the synthetic rows are people of train, with one number a little changed; the rest are others of the same population. */
function population({
  share = 0,
  seed = 1,
  sizes = [300, 300, 300],
  labels = 6,
}: { share?: number; seed?: number; sizes?: readonly [number, number, number]; labels?: number } = {}): Tables {
  const s = stream(seed, "population", String(share));
  const person = (): Person => [
    s.int(20) === 0 ? null : s.int(60),
    Math.round(100 * s.normal()),
    s.int(30) === 0 ? null : String.fromCharCode(97 + s.int(labels)),
    String.fromCharCode(97 + s.int(labels)),
  ];
  const [made, inside, outside] = sizes;
  const people = (n: number) => Array.from({ length: n }, person);
  const train = people(inside);
  const synthetic = Array.from({ length: made }, (): Person => {
    if (s.next() >= share) return person();
    const [x = 0, y = 0, c = null, d = null] = train[s.int(inside)] ?? [];
    return [x, Number(y) + 1, c, d];
  });
  return tablesOf(columns, { synthetic, train, holdout: people(outside) });
}

const play = (tables: Tables, options: { rows: number | "all" } = { rows: "all" }): Promise<Played> =>
  playOn(similarity, tables, {
    options,
    columns: columns.filter((name) => tables["train"]?.columns.some((c) => c.name === name)),
  });
const valueOf = ({ measures }: Played, id: string, side?: string): number =>
  measures.find((measure) => measure.id === id && measure.of?.["side"] === side)?.value ?? Number.NaN;
const rangeOf = ({ measures }: Played, id: string): readonly [number, number] => {
  const found = measures.find((measure) => measure.id === id);
  return [found?.low ?? Number.NaN, found?.high ?? Number.NaN];
};

describe("direction: rows that stem from people in the data", () => {
  test("move every metric, and are found beyond the null", async () => {
    const found = await play(population({ share: 0.5 }));
    expect(valueOf(found, "dcr.share")).toBeGreaterThan(rangeOf(found, "dcr.share.null")[1]);
    expect(valueOf(found, "dcr.train")).toBeLessThan(valueOf(found, "dcr.holdout"));
    expect(valueOf(found, "nnaa.privacy-loss")).toBeGreaterThan(0.1);
    expect(valueOf(found, "nndr.ratio")).toBeLessThan(0.5);
    expect(valueOf(found, "sdmetrics.dcr-overfitting")).toBeLessThan(0.8);
    expect(found.measures.find(({ id }) => id === "dcr.share")?.published).toMatchObject({ verdict: "bad" });
    expect(found.headline).toBeNull();
  });

  test("copies count as identical on the side they stem from", async () => {
    const { train, holdout } = population();
    if (!train || !holdout) throw new Error("both were made");
    const found = await play({ synthetic: { ...train, digest: "copied" }, train, holdout });
    expect(valueOf(found, "identical.train")).toBe(1);
    expect(valueOf(found, "identical.share")).toBeGreaterThan(0.95);
    expect(valueOf(found, "dcr.train")).toBe(0);
    expect(valueOf(found, "sdmetrics.dcr-baseline")).toBe(0);
    const bad = found.measures.filter(({ published }) => published?.verdict === "bad").map(({ id }) => id);
    expect(bad).toEqual(["dcr.share", "identical.train"]);
  });
});

describe("silence: a fresh sample of the same population", () => {
  // 95 of 100 lie within; of 40 games 2 are expected beyond, 7 are 1 in 1,000. The wrong null of train 4 to 1 would reject nearly all.
  test.for([
    { what: "equal sizes", sizes: [100, 100, 100] as const, labels: 6 },
    { what: "four times as many people in the data", sizes: [100, 160, 40] as const, labels: 6 },
    { what: "ties everywhere", sizes: [100, 160, 40] as const, labels: 1 },
  ])("the share stays within its null: $what", async ({ sizes, labels }) => {
    let beyond = 0;
    for (let seed = 0; seed < 40; seed++) {
      const tables = population({ seed, sizes, labels });
      const found = await play(labels === 1 ? coarse(tables) : tables);
      const [low, high] = rangeOf(found, "dcr.share.null");
      const share = valueOf(found, "dcr.share");
      if (!(share >= low && share <= high)) beyond++;
    }
    expect(beyond).toBeLessThan(7);
  });
});

/** Only the column that has next to no values. */
function coarse(tables: Tables): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([part, table]) => [
      part,
      { ...table, columns: table.columns.filter(({ name }) => name === "c" || name === "d") },
    ]),
  );
}

describe("by hand", () => {
  test("distances, matches and accuracies of four numbers", async () => {
    // sd of 0, 4, 4, 0 is 2; train 0, 10; holdout 4, 30.
    const tables = tablesOf(["x"], { synthetic: [[0], [4], [4], [0]], train: [[0], [10]], holdout: [[4], [30]] });
    const found = await play(tables);
    expect(valueOf(found, "dcr.train")).toBe(1); // 0, 2, 2, 0
    expect(valueOf(found, "dcr.holdout")).toBe(1); // 2, 0, 0, 2
    expect(valueOf(found, "dcr.real")).toBe(5);
    expect(valueOf(found, "dcr.share")).toBe(0.5);
    expect(valueOf(found, "identical.train")).toBe(0.5);
    expect(valueOf(found, "identical.holdout")).toBe(0.5);
    // SDMetrics: nearer to train in 2 of 4, ties count for the holdout: min(1, 2 * .5)
    expect(valueOf(found, "sdmetrics.dcr-overfitting")).toBe(1);
  });

  test("equally near people share a synthetic row, whichever side they are on", async () => {
    // Two synthetic rows equal three people of train and one outsider; the third one's nearest is in train.
    const tables = tablesOf(["x"], { synthetic: [[1], [1], [8.5]], train: [[1], [1], [1], [9]], holdout: [[1], [7]] });
    const found = await play(tables);
    expect(valueOf(found, "dcr.share")).toBeCloseTo(2.5 / 3, 15);
    expect(found.measures.find(({ id }) => id === "dcr.share.null")?.value).toBeCloseTo(4 / 6, 15);
    // SDMetrics counts a tie for the holdout: one of three is nearer to train.
    expect(valueOf(found, "sdmetrics.dcr-overfitting")).toBe(1);
  });
});

describe("tables that give little", () => {
  test("one row each", async () => {
    const found = await play(tablesOf(["x", "c"], { synthetic: [[1, "a"]], train: [[1, "a"]], holdout: [[2, "b"]] }));
    expect(valueOf(found, "dcr.train")).toBe(0);
    expect(valueOf(found, "dcr.share")).toBe(1);
    for (const id of ["dcr.real", "nndr.ratio", "nnaa"])
      expect(found.measures.find((measure) => measure.id === id)).toMatchObject({ value: null, status: "undefined" });
  });

  test("constant columns and columns without any value", async () => {
    const row = [7, "a", null];
    const rows = (n: number) => Array.from({ length: n }, () => row);
    const found = await play(tablesOf(["x", "c", "y"], { synthetic: rows(40), train: rows(50), holdout: rows(30) }));
    expect(valueOf(found, "dcr.train")).toBe(0);
    expect(valueOf(found, "dcr.share")).toBeCloseTo(50 / 80, 12);
    expect(valueOf(found, "identical.share")).toBeCloseTo(50 / 80, 12);
    expect(valueOf(found, "nndr.ratio")).toBe(1);
    // Random data is as near as any: nothing can be compared.
    expect(found.measures.find(({ id }) => id === "sdmetrics.dcr-baseline")).toMatchObject({ status: "undefined" });
    expect(found.measures.find(({ id }) => id === "dcr.share")?.published).toMatchObject({ verdict: "good" });
  });

  test("without outsiders only what needs none is said, and that there are none", async () => {
    const { synthetic, train } = population();
    if (!synthetic || !train) throw new Error("both were made");
    const found = await play({ synthetic, train });
    expect(found.measures.map(({ id }) => id)).toEqual([
      "dcr.train",
      "dcr.real",
      "identical.train",
      "nnaa",
      "sdmetrics.dcr-baseline",
    ]);
    expect(found.measures.every(({ published }) => published === undefined)).toBe(true);
    expect(found.validity).toMatchObject([{ code: "no-control", effect: "note" }]);
  });
});

test("when every outsider turns out to be in the data nothing is compared with them", async () => {
  const tables = tablesOf(["key", "x"], {
    synthetic: [
      [0, 5],
      [0, 6],
    ],
    train: [
      [1, 1],
      [2, 3],
    ],
    holdout: [[2, 4]],
  });
  const found = await playOn(similarity, tables, { options: { rows: "all" }, columns: ["x"], key: ["key"] });
  for (const id of [
    "dcr.holdout",
    "dcr.share",
    "dcr.share.null",
    "nndr.ratio",
    "identical.share",
    "sdmetrics.dcr-overfitting",
  ])
    expect(found.measures.find((measure) => measure.id === id)).toMatchObject({ value: null, status: "undefined" });
});

describe("samples", () => {
  test("fewer rows are drawn by name: the same again, and said", async () => {
    const tables = population({ share: 0.5, sizes: [300, 300, 200] });
    const [once, again] = [await play(tables, { rows: 100 }), await play(tables, { rows: 100 })];
    expect(again).toEqual(once);
    expect(once.facts).toMatchObject({
      sampled: true,
      compared: { synthetic: 100, train: 100, holdout: 100, equal: 100 },
    });
    const all = await play(tables);
    expect(all.facts).toMatchObject({
      sampled: false,
      compared: { synthetic: 300, train: 300, holdout: 200, equal: 200 },
    });
  });

  test("of a person with several rows one counts, and outsiders who are in the data are left out", async () => {
    const tables = tablesOf(["key", "x"], {
      synthetic: [[0, 5]],
      train: [
        [1, 1],
        [1, 2],
        [2, 3],
      ],
      holdout: [
        [2, 4],
        [3, 5],
      ],
    });
    const found = await playOn(similarity, tables, { options: { rows: "all" }, columns: ["x"], key: ["key"] });
    expect(found.facts).toMatchObject({ compared: { train: 2, holdout: 1, equal: 1 } });
  });
});
