import { describe, expect, test } from "vitest";
import type { TablesSummary } from "../../table/types.ts";
import { overlap } from "../overlap.ts";
import { portions, targetRows } from "./arena.ts";
import { tablesOf } from "./testing/tables.ts";

const aim = { tables: "", part: "train", key: [], targets: null, seed: 1 } as const;
const tables = tablesOf(["id", "x"], {
  synthetic: [["a", 1]],
  train: [
    ["a", 1],
    ["a", 2],
    ["b", 3],
    ["c", 4],
    [null, 5],
    [null, 6],
  ],
  holdout: [
    ["b", 1],
    ["d", 2],
    ["d", 3],
  ],
});

describe("who is played on", () => {
  test("everybody, in order, when there are no more than asked for", () => {
    expect([...targetRows(tables, aim)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...targetRows(tables, { ...aim, targets: 6 })]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("else a sample without repetition that the seed decides", () => {
    const some = targetRows(tables, { ...aim, targets: 4 });
    expect(new Set(some).size).toBe(4);
    expect([...targetRows(tables, { ...aim, targets: 4 })]).toEqual([...some]);
    const seeds = [1, 2, 3, 4, 5].map((seed) => targetRows(tables, { ...aim, targets: 4, seed }).join());
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  test("with a key one row a person, any of theirs; who has no key is a person of their own", () => {
    const rows = targetRows(tables, { ...aim, key: ["id"] });
    expect([...rows].map((row) => (row < 2 ? 1 : row)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    const firsts = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => targetRows(tables, { ...aim, key: ["id"], seed })[0]);
    expect(new Set(firsts)).toEqual(new Set([0, 1]));
  });

  test("with a key outsiders who are in the data are no outsiders", () => {
    const rows = targetRows(tables, { ...aim, part: "holdout", key: ["id"] });
    expect(rows).toHaveLength(1);
    expect([1, 2]).toContain(rows[0]);
  });

  test("portions cover everybody once", () => {
    for (const [rows, targets] of [
      [10, 0],
      [1000, 2000],
      [1_000_000, 2500],
    ] as const) {
      const parts = portions(rows, targets);
      expect(parts[0]?.from).toBe(0);
      expect(parts.at(-1)?.to).toBeGreaterThanOrEqual(targets);
      expect(parts.slice(1).every(({ from }, i) => from === parts[i]?.to)).toBe(true);
    }
  });
});

const subject = (train: number, holdoutInTrain: number | null): { summary: TablesSummary; key: string[] } => ({
  key: [],
  summary: {
    rows: { synthetic: 1000, train: 1000, ...(holdoutInTrain !== null && { holdout: 1000 }) },
    digests: {},
    columns: [],
    duplicates: { train, holdoutInTrain, syntheticInTrain: 0, syntheticInHoldout: null },
    remarks: [],
  },
});

describe("outsiders who may be in the data", () => {
  test("equal rows are no reason when rows of the data equal each other as often", () => {
    expect(overlap(subject(300, 310))).toEqual([]);
    expect(overlap(subject(0, 0))).toEqual([]);
    expect(overlap(subject(300, null))).toEqual([]);
  });

  test("a declared key has settled it", () => {
    expect(overlap({ ...subject(20, 1000), key: ["id"] })).toEqual([]);
  });

  test("more of them are noted; when most outsiders are concerned nothing can stand on the comparison", () => {
    expect(overlap(subject(20, 100))).toMatchObject([{ code: "control-overlaps-training", effect: "note" }]);
    expect(overlap(subject(20, 1000))).toMatchObject([{ code: "control-overlaps-training", effect: "blocks" }]);
  });
});
