import { expect, test } from "vitest";
import { contentOf, type Tensors } from "../learn/trainers/data.ts";
import type { Column, Tables } from "../table/types.ts";
import type { Output } from "../work.ts";
import { crowdWork } from "./crowd.ts";

const readerOf = (kept: { readonly [key: string]: Output }) => ({
  get: (key: string): Promise<Output> => Promise.resolve(kept[key] ?? null),
});

/** Rows of a pool, by their number among all rows of train and then of the holdout. */
function pool(origin: readonly number[]): Tensors {
  const codes = Int32Array.from(origin, (row) => row % 2);
  return {
    kind: "tensors",
    digest: contentOf(["crowd"], codes),
    rows: origin.length,
    shape: [1],
    x: new Float32Array(origin.length),
    goal: { kind: "class", codes, classes: 2 },
    label: { kind: "class", column: "y", classes: ["a", "b"], answers: "string" },
    origin: Uint32Array.from(origin),
    missing: 0,
    encoding: null,
    notes: [],
  };
}
function tables(train: readonly string[], holdout: readonly string[]): Tables {
  const labels = [...new Set([...train, ...holdout])].filter((name) => name !== "");
  const of = (names: readonly string[]) => {
    const codes = Int32Array.from(names, (name) => labels.indexOf(name));
    const column: Column = { kind: "category", name: "who", codes, labels, flag: "key" };
    return { digest: names.join(), rows: names.length, columns: [column] };
  };
  return { train: of(train), holdout: of(holdout) };
}

test("members first, then outsiders, each with the number of its row in its own file", async () => {
  // Of 4 rows of train the third has no label, of 3 of the holdout the first.
  const read = readerOf({ pool: pool([0, 1, 3, 5, 6]) });
  const crowd = await crowdWork.run({ pool: "pool", train: 4, tables: null, key: [] }, read);
  expect([crowd.members, crowd.rows]).toEqual([3, 5]);
  expect([...crowd.origin]).toEqual([0, 1, 3, 1, 2]);
  expect([...(crowd.codes ?? [])]).toEqual([0, 1, 1, 1, 0]);
  expect([crowd.values, crowd.person]).toEqual([null, null]);
});

test("numbers have values", async () => {
  const values = Float64Array.of(1.5, -2);
  const of = { ...pool([0, 1]), goal: { kind: "number", values } } as const;
  const label = { kind: "number", column: "y", mean: 0, deviation: 1 } as const;
  const crowd = await crowdWork.run({ pool: "p", train: 1, tables: null, key: [] }, readerOf({ p: { ...of, label } }));
  expect([crowd.members, crowd.codes, [...(crowd.values ?? [])]]).toEqual([1, null, [1.5, -2]]);
});

test("by the key rows are one person's; outsiders who are in the data are nobody, and the others are nobody in the data", async () => {
  const read = readerOf({
    pool: pool([0, 1, 2, 3, 4, 5, 6]),
    t: tables(["ann", "bob", "ann"], ["bob", "cid", "cid", "dan"]),
  });
  const { person } = await crowdWork.run({ pool: "pool", train: 3, tables: "t", key: ["who"] }, read);
  const [ann, bob, again, shared, cid, cid2, dan] = person ?? [];
  expect(again).toBe(ann);
  expect(shared).toBe(-1);
  expect(cid2).toBe(cid);
  expect(new Set([ann, bob, cid, dan]).size).toBe(4);
});
