import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";
import { measurement } from "./measurement.ts";
import type { Recorded } from "./measurement/works.ts";

const random = stream(9, "measurement.test");
const rows = Array.from({ length: 4000 }, (_, i) => i);
const sex = rows.map((i) => (i % 2 === 0 ? "F" : "M"));
const ages = rows.map(() => 18 + Math.floor(60 * random.next()));
const given = (age: readonly number[], race: readonly string[] = sex) => ({
  columns: [category("sex", sex), category("race", race), number("age", age)],
  protected: ["sex", "race"],
});
const least = (facts: unknown): number =>
  Math.min(...(facts as Recorded).marks.flatMap(({ by }) => by.map(({ adjusted }) => adjusted ?? 1)));

test("ages recorded alike: the expected share of round ones, no difference, nothing cut or filled in", async () => {
  const played = await play(measurement, given(ages));
  const fives = measureOf(played, "heaping", { column: "age", base: "5" })!;
  expect(fives.low!).toBeLessThan(0.2);
  expect(fives.high!).toBeGreaterThan(0.2);
  expect(measureOf(played, "heaping.difference", { attribute: "sex", column: "age", base: "5" })?.low).toBe(0);
  expect(least(played.facts)).toBeGreaterThan(0.05);
  expect(played.measures.filter(({ id }) => /default|clipping/.test(id))).toEqual([]);
  expect(measureOf(played, "granularity", { column: "age" })?.value).toBe(1);
});

test("women's ages rounded to tens: heaping by group, and other steps", async () => {
  const played = await play(
    measurement,
    given(ages.map((age, i) => (sex[i] === "F" ? 10 * Math.round(age / 10) : age))),
  );
  expect(measureOf(played, "heaping", { group: "sex=F", column: "age", base: "10" })?.value).toBe(1);
  expect(
    measureOf(played, "heaping.difference", { attribute: "sex", column: "age", base: "10" })!.low!,
  ).toBeGreaterThan(0.8);
  expect(least(played.facts)).toBeLessThan(1e-9);
  expect(measureOf(played, "granularity", { column: "age", group: "sex=F" })?.value).toBe(10);
});

test("men's ages filled in with 999, and women's cut at 60", async () => {
  const age = ages.map((x, i) => (sex[i] === "F" ? Math.min(x, 60) : i % 4 === 1 ? 999 : x));
  const played = await play(measurement, given(age));
  const filled = { column: "age", value: "999" };
  expect(measureOf(played, "default", filled)?.num).toBe(1000);
  expect(measureOf(played, "default.difference", { attribute: "sex", ...filled })!.low!).toBeGreaterThan(0.4);
  expect(
    measureOf(played, "default.difference", { attribute: "sex", column: "age", value: "60" })!.low!,
  ).toBeGreaterThan(0.2);
  const few = ages.map((x, i) => (i % 40 === 1 ? 999 : x)); // men
  const cut = { column: "age", end: "largest", value: "999" };
  const seldom = await play(measurement, given(few));
  expect(measureOf(seldom, "clipping", cut)).toBeUndefined(); // 100 are not 5 times as many as of other ages
  const many = ages.map((x, i) => (i % 40 === 1 ? 999 : x + random.next()));
  expect(measureOf(await play(measurement, given(many)), "clipping", cut)?.num).toBe(100);
});

test("small groups are not compared; without numbers it does not apply; missing values do not count", async () => {
  const race = rows.map((i) => (i < 20 ? "Z" : "A"));
  const age = ages.map((x, i) => (i % 10 === 0 ? Number.NaN : x));
  const played = await play(measurement, given(age, race));
  expect(measureOf(played, "heaping.difference", { attribute: "race", column: "age", base: "5" })?.status).toBe(
    "undefined",
  );
  expect(measureOf(played, "heaping", { column: "age", base: "5" })!.n).toBeLessThan(3600);
  const none = play(measurement, { columns: [category("sex", sex)], protected: ["sex"] });
  await expect(none).rejects.toThrow("no column holds numbers");
  await expect(play(measurement, given(ages), { columns: ["x"] })).rejects.toThrow('"x" is not a column');
  await expect(play(measurement, { ...given(ages), protected: [] })).rejects.toThrow("no column was marked");
});
