/** Counted by hand from the published definitions (see the sources of synthetic/disclosure). */
import { expect, test } from "vitest";
import { runOn, tablesOf } from "../testing/tables.ts";
import { keysWork, secretWork } from "./works.ts";

const tables = tablesOf(["sex", "age", "ill", "pay"], {
  synthetic: [
    ["f", 30, "flu", 100],
    ["f", 30, "flu", 102],
    ["f", 30, "gout", 200],
    ["m", 40, "flu", 300],
    ["m", 40, "flu", 300],
    ["m", 50, null, null],
  ],
  train: [
    ["f", 30, "flu", 104], // two of three say flu; 100 and 102 are within 5 % of 104
    ["f", 30, "gout", 200],
    ["m", 40, "flu", 310], // all say flu; 300 is within 5 % of 310
    ["m", 50, null, null], // says that nothing is known
    ["m", 60, "flu", 300], // no such key
  ],
  holdout: [
    ["m", 50, "flu", 10],
    ["f", 60, "flu", 10],
  ],
});
const input = { tables: "", key: [], names: ["sex", "age"], seed: 1 };
const secret = { ...input, tolerance: 0.05, targets: null, nearest: 500 };

test("whom the keys point at", async () => {
  const found = await runOn(keysWork, tables, input);
  expect(found).toMatchObject({ classes: 3, rows: 6, k: 1, small: 6 }); // classes of 3, 2 and 1 rows
  expect(found.kMap).toBe(1); // the man of 40 is the only one
  expect(found.nobody).toBe(0);
  expect(found.presence).toEqual({ low: 0, high: 1 }); // nobody of 60; three rows for two women
  expect(found).toMatchObject({ unique: 3, replicated: 1 }); // men of 40, 50, 60; the one of 50 has one row
  expect(found.train).toEqual({ people: 5, matched: 4 });
  expect(found.holdout).toEqual({ people: 2, matched: 1 });
});

test("what a category is told by", async () => {
  const found = await runOn(secretWork, tables, { ...secret, secret: "ill" });
  expect(found).toMatchObject({ diversity: 1, single: 3 });
  // Whole: flu 4/6, gout 1/6, missing 1/6. (f, 30): (0 + 1/6 + 1/6)/2; (m, 40): 1/3; (m, 50): all but 1/6.
  expect(found.closeness).toBeCloseTo(5 / 6, 12);
  expect(found).toMatchObject({ original: 3, correct: 2, both: 2 }); // 40, 50 and 60 are alone; 40 and 50 are told
  expect([...found.train.hits]).toEqual([1, 0, 1, 1, 0]);
  expect([...found.train.usual]).toEqual([1, 0, 1, 0, 0]); // nobody looks the man of 60 up in vain
  expect(found.train.matched).toMatchObject({ n: 4, sum: 2 / 3 + 1 / 3 + 1 + 1 });
  expect(found.train.zero).toMatchObject({ n: 5, sum: 3 });
  expect(found.train.baseline.sum).toBeCloseTo((4 + 1 + 4 + 1) / 6, 12);
  // The man of 60 is one column from all men: two of three say flu.
  expect(found.train.generalised.sum).toBeCloseTo(3 + 2 / 3, 12);
  expect([...(found.holdout?.hits ?? [])]).toEqual([0, 0]);
});

test("what a number is told by", async () => {
  const found = await runOn(secretWork, tables, { ...secret, secret: "pay" });
  // 100 and 102 would both be right for 100 and 102: one of them is guessed, and either is within 5 % of 104.
  expect([...found.train.hits]).toEqual([1, 0, 1, 1, 0]);
  expect(found.train.matched.sum).toBeCloseTo(2 / 3 + 1 / 3 + 1 + 1, 12);
  // Values in order: missing, 100, 102, 200, 300 (1, 1, 1, 1, 2 of 6). (m, 50) is all missing: (5 + 4 + 3 + 2)/6/4.
  expect(found.closeness).toBeCloseTo(14 / 24, 12);
  expect(found).toMatchObject({ original: 3, correct: 1, both: 1 }); // values as they are: 310 is not 300
});
