import { expect, test } from "vitest";
import { copies, copiesWork } from "./copies.ts";
import { playOn, runOn, tablesOf } from "./testing/tables.ts";

const names = ["age", "job", "name"];
const tables = tablesOf(names, {
  synthetic: [
    [30, "nurse", "s1"],
    [30, "nurse", "s2"],
    [41, "cook", "s3"],
    [55, null, "s4"],
    [70, "judge", "s5"],
  ],
  train: [
    [30, "nurse", "p1"],
    [30, "nurse", "p2"],
    [41, "cook", "p3"],
    [55, null, "p4"],
    [55, "cook", "p5"],
    [null, "cook", "p6"],
  ],
  holdout: [
    [70, "judge", "q1"],
    [20, "cook", "p3"],
    [41, "cook", "p3"],
    [21, "smith", "q2"],
  ],
});
const input = { tables: "", columns: ["age", "job"], key: [], near: true };

test("copied people, people of a kind, and copies are counted apart", async () => {
  const found = await runOn(copiesWork, tables, input);
  expect([...found.train.copied]).toEqual([1, 1, 1, 1, 0, 0]); // the two nurses are two people
  expect(found.unique).toBe(2); // the cook and the one without a job
  expect([...(found.holdout?.copied ?? [])]).toEqual([1, 0, 1, 0]);
  expect(found.rows).toEqual({ train: 4, holdout: 2 });
  expect(found.train.near).toBe(2); // p5 (as old as s4), p6 (cook as s3); exact copies are not counted again
  expect(found.holdout?.near).toBe(1); // the young cook
});

test("a declared key makes people of rows, and drops outsiders who are in the data", async () => {
  const found = await runOn(copiesWork, tables, { ...input, key: ["name"] });
  expect(found.shared).toBe(1);
  expect([...(found.holdout?.copied ?? [])]).toEqual([1, 0]);
  expect([...(found.holdout?.rows ?? [])]).toEqual([0, 3]); // whose row is whose
});

test("without a holdout the other side is null, not zero", async () => {
  const { synthetic, train } = tables;
  const found = await runOn(copiesWork, { synthetic, train }, { ...input, near: false });
  expect(found.holdout).toBeNull();
  expect(found.rows.holdout).toBeNull();
  expect(found.train.near).toBeNull();
});

test("trials say person by person who was copied", async () => {
  const { trials } = await playOn(copies, tables, { options: { near: false }, columns: ["age", "job"] });
  expect(trials?.map(({ of, members, outsiders }) => [of, [...members], [...(outsiders ?? [])]])).toEqual([
    [null, [1, 1, 1, 1, 0, 0], [1, 0, 1, 0]],
  ]);
  expect([...(trials?.[0]?.rows?.members ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);
});
