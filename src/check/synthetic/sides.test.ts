import { expect, test } from "vitest";
import { sidesOf } from "./sides.ts";
import { crowd, tableFrom } from "./testing/population.ts";
import { tablesOf } from "./testing/tables.ts";

const train = tableFrom(crowd(500, 1, "train"));
const holdout = tableFrom(crowd(301, 1, "holdout"));
const input = { key: [], targets: null, reference: 0.5, seed: 1 };

test("a half of the outsiders is put aside, and nobody is on both sides", () => {
  const { members, outsiders, reference } = sidesOf({ synthetic: train, train, holdout }, input);
  expect(members).toHaveLength(500);
  expect([reference.length, outsiders.length]).toEqual([150, 151]);
  expect(new Set([...reference, ...outsiders]).size).toBe(301);
});

test("they are the same people whatever the synthetic table, and other ones with another seed", () => {
  const sides = sidesOf({ synthetic: train, train, holdout }, { ...input, targets: 100 });
  expect(sidesOf({ synthetic: holdout, train, holdout }, { ...input, targets: 100 })).toEqual(sides);
  expect([sides.members.length, sides.outsiders.length, sides.reference.length]).toEqual([100, 100, 150]);
  const other = sidesOf({ synthetic: train, train, holdout }, { ...input, targets: 100, seed: 2 });
  expect(other.reference).not.toEqual(sides.reference);
});

test("fewer than 200 outsiders are not divided; without a holdout there are none", () => {
  const few = tableFrom(crowd(199, 1, "few"));
  expect(sidesOf({ synthetic: train, train, holdout: few }, input)).toMatchObject({
    reference: new Uint32Array(),
    outsiders: { length: 199 },
  });
  expect(sidesOf({ synthetic: train, train }, input).outsiders).toHaveLength(0);
});

test("with a key one row a person is asked about, and who is in the data is no outsider", () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => [`p${from + i}`, i]);
  const tables = tablesOf(["id", "x"], {
    synthetic: rows(0, 1),
    train: [...rows(0, 300), ...rows(0, 300)],
    holdout: [...rows(250, 700), ...rows(400, 500)],
  });
  const sides = sidesOf(tables, { ...input, key: ["id"] });
  expect(sides.members).toHaveLength(300);
  const outside = [...sides.outsiders, ...sides.reference];
  expect(outside).toHaveLength(400); // p300 to p699
  expect(outside.every((row) => row >= 50)).toBe(true);
});
