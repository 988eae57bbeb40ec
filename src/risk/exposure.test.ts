import { expect, test } from "vitest";
import { z } from "zod";
import { exposureSchema } from "../check/finding.ts";
import { stream } from "../stats/stream.ts";
import { exposure, type GroupColumn } from "./exposure.ts";

interface World {
  readonly people: number;
  /** Of the rare group, on each side. */
  readonly rare: number;
  /** People of the rare group who have the largest score there is. */
  readonly copies: number;
  /** By how much the rare group scores higher, whether in the data or not. */
  readonly shift: number;
}

/** People and outsiders in equal numbers; three columns, of which one marks the rare group. */
function world(seed: number, { people, rare, copies, shift }: World) {
  const random = stream(seed, "exposure test");
  const column = (name: string, labels: number, codeOf: (i: number) => number): GroupColumn => ({
    name,
    labels: Array.from({ length: labels }, (_, label) => `${name}${label}`),
    members: Int32Array.from({ length: people }, (_, i) => codeOf(i)),
    outsiders: Int32Array.from({ length: people }, (_, i) => codeOf(i)),
    protected: name === "race",
  });
  const score = (i: number): number => (i < rare ? shift + random.normal() * (1 + shift / 2) : random.normal());
  return {
    scores: {
      of: null,
      members: Float64Array.from({ length: people }, (_, i) => (i < copies ? 99 : score(i))),
      outsiders: Float64Array.from({ length: people }, (_, i) => score(i)),
    },
    groups: [
      column("race", 2, (i) => Number(i < rare)),
      column("job", 5, () => random.int(5)),
      column("place", 4, () => random.int(4)),
    ],
  };
}
const find = (seed: number, planted: World, reshuffles = 199) => {
  const { scores, groups } = world(seed, planted);
  return exposure(scores, { seed, name: "test", groups, reshuffles });
};

test("ten copied people of a minority of 45 among 2,000: found, and the minority named as the worst", () => {
  const found = find(1, { people: 2000, rare: 45, copies: 10, shift: 0 }, 999);
  expect(found.worst?.of).toEqual({ race: "race1" });
  expect(found.worst?.p).toBeLessThanOrEqual(0.01);
  expect(found.worst?.leak?.low).toBeGreaterThan(0);
  const rare = found.groups.find(({ of }) => of["race"] === "race1");
  expect(rare?.p).toBeLessThan(0.05);
  expect(rare?.rest?.low).toBeGreaterThan(0);
  expect(found.accusations[0]?.named).toBeGreaterThanOrEqual(10);
});

test("rare people who score differently in any table are no leak", () => {
  let alarms = 0;
  for (let seed = 0; seed < 30; seed++) {
    const found = find(seed, { people: 300, rare: 60, copies: 0, shift: 2 }, 99);
    alarms += Number((found.worst?.p ?? 1) <= 0.05);
  }
  expect(alarms).toBeLessThanOrEqual(5); // of 30 at .05: more than 5 in one case of 100
});

test("the finding is what run.json says it is, also of one person, of nobody, of equal and of infinite scores", () => {
  const of = (members: number[], outsiders: number[]) =>
    exposure(
      { of: null, members: Float64Array.from(members), outsiders: Float64Array.from(outsiders) },
      {
        seed: 1,
        name: "test",
        groups: [
          {
            name: "sex",
            labels: ["F"],
            members: Int32Array.from(members, () => 0),
            outsiders: Int32Array.from(outsiders, () => -1),
            protected: true,
          },
        ],
      },
    );
  const ones = Array.from({ length: 400 }, () => 1);
  for (const found of [of([1], [2]), of([1], []), of([], []), of(ones, ones), of([-Infinity, ...ones], ones)])
    expect(z.parse(exposureSchema, JSON.parse(JSON.stringify(found)))).toEqual(found);
  expect(of(ones, ones).groups).toEqual([
    { of: { sex: "F" }, members: 400, outsiders: 0, leak: null, rest: null, gap: null, p: null, status: "small" },
  ]);
  expect(of(ones, ones).standOut[0]).toMatchObject({ bits: 5, count: 0, expected: 12.5 });
});

test("the histogram holds everybody, on both sides", () => {
  const { histogram, members, cap } = find(3, { people: 500, rare: 40, copies: 0, shift: 1 }, 9);
  expect(histogram.reduce((sum, bin) => sum + bin.members, 0)).toBe(members);
  expect(histogram.reduce((sum, bin) => sum + bin.expected, 0)).toBeCloseTo(members, 9);
  expect(histogram.at(-1)?.to).toBeGreaterThan(cap);
});

test("the same seed gives the same, whatever else is asked", () => {
  const planted = { people: 300, rare: 60, copies: 5, shift: 0 };
  expect(find(4, planted)).toEqual(find(4, planted));
});
