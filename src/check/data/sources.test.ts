import { expect, test } from "vitest";
import type { Game } from "../types.ts";
import type { DataSubject } from "../../subject/data.ts";
import { checks } from "../index.ts";
import { sources, type SourcesFacts } from "./sources.ts";

const nothing = { holdout: false, population: false, serving: false };
const play = async (datasheet: DataSubject["datasheet"], has: DataSubject["has"] = nothing) =>
  await sources.play({ subject: { datasheet, has } } as unknown as Game<DataSubject, Record<string, never>>); // all that is read

test("what nobody answered is not assessed, and never counts as answered", async () => {
  const { measures, validity, headline } = await play(null);
  expect(headline).toBeNull();
  expect(measures).toHaveLength(7);
  expect(measures.every(({ value }) => value === 0)).toBe(true);
  expect(validity[0]?.message).toMatch(/None of the/);
});

test("an answer counts for its source", async () => {
  const { measures, facts } = await play({ population: "adults in Berlin" });
  expect(measures.find(({ of }) => of?.["source"] === "representation")).toMatchObject({ num: 1, den: 3 });
  const found = (facts as unknown as SourcesFacts).sources.flatMap(({ questions }) => questions); // its own
  expect(found.find(({ id }) => id === "population")?.answer).toBe("adults in Berlin");
  expect(found.filter(({ answer }) => answer !== null)).toHaveLength(1);
});

test("every check that the map names is there", async () => {
  const { facts } = await play(null);
  const named = (facts as unknown as SourcesFacts).sources.flatMap(({ checks: all }) => all.map(({ check }) => check));
  const known = new Set(checks.map(({ id }) => id as string));
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test.for<[Partial<DataSubject["has"]>, string | null, string | null]>([
  [{}, "needs --holdout FILE", "needs --serving FILE"],
  [{ holdout: true }, null, "needs --serving FILE"],
  [{ holdout: true, serving: true }, "was held against --serving instead", null],
])("with %j, drift speaks only of what it was held against", async ([has, evaluation, deployment]) => {
  const { facts } = await play(null, { ...nothing, ...has });
  const drift = (source: string) =>
    (facts as unknown as SourcesFacts).sources
      .find(({ id }) => id === source)
      ?.checks.find(({ check }) => check === "data/drift")?.lacks;
  expect(drift("evaluation")).toBe(evaluation);
  expect(drift("deployment")).toBe(deployment);
});
