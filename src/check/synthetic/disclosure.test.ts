import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { disclosure } from "./disclosure.ts";
import { playOn, tablesOf } from "./testing/tables.ts";

const columns = ["age", "town", "ill", "pay"];
const standard = { secrets: null, tolerance: 0.05, targets: 2000, nearest: 500 } as const;
const about = { quasiIdentifiers: ["age", "town"] };

/** Illness is told by the town in the population half of the time; `share` of the synthetic rows are real people. */
function population(share: number, rows = 600) {
  const s = stream(7, "population", String(share));
  const person = () => {
    const town = "abcdef".charAt(s.int(6));
    return [s.int(60), town, s.next() < 0.5 ? town : "uvwxyz".charAt(s.int(6)), s.int(1000) + 1];
  };
  const people = (n: number) => Array.from({ length: n }, person);
  const train = people(rows);
  const synthetic = train.map((real) => (s.next() < share ? real : person()));
  return tablesOf(columns, { synthetic, train, holdout: people(rows) });
}

describe("the check", () => {
  test("a table with real people in it tells their secrets", async () => {
    const found = await playOn(disclosure, population(0.5), { options: standard, columns, about });
    expect(found.headline?.counts.map(({ of }) => of)).toEqual([{ secret: "ill" }, { secret: "pay" }]);
    expect(found.headline?.estimate.low).toBeGreaterThan(0.1);
    expect(found.adversary).toEqual({ knows: "age, town" });
  });

  test("what is known of the population is no leak", async () => {
    const found = await playOn(disclosure, population(0), { options: standard, columns, about });
    expect(found.headline?.estimate.low ?? 1).toBeLessThan(0.03);
    expect(found.headline?.estimate.high ?? 0).toBeGreaterThan(0);
  });

  test("every notion is there, for the keys or for each secret", async () => {
    const { measures } = await playOn(disclosure, population(0.5), { options: standard, columns, about });
    const ids = (secret: string | undefined) =>
      measures.filter(({ of }) => of?.["secret"] === secret && !of?.["best"]).map(({ id }) => id);
    expect(ids(undefined)).toEqual(
      expect.arrayContaining(["k-anonymity", "k-map", "delta-presence.min", "delta-presence.max", "UiO", "repU"]),
    );
    const perSecret = [
      "l-diversity",
      "t-closeness",
      "DiO",
      "DiSCO",
      "DiSDiO",
      "cap",
      "cap.control",
      "cap.baseline",
      "cap.zero",
      "cap.generalised",
    ];
    expect(ids("pay")).toEqual(expect.arrayContaining(perSecret));
    expect(measures.find(({ id }) => id === "k-anonymity")?.published?.verdict).toBe("bad");
  });
});

test("without outsiders a blind guess of the same people is the reference, and nothing can fail", async () => {
  const { synthetic, train } = population(0.5, 200);
  const found = await playOn(disclosure, { synthetic, train }, { options: standard, columns, about });
  expect(found.headline?.counts.map(({ design }) => design)).toEqual(["baseline", "baseline"]);
  expect(found.validity.find(({ code }) => code === "no-control")?.effect).toBe("blocks-fail");
  expect(found.measures.some(({ id }) => id.endsWith("control"))).toBe(false);
  expect(found.facts).toMatchObject({ keysFoundOutsiders: null });
});

test("a person with several rows is one person", async () => {
  const { synthetic, train, holdout } = population(0.5, 200);
  const options = { ...standard, secrets: ["ill"] };
  const input = { options, columns: ["age", "town", "ill"], key: ["pay"], about };
  const { measures } = await playOn(disclosure, { synthetic, train, holdout }, input);
  const pay = train.columns.find(({ name }) => name === "pay");
  const people = new Set(pay?.kind === "number" ? pay.values : []).size;
  expect(measures.find(({ id }) => id === "repU")?.n).toBe(people);
  expect(measures.find(({ id }) => id === "DiSCO")?.n).toBe(people);
});

describe("where it applies", () => {
  const subject = { columns, quasiIdentifiers: ["age"], secrets: [], summary: { columns: [] } };
  const applies = (of: object) => disclosure.applies({ ...subject, ...of } as never, standard);

  test("only with quasi-identifiers", () => {
    expect(applies({})).toBe(true);
    expect(applies({ quasiIdentifiers: [] })).toMatchObject({ reason: "no column is marked as a quasi-identifier" });
    expect(applies({ quasiIdentifiers: ["name"] })).toMatchObject({
      reason: expect.stringContaining("keys, free text"),
    });
  });

  test("only with a secret that is not one of them", () => {
    expect(applies({ secrets: ["age"] })).toMatchObject({ reason: expect.stringContaining("no secret is left") });
  });
});
