import { expect, test } from "vitest";
import type { Table } from "../../../table/types.ts";
import { tablesOf } from "../testing/tables.ts";
import { binned } from "./bins.ts";

const scope = { tables: "", key: [], rows: 1e6, seed: 1 };
const repeat = <T>(n: number, of: T): T[] => Array.from({ length: n }, () => of);

test("labels of fewer than five people are counted together, with those that only another table has", () => {
  const tables = tablesOf(["job"], {
    synthetic: [["nurse"], ["pilot"], [null]],
    train: [...repeat(9, ["cook"]), ...repeat(5, ["nurse"]), ...repeat(4, ["judge"])],
  });
  const [found] = binned(tables, { ...scope, columns: ["job"] });
  expect(found?.bins).toMatchObject({ labels: ["cook", "nurse"], other: true, count: 3 });
  expect([...(found?.codes["synthetic"] ?? [])]).toEqual([1, 2, 3]); // nurse, others, missing
});

test("of many labels the nine most frequent stay, and the others make the tenth bin", () => {
  const train = Array.from({ length: 30 }, (_, i) => repeat(5 + i, [`label ${i}`])).flat();
  const [found] = binned(tablesOf(["x"], { synthetic: train, train }), { ...scope, columns: ["x"] });
  expect(found?.bins).toMatchObject({ count: 10, other: true });
  expect(found?.bins.labels?.slice(0, 2)).toEqual(["label 29", "label 28"]);
  const ten = Array.from({ length: 10 }, (_, i) => repeat(5, [`label ${i}`])).flat();
  const [all] = binned(tablesOf(["x"], { synthetic: ten, train: ten }), { ...scope, columns: ["x"] });
  expect(all?.bins).toMatchObject({ count: 10, other: false });
});

test("with a key people are counted, not rows", () => {
  const rows = [...repeat(9, ["p1", "judge"]), ...Array.from({ length: 6 }, (_, i) => [`q${i}`, "cook"])];
  const [found] = binned(tablesOf(["who", "job"], { synthetic: rows, train: rows }), {
    ...scope,
    columns: ["job"],
    key: ["who"],
  });
  expect(found?.bins).toMatchObject({ labels: ["cook"], other: true });
});

test("times are cut like numbers, at the start of a day or a month", () => {
  const day = 86_400_000;
  const train: Table = {
    digest: "",
    rows: 1000,
    columns: [{ kind: "time", name: "at", values: Float64Array.from({ length: 1000 }, (_, i) => i * day + 12_345) }],
  };
  const [found] = binned({ synthetic: train, train }, { ...scope, columns: ["at"] });
  expect(found?.bins.edges).toHaveLength(9);
  expect(found?.bins.edges?.every((edge) => edge % day === 0)).toBe(true);
});

test("a sample of the rows is the same in every task", () => {
  const rows = Array.from({ length: 500 }, (_, i) => [i]);
  const tables = tablesOf(["x"], { synthetic: rows, train: rows });
  const draw = (): Uint8Array | undefined =>
    binned({ ...tables }, { ...scope, columns: ["x"], rows: 50 })[0]?.codes["train"];
  expect(draw()).toHaveLength(50);
  expect(draw()).toEqual(draw());
});
