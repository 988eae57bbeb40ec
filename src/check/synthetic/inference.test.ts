import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { guesses } from "./guesses.ts";
import { inference } from "./inference.ts";
import { playOn, runOn, tablesOf } from "./testing/tables.ts";

const aim = { tables: "", part: "train", key: [], targets: null, seed: 1, from: 0, to: 1000 } as const;
const standard = { secrets: null, tolerance: 0.05, targets: 2000, attacks: ["nearest"], rows: 10_000 } as const;

describe("the attack, by hand", () => {
  const tables = tablesOf(["age", "job", "pay"], {
    synthetic: [
      [20, "cook", 100],
      [40, "cook", 200],
      [60, "nurse", null],
      [30, "nurse", 100],
    ],
    train: [
      [21, "cook", 104], // nearest: row 0, says 100, within 5 % of 104
      [41, "cook", 220], // row 1, says 200: 20 away, 11 allowed
      [60, "nurse", null], // row 2, says that it is missing
      [29, "nurse", null], // row 3, says 100
    ],
  });
  const columns = ["age", "job", "pay"];

  test("the nearest row by everything but the secret names it", async () => {
    const { hits } = await runOn(guesses, tables, { ...aim, columns, secret: "pay", tolerance: 0.05 });
    expect([...hits]).toEqual([1, 0, 1, 0]);
  });

  test("a blind guess is right as often as the synthetic table has the value", async () => {
    const { chance } = await runOn(guesses, tables, { ...aim, columns, secret: "pay", tolerance: 0.05 });
    expect([...chance]).toEqual([0.5, 0, 0.25, 0.25]);
  });

  test("a portion plays on its part of the people", async () => {
    const { hits } = await runOn(guesses, tables, { ...aim, columns, secret: "pay", tolerance: 0.05, from: 2, to: 9 });
    expect([...hits]).toEqual([1, 0]);
  });
});

/** The secret is told by x and c in the population half of the time; `share` of the synthetic rows are real people. */
function population(share: number, rows = 500) {
  const s = stream(11, "population", String(share));
  const person = () => {
    const [x, c] = [s.int(1000), s.int(3)];
    return [x, "abc".charAt(c), s.next() < 0.5 ? "uvw".charAt(c) : "uvw".charAt(s.int(3)), s.int(1000) + 1];
  };
  const people = (n: number) => Array.from({ length: n }, person);
  const train = people(rows);
  const synthetic = train.map((real) => (s.next() < share ? real : person()));
  return tablesOf(["x", "c", "secret", "pay"], { synthetic: synthetic.toReversed(), train, holdout: people(rows) });
}

describe("the check", () => {
  const columns = ["x", "c", "secret", "pay"];

  test("every column is a secret in turn, and the largest is judged", async () => {
    const found = await playOn(inference, population(0.6), { options: standard, columns });
    expect(found.headline?.counts.map(({ of }) => of)).toEqual(
      columns.map((secret) => ({ secret, attack: "nearest" })),
    );
    expect(found.headline?.estimate.low).toBeGreaterThan(0.3);
    for (const id of ["attack", "control", "baseline", "advantage"])
      expect(
        found.measures.filter((each) => each.id === id && !each.of?.["best"]).map(({ of }) => of?.["secret"]),
      ).toEqual(columns);
    expect(found.adversary).toEqual({ knows: "3 of the 4 columns" });
  });

  test("what is known of the population is no leak", async () => {
    const found = await playOn(inference, population(0), { options: { ...standard, secrets: ["secret"] }, columns });
    const value = (id: string) => found.measures.find((each) => each.id === id)?.value ?? Number.NaN;
    expect(value("attack")).toBeGreaterThan(value("baseline") + 0.1);
    expect(found.headline?.estimate.low ?? -1).toBeLessThan(0.05);
  });

  test("an unknown secret is an error that names the columns", async () => {
    const options = { ...standard, secrets: ["income"] };
    await expect(playOn(inference, population(0), { options, columns })).rejects.toMatchObject({
      code: "COLUMN_UNKNOWN",
      hint: "Such columns are: x, c, secret, pay.",
    });
  });
});

