import { describe, expect, test } from "vitest";
import { auc } from "../../stats/auc.ts";
import { contentOf, type Tensors } from "../../learn/trainers/data.ts";
import type { Crowd } from "../../subject/model.ts";
import type { Tables } from "../../table/types.ts";
import { crowdOf, openInline, peopleOf } from "./one-run/testing/subject.ts";
import { blindWork, type People, type PeopleInput, peopleWork } from "./people.ts";

async function drawn(crowd: Crowd, input: Partial<PeopleInput> = {}, tables?: Tables): Promise<People> {
  const inline = openInline();
  const key = await inline.put(crowd);
  const read = tables === undefined ? null : await inline.put(tables);
  return await peopleWork.run(
    { crowd: key, targets: null, seed: 1, tables: read, columns: [], protected: [], ...input },
    inline.reader,
  );
}
const made = { members: 60, outsiders: 40, classes: 3 };
const crowd = crowdOf(peopleOf(100, made, "pool"), 60);

describe("who is played on", () => {
  test("everybody, members before outsiders, with their rows in their own files", async () => {
    const origin = Uint32Array.from({ length: 100 }, (_, row) => (row < 60 ? row : row - 60));
    const { members, outsiders, origin: at } = await drawn({ ...crowd, origin });
    expect([...members]).toEqual([...Array(60).keys()]);
    expect([...outsiders]).toEqual([...Array(40).keys()].map((i) => 60 + i));
    expect([...at.outsiders]).toEqual([...Array(40).keys()]);
  });

  test("at most so many on each side, the same for the same seed, others for another", async () => {
    const ten = await drawn(crowd, { targets: 10 });
    expect([ten.members.length, ten.outsiders.length]).toEqual([10, 10]);
    expect(new Set(ten.members).size).toBe(10);
    expect(await drawn(crowd, { targets: 10 })).toEqual(ten);
    expect((await drawn(crowd, { targets: 10, seed: 2 })).members).not.toEqual(ten.members);
    const many = await drawn(crowd, { targets: 50 });
    expect([many.members.length, many.outsiders.length]).toEqual([50, 40]);
  });

  test("of a person with several rows one; outsiders who are also in the data are none", async () => {
    const person = Int32Array.from({ length: 100 }, (_, row) => (row < 60 ? row >> 1 : row < 70 ? -1 : row >> 1));
    const { members, outsiders } = await drawn({ ...crowd, person });
    expect(members.map((row) => row >> 1)).toEqual(Uint32Array.from({ length: 30 }, (_, i) => i));
    expect(outsiders.map((row) => row >> 1)).toEqual(Uint32Array.from({ length: 15 }, (_, i) => 35 + i));
    // Not always the first of two.
    expect(new Set(members.map((row) => row % 2)).size).toBe(2);
  });
});

describe("groups:", () => {
  const side = (counts: readonly number[]): number[] => counts.flatMap((n, code) => Array<number>(n).fill(code));
  const ofCounts = (inside: readonly number[], outside: readonly number[]): Crowd => {
    const codes = Int32Array.from([...side(inside), ...side(outside)]);
    const members = side(inside).length;
    const label = { kind: "class", column: "y", classes: ["a", "b", "c"], answers: "string" } as const;
    const origin = Uint32Array.from(codes.keys());
    return { ...crowd, label, codes, members, rows: codes.length, origin };
  };

  test("classes that few people have on either side are one group", async () => {
    const { groups } = await drawn(ofCounts([200, 200, 3], [200, 200, 200]));
    const [group] = groups;
    expect(group).toMatchObject({ name: "y", labels: ["a", "b", "(other)"], protected: true });
    expect(group!.members.at(-1)).toBe(2);
    expect(group!.outsiders.filter((code) => code === 2)).toHaveLength(200);
  });

  test("of one group that is left, or of numbers, nothing is said", async () => {
    expect((await drawn(ofCounts([3, 3, 3], [3, 3, 3]))).groups).toEqual([]);
    const values = new Float64Array(100);
    const label = { kind: "number", column: "y", mean: 0, deviation: 1 } as const;
    expect((await drawn({ ...crowd, label, codes: null, values })).groups).toEqual([]);
  });

  test("columns of the tables, row by row of each file", async () => {
    const column = (codes: Int32Array) =>
      ({ kind: "category", name: "sex", codes, labels: ["f", "m"], flag: null }) as const;
    const table = (rows: number, odd: number) => ({
      digest: `${rows}`,
      rows,
      columns: [column(Int32Array.from({ length: rows }, (_, i) => (i + odd) % 2))],
    });
    const origin = Uint32Array.from({ length: 1000 }, (_, row) => (row < 600 ? row : row - 600));
    const many = { ...crowdOf(peopleOf(1000, made, "pool"), 600), origin };
    const { groups } = await drawn(
      many,
      { columns: ["sex"], protected: ["sex"] },
      { train: table(600, 0), holdout: table(400, 1) },
    );
    const sex = groups.find(({ name }) => name === "sex");
    expect([sex?.labels, sex?.members[0], sex?.members[1], sex?.outsiders[0]]).toEqual([["f", "m"], 0, 1, 1]);
  });
});

describe("the blind classifier", () => {
  async function blind(pool: Tensors): Promise<number> {
    const inline = openInline();
    const who = { ...crowdOf(pool, 200) };
    const [key, data] = [await inline.put(who), await inline.put(pool)];
    const people = await inline.put(await drawn(who));
    const { members, outsiders } = await blindWork.run({ pool: data, crowd: key, people, seed: 1 }, inline.reader);
    expect([members.length, outsiders.length]).toEqual([200, 200]);
    return auc({ members, outsiders });
  }
  const pool = peopleOf(400, { members: 200, outsiders: 200, features: 5 }, "blind");

  test("finds nothing where both sides are drawn from one population", async () => {
    const found = await blind(pool);
    // The standard error of an AUC of 200 and 200 without a difference is .029.
    expect(Math.abs(found - 0.5)).toBeLessThan(3 * 0.029);
  });

  test("finds a shift of a standard deviation in one column", async () => {
    const x = pool.x.map((value, i) => (i % 5 === 4 && i < 200 * 5 ? value + 1 : value));
    // P(member > outsider) = Phi(1 / sqrt 2) = .76 for the best classifier.
    const found = await blind({ ...pool, x, digest: contentOf(["shifted"], x) });
    expect(found).toBeGreaterThan(0.65);
    expect(found).toBeLessThan(0.83);
  });
});
