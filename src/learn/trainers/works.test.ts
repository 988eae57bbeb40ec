import { expect, test } from "vitest";
import { sealed } from "../../generate/part.ts";
import type { CategoryColumn, Column } from "../../table/types.ts";
import { openHouse } from "../shadow/testing/house.ts";
import { letters, numbers, range } from "../testing/made.ts";
import { tensorsOf } from "./data.ts";
import { aboutWork, encodeWork, type PoolInput, poolWork } from "./works.ts";

const labels = ["high", "low"];
const train: readonly Column[] = [
  numbers("age", [20, 30, NaN, 50]),
  { ...letters("city", [0, 1, 1, -1]), labels: ["a", "b"] },
  { ...letters("id", [0, 1, 2, 3]), flag: "key" },
  { ...letters("income", [0, 1, -1, 0]), labels },
];
const holdout: readonly Column[] = [
  numbers("age", [60, 70]),
  { ...letters("city", [0, 0]), labels: ["a", "b"] },
  { ...letters("id", [4, 5]), flag: "key" },
  { ...letters("income", [1, 0]), labels },
];

async function pools(...inputs: readonly Partial<PoolInput>[]) {
  const { computer, store } = openHouse();
  const tables = await computer.put({ train: sealed(train, 4), holdout: sealed(holdout, 2) });
  const whole: PoolInput = { tables, parts: ["train"], fit: ["train"], label: "income", columns: null, as: null };
  const asked = inputs.map((input) => ({ ...whole, ...input }));
  return { computer, store, keys: await computer.refs(poolWork, asked), made: await computer.compute(poolWork, asked) };
}

test("a pool is the rows of its parts, one after the other, that have a label", async () => {
  const { made } = await pools({ parts: ["train", "holdout"], fit: ["train", "holdout"] });
  const [pool] = made;
  expect(pool).toMatchObject({
    rows: 5,
    missing: 1,
    origin: Uint32Array.of(0, 1, 3, 4, 5),
    goal: { kind: "class", codes: Int32Array.of(0, 1, 0, 1, 0), classes: 2 },
    label: { classes: labels },
  });
  expect(pool?.columns).toEqual([
    { ...train[0], values: Float64Array.of(20, 30, 50, 60, 70) },
    { ...train[1], codes: Int32Array.of(0, 1, -1, 0, 0) },
  ]);
  expect(pool?.notes.map(({ code }) => code)).toEqual(["label-missing", "trainer-left-out"]);
});

test("another part may be asked about in the terms of the pool", async () => {
  const { made } = await pools({}, { parts: ["holdout"] });
  expect(made[1]).toMatchObject({ rows: 2, goal: { codes: Int32Array.of(1, 0) }, label: made[0]?.label });
});

test("rows of a class that was never learnt are left out", async () => {
  const { computer } = openHouse();
  const column = (codes: number[]): CategoryColumn => ({ ...letters("y", codes), labels: ["a", "b", "c"] });
  const tables = await computer.put({
    train: sealed([numbers("x", [1, 2]), column([0, 1])], 2),
    holdout: sealed([numbers("x", [1, 2]), column([2, 1])], 2),
  });
  const input = { tables, parts: ["holdout"], fit: ["train"], label: "y", columns: null, as: null };
  const [pool] = await computer.compute(poolWork, [input]);
  expect(pool).toMatchObject({ rows: 1, missing: 1, origin: Uint32Array.of(1), label: { classes: ["a", "b"] } });
});

test.each([
  ["whole numbers", numbers("y", [1, 0, 1, 0, 1]), ["0", "1"]],
  ["other numbers", numbers("y", [-1, 2.5, 2.5, -1, NaN]), ["-1", "2.5"]],
  ["texts of numbers", { ...letters("y", [0, 1, 2, 0, 1]), labels: ["10", "9", "1"] }, ["1", "9", "10"]],
] as const)("%s are classes by name", async (_, y, classes) => {
  const { computer } = openHouse();
  const tables = await computer.put({ train: sealed([numbers("x", range(5)), y], 5) });
  const input = { tables, parts: ["train"], fit: ["train"], label: "y", columns: null, as: "class" as const };
  const [pool] = await computer.compute(poolWork, [input]);
  expect(pool?.label).toMatchObject({ kind: "class", classes });
});

test("the content names a pool, not the file that it came from: the same rows, the same digest", async () => {
  const { made } = await pools({}, { columns: ["age", "city"] }, { columns: ["age"] }, { parts: ["holdout"] });
  const digests = made.map(({ digest }) => digest);
  expect(digests[1]).toBe(digests[0]); // the identifier is left out in any case
  expect(new Set(digests).size).toBe(3);
});

test("an encoding is fitted to the pool, and serves what else is asked", async () => {
  const { computer, keys } = await pools({}, { parts: ["holdout"] });
  const [pool = "", other = ""] = keys;
  const [own, asked] = await computer.compute(encodeWork, [
    { pool, fit: pool },
    { pool: other, fit: pool },
  ]);
  expect(asked?.encoding).toEqual(own?.encoding);
  expect(asked?.rows).toBe(2);
  expect(asked?.x).toHaveLength(2 * (asked?.shape[0] ?? 0));
  const [about] = await computer.compute(aboutWork, [{ data: pool }]);
  expect(about).toMatchObject({ kind: "columns", rows: 3, missing: 1, width: 2, outputs: 2 });
});

test("a part that is not there is named", async () => {
  await expect(pools({ parts: ["population"] })).rejects.toMatchObject({ code: "PART_MISSING" });
});

test("tensors keep the rows that have a label", () => {
  const x = Float32Array.from(range(8));
  const found = tensorsOf(x, [2], { ...letters("y", [0, -1, 1, 0], 2) });
  expect(found).toMatchObject({ rows: 3, missing: 1, x: Float32Array.of(0, 1, 4, 5, 6, 7), shape: [2] });
  expect(found.digest).not.toBe(tensorsOf(x, [2], letters("y", [0, -1, 0, 1], 2)).digest);
});

test("tensors that are asked about have the classes of the pool", () => {
  const pool = tensorsOf(Float32Array.from(range(3)), [1], { ...letters("y", [0, 1, 2]), labels: ["a", "b", "c"] });
  const y = { ...letters("y", [0, 1]), labels: ["c", "d"] };
  const asked = tensorsOf(Float32Array.of(7, 8), [1], y, { like: pool.label });
  expect(asked).toMatchObject({ rows: 1, missing: 1, goal: { codes: Int32Array.of(2), classes: 3 } });
});

test.each([
  [Float32Array.of(1, 2, 3), "TENSORS_SHAPE"],
  [Float32Array.of(1, 2, 3, NaN), "TENSORS_NOT_FINITE"],
] as const)("%j are refused as tensors", (x, code) => {
  expect(() => tensorsOf(x, [2], letters("y", [0, 1], 2))).toThrow(expect.objectContaining({ code }));
});
