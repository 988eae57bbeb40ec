import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { singlingOut, singlingOutWork, type SinglingOutOptions } from "./singlingOut.ts";
import { playOn, runOn, tablesOf } from "./testing/tables.ts";

const names = ["age", "my col", "x-y", "pay", "__proto__"];
/** People of a simple population: pay depends on age and job, everything else is independent. */
function population(rows: number, name: string): (string | number | null)[][] {
  const s = stream(7, "people", name);
  return Array.from({ length: rows }, () => {
    const age = 18 + s.int(60);
    const job = s.int(12);
    return [
      age,
      `job ${job}`,
      s.int(8) === 0 ? null : `town ${Math.floor(s.next() ** 2 * 40)}`,
      Math.round(1000 + 50 * age + 200 * job + 800 * s.normal()),
      s.int(2),
    ];
  });
}
const [train, holdout, fresh] = [population(600, "train"), population(600, "holdout"), population(600, "fresh")];
const options: SinglingOutOptions = { mode: "both", predicates: 300, columns: 3 };

test("people released as they are: most descriptions fit one of them, few fit an outsider", async () => {
  const played = await playOn(singlingOut, tablesOf(names, { synthetic: train, train, holdout }), {
    options,
    columns: names,
  });
  expect(played.headline?.estimate.low).toBeGreaterThan(0.5);
  // Descriptions are not people: they have no rows.
  for (const { members, outsiders, rows } of played.trials ?? [])
    expect([members.length === outsiders?.length, rows]).toEqual([true, null]);
  expect(played.trials?.map(({ of }) => of)).toEqual([{ mode: "univariate" }, { mode: "multivariate" }]);
});

test("fresh people of the same population give nothing away about anybody", async () => {
  const played = await playOn(singlingOut, tablesOf(names, { synthetic: fresh, train, holdout }), {
    options,
    columns: names,
  });
  const { low, value, high } = played.headline!.estimate;
  expect(low === null || low < 0.03).toBe(true);
  expect(value).toBeLessThan(0.1);
  expect(high).toBeGreaterThan(0);
});

test("without a leak the lower end is above 0 in no more games than it may be (40 games, gamma/2 each: at most 4)", async () => {
  let alarms = 0;
  for (let game = 0; game < 40; game++) {
    const tables = tablesOf(names, {
      synthetic: population(200, `s${game}`),
      train: population(200, `t${game}`),
      holdout: population(200, `h${game}`),
    });
    const played = await playOn(singlingOut, tables, {
      options: { ...options, predicates: 100 },
      columns: names,
      seed: game,
    });
    if ((played.headline?.estimate.low ?? -1) > 0) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(4); // P[Bin(40, .025) > 4] = .003
}, 20_000);

const input = {
  tables: "",
  columns: names,
  key: [] as string[],
  mode: "univariate",
  predicates: 500,
  width: 3,
  seed: 1,
} as const;

test("a hit fits exactly one person, counted by hand", async () => {
  const tables = tablesOf(["n"], {
    synthetic: [[1], [2], [3], [3], [4], [5]],
    train: [[1], [2], [2], [3], [6]],
    holdout: [[0.5], [7], [8], [9], [5]],
  });
  // Rows 1, 2, 4, 5 of the synthetic table have a value of their own (3 twice, but equal rows are one: it counts too).
  const { attack, control } = await runOn(singlingOutWork, tables, { ...input, columns: ["n"] });
  expect(attack).toHaveLength(5);
  // 1 fits one (== or <=), 2 two, 3 one, 4 nobody; 5: == fits nobody, >= fits the 6.
  const hits = attack.reduce((a, b) => a + b, 0);
  expect([2, 3]).toContain(hits);
  expect(control?.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(0);
});

test("a person whom several descriptions fit counts once", async () => {
  const tables = tablesOf(["a", "b"], {
    synthetic: [
      [1, 7],
      [2, 8],
      [3, 9],
    ],
    train: [
      [1, 8],
      [5, 5],
      [5, 5],
    ],
    holdout: [
      [6, 6],
      [6, 6],
      [6, 6],
    ],
  });
  let twice = 0;
  for (let seed = 0; seed < 30; seed++) {
    const { attack, again } = await runOn(singlingOutWork, tables, { ...input, columns: ["a", "b"], seed });
    expect(attack.reduce((x, y) => x + y, 0)).toBeLessThanOrEqual(2);
    twice += again.train;
  }
  expect(twice).toBeGreaterThan(0);
});

test("the larger side is sampled down, and that is said", async () => {
  const tables = tablesOf(names, { synthetic: fresh, train, holdout: holdout.slice(0, 200) });
  const played = await playOn(singlingOut, tables, { options, columns: names });
  expect(played.validity.map(({ code }) => code)).toContain("sampled-to-one-size");
  const again = await runOn(singlingOutWork, tables, input);
  expect(again.people).toBe(200);
});

test("among five people nobody is singled out, and nothing is judged", async () => {
  const tables = tablesOf(names, { synthetic: fresh, train: train.slice(0, 5), holdout });
  const { validity } = await playOn(singlingOut, tables, { options, columns: names });
  expect(validity).toContainEqual(expect.objectContaining({ code: "too-few-trials", effect: "blocks" }));
});

test("no description at all: nothing is measured, and that is said", async () => {
  const rows = [1, 2, 3, 1, 2, 3].map((n, i) => [n, i < 3 ? "x" : "y"]);
  const tables = tablesOf(["a", "b"], { synthetic: rows, train: rows, holdout: rows });
  const played = await playOn(singlingOut, tables, {
    options: { ...options, mode: "univariate" },
    columns: ["a", "b"],
  });
  expect(played.headline).toBeNull();
  expect(played.validity.map(({ code, effect }) => [code, effect])).toEqual([
    ["no-predicates", "blocks"],
    ["too-few-trials", "blocks"],
  ]);
});

test("a mode with few descriptions is shown, not judged", async () => {
  const s = stream(1, "coarse");
  const coarse = (rows: number): (string | number)[][] =>
    Array.from({ length: rows }, () =>
      ["a", "b", "c", "d"].map((column) => `${column}${Math.floor(s.next() ** 2 * 9)}`),
    );
  const played = await playOn(
    singlingOut,
    tablesOf(["a", "b", "c", "d"], { synthetic: coarse(400), train: coarse(400), holdout: coarse(400) }),
    { options, columns: ["a", "b", "c", "d"] },
  );
  expect(played.headline?.counts).toHaveLength(1);
  expect(played.headline?.of).toEqual({ mode: "multivariate" });
});

test("without outsiders nothing can fail", async () => {
  const played = await playOn(singlingOut, tablesOf(names, { synthetic: train, train }), { options, columns: names });
  expect(played.validity.some(({ code }) => code === "no-control")).toBe(true);
});

test("few descriptions are judged after all when they leak beyond doubt", async () => {
  const s = stream(2, "few");
  const few = (rows: number): (string | number)[][] =>
    Array.from({ length: rows }, (_, row) => [`a${s.int(3)}`, row < 30 ? s.int(1e9) : -s.int(4)]);
  const released = few(400);
  const played = await playOn(
    singlingOut,
    tablesOf(["a", "b"], { synthetic: released, train: released, holdout: few(400) }),
    {
      options: { ...options, columns: 1 },
      columns: ["a", "b"],
    },
  );
  expect(played.headline?.of).toEqual({ mode: "univariate" });
  expect(played.headline?.estimate.low).toBeGreaterThan(0.1);
});