/**
 * People are told apart by x, next to nothing of its range, which one odd row sets: to the nearest row all x are the same, and what is left is noise,
 * which the synthetic table draws anew even where it repeats a person's secret.
 */
function noisy(share: number, rows = 400) {
  const s = stream(12, "noisy", String(share));
  const noise = () => Array.from({ length: 3 }, () => "abcdef".charAt(s.int(6)));
  const person = () => [s.int(100_000), "uvw".charAt(s.int(3)), ...noise()];
  const people = (n: number) => Array.from({ length: n }, person);
  const train = people(rows);
  const repeated = train.map(([x = 0, secret = ""]) => [
    ...(s.next() < share ? [x, secret] : person().slice(0, 2)),
    ...noise(),
  ]);
  const columns = ["x", "secret", "noise 1", "noise 2", "noise 3"];
  const synthetic = [...repeated, [1e12, "u", ...noise()]];
  return { columns, tables: tablesOf(columns, { synthetic, train, holdout: people(rows) }) };
}

describe("the learned attack", () => {
  const options = { ...standard, secrets: ["secret"], attacks: ["nearest", "learned"] } as const;

  test("finds a leak from which noise distracts the nearest row", async () => {
    const { columns, tables } = noisy(0.9);
    const found = await playOn(inference, tables, { options, columns });
    expect(found.headline?.of).toEqual({ secret: "secret", attack: "learned" });
    expect(found.headline?.estimate.low).toBeGreaterThan(0.05);
    const nearest = found.measures.find(({ id, of }) => id === "advantage" && of?.["attack"] === "nearest");
    expect(nearest?.low).toBeLessThan(0);
  });

  test("is silent where nothing leaks", async () => {
    const { columns, tables } = noisy(0);
    const found = await playOn(inference, tables, { options, columns });
    expect(found.headline?.estimate.low ?? 1).toBeLessThan(0.05);
    const missing = population(0, 300);
    const other = await playOn(inference, missing, {
      options: { ...options, secrets: null },
      columns: ["x", "c", "secret", "pay"],
    });
    expect(other.headline?.estimate.low ?? 1).toBeLessThan(0.05);
  });

  test("is shown beside what the same model says that learnt from outsiders", async () => {
    const { measures } = await playOn(inference, population(0, 300), { options, columns: ["x", "c", "secret", "pay"] });
    const of = { secret: "secret", attack: "learned" };
    const value = (id: string) =>
      measures.find((each) => each.id === id && JSON.stringify(each.of) === JSON.stringify(of))?.value;
    expect(value("imputation")).toBeGreaterThan((value("baseline") ?? 1) + 0.1);
  });

  test("without outsiders it is compared with a blind guess, and nothing is imputed", async () => {
    const { synthetic, train } = population(0.5, 200);
    const found = await playOn(inference, { synthetic, train }, { options, columns: ["x", "c", "secret", "pay"] });
    expect(found.measures.some(({ id }) => id === "imputation" || id === "control")).toBe(false);
    expect(found.trials?.map(({ outsiders, rows }) => [outsiders, rows?.outsiders])).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});

test("trials are person by person, the same people in every game, and for every table made from them", async () => {
  const options = { ...standard, targets: 100, attacks: ["nearest", "learned"] } as const;
  const columns = ["x", "c", "secret", "pay"];
  const [one, other] = await Promise.all(
    [0.2, 0.6].map((share) =>
      playOn(inference, { ...population(0.6, 200), synthetic: population(share, 200).synthetic }, { options, columns }),
    ),
  );
  expect(one?.trials).toHaveLength(8);
  for (const { members, outsiders, rows } of one?.trials ?? []) {
    expect([members.length, outsiders?.length, rows?.members.length, rows?.outsiders?.length]).toEqual([
      100, 100, 100, 100,
    ]);
    expect(rows?.members).toEqual(other?.trials?.[0]?.rows?.members);
  }
  const attack = one?.measures.find(({ id, of }) => id === "attack" && of?.["secret"] === "x")?.hits;
  expect([...(one?.trials?.[0]?.members ?? [])].filter((hit) => hit === 1)).toHaveLength(attack ?? -1);
});
