import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { label, type LabelFacts } from "./label.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";

const random = stream(7, "label.test");
const n = 3000;
const rows = Array.from({ length: n }, (_, i) => i);
const sex = rows.map((i) => (i % 3 === 0 ? "F" : "M"));
const race = rows.map((i) => ["A", "B", "C"][(i % 7) % 3]!);
const skill = rows.map(() => random.normal());
/** Yes where the skill says so; what comes on top is up to the test. */
const yes = skill.map((x) => x + 0.3 * random.normal() > 0);
const flat = (is: readonly boolean[]): string[] => is.map((each) => (each ? "yes" : "no"));
const base = [category("sex", sex), category("race", race), number("skill", skill)];
const given = (labels: readonly (string | null)[]) => ({
  columns: [...base, category("y", labels)],
  protected: ["sex", "race"],
  label: "y",
});

test("labels that have nothing to do with the group: no gap beyond chance, no different doubt", async () => {
  const played = await play(label, given(flat(yes)));
  for (const attribute of ["sex", "race", "sex&race"]) {
    const gap = measureOf(played, "base-rate.difference", { attribute });
    expect(gap?.status).toBe("ok");
    expect(gap?.low).toBe(0);
  }
  expect(measureOf(played, "label-noise.difference", { attribute: "sex" })?.low).toBe(0);
  expect(played.validity.map(({ code }) => code)).toEqual(["no-strata"]);
});

test("women who lose a third of their labels: gap, ratio, weights, and doubt about labels of women", async () => {
  const flipped = yes.map((is, i) => (is && sex[i] === "F" && random.next() < 1 / 3 ? false : is));
  const played = await play(label, given(flat(flipped)));
  const rate = (group: string) => measureOf(played, "base-rate", { group });
  const women = rows.filter((i) => sex[i] === "F" && flipped[i]).length;
  expect(rate("sex=F")?.num).toBe(women);
  expect(rate("sex=F")?.value).toBeCloseTo(women / 1000, 12);
  const gap = measureOf(played, "base-rate.difference", { attribute: "sex" });
  expect(gap?.value).toBeCloseTo(rate("sex=M")!.value! - women / 1000, 12);
  expect(gap!.low!).toBeGreaterThan(0.08);
  expect(measureOf(played, "base-rate.ratio", { group: "sex=F", against: "sex=M" })!.high!).toBeLessThan(0.85);
  expect(measureOf(played, "base-rate.ratio", { attribute: "sex" })!.high!).toBeLessThan(0.85);
  expect(measureOf(played, "reweighing", { group: "sex=F", class: "yes" })!.value!).toBeGreaterThan(1.2);
  expect(measureOf(played, "base-rate.difference", { attribute: "race" })?.low).toBe(0);
});

test("a fifth of women's labels at random: doubted more often than men's", async () => {
  const noisy = yes.map((is, i) => (sex[i] === "F" && random.next() < 0.2 ? !is : is));
  const played = await play(label, given(flat(noisy)));
  expect(measureOf(played, "label-noise.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.05);
  expect(measureOf(played, "label-noise.difference", { attribute: "race" })?.low).toBe(0);
});

test("labels lost in one group only are truth to a model that sees the group, and doubted by one that does not", async () => {
  const lost = yes.map((is, i) => (is && sex[i] === "F" && random.next() < 1 / 3 ? false : is));
  const [seeing, blind] = await Promise.all([
    play(label, given(flat(lost))),
    play(label, given(flat(lost)), { blind: true }),
  ]);
  const of = { group: "sex=F", class: "no" };
  const refused = measureOf(blind, "label-noise.given", of)!;
  expect(refused.low!).toBeGreaterThan(measureOf(seeing, "label-noise.given", of)!.high!);
  expect(refused.low!).toBeGreaterThan(measureOf(blind, "label-noise.given", { ...of, group: "sex=M" })!.high!);
});

test("a gap that the strata explain is gone within them", async () => {
  const job = rows.map((i) => (random.next() < (sex[i] === "F" ? 0.2 : 0.8) ? "well paid" : "badly paid"));
  const paid = job.map((each) => random.next() < (each === "well paid" ? 0.7 : 0.2));
  const columns = [category("sex", sex), category("job", job), category("y", flat(paid))];
  const played = await play(label, { columns, protected: ["sex"], label: "y" }, { strata: ["job"] });
  const of = { group: "sex=F" };
  expect(measureOf(played, "base-rate.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.1);
  const within = measureOf(played, "conditional-disparity", of);
  expect(within!.low!).toBeLessThan(0);
  expect(within!.high!).toBeGreaterThan(0);
  const odds = measureOf(played, "conditional-odds-ratio", of);
  expect(odds!.low!).toBeLessThan(1);
  expect(odds!.high!).toBeGreaterThan(1);
  const [women] = (played.facts as unknown as LabelFacts).labelled.classes[0]!.within[0]!.groups;
  expect(women?.plain!.low).toBeGreaterThan(0.1);
});

test("three classes without a positive one: each against the others", async () => {
  const grade = rows.map((i) => (skill[i]! > 0.5 ? "good" : skill[i]! < -0.5 ? "bad" : "fair"));
  const played = await play(label, given(grade));
  expect(measureOf(played, "base-rate", { group: "sex=F", class: "good" })?.status).toBe("ok");
  expect(measureOf(played, "base-rate.difference", { attribute: "sex", class: "bad" })?.low).toBe(0);
  expect(measureOf(played, "label-noise", { group: "sex=F" })?.status).toBe("ok");
});

test("a number as label: means with their gap, and no doubt", async () => {
  const pay = rows.map((i) => 100 + 10 * skill[i]! - (sex[i] === "F" ? 8 : 0));
  const columns = [...base, number("pay", [...pay.slice(1), Number.NaN])];
  const played = await play(label, { columns, protected: ["sex", "race"], label: "pay" });
  const gap = measureOf(played, "mean-label.difference", { attribute: "sex" });
  expect(gap!.low!).toBeGreaterThan(0);
  expect(measureOf(played, "mean-label", { group: "sex=F" })?.status).toBe("ok");
  expect(measureOf(played, "mean-label.difference", { attribute: "race" })?.low).toBe(0);
  expect(played.validity.map(({ code }) => code)).toEqual(["unlabelled"]);
});

test("small groups are shown and not compared, very small ones not named, missing labels not counted", async () => {
  const few = rows.map((i) => (i < 3 ? "Z" : i < 23 ? "Y" : i < 43 ? null : race[i]!));
  const labels = flat(yes).map((each, i) => (i >= 2990 ? null : each));
  const columns = [category("race", few), number("skill", skill), category("y", labels)];
  const played = await play(label, { columns, protected: ["race"], label: "y" });
  expect(measureOf(played, "base-rate", { group: "race=Y" })?.status).toBe("small");
  expect(JSON.stringify(played.facts)).not.toContain("race=Z");
  expect(measureOf(played, "base-rate", { group: "race=missing" })?.n).toBe(20);
  const gap = measureOf(played, "base-rate.difference", { attribute: "race" });
  expect(gap?.n).toBe(2990 - 43);
});

test("weights count: rows of weight 0 are as if they were not there", async () => {
  const weights = Float64Array.from(rows, (i) => (i % 2 === 0 ? 2 : 0));
  const weighted = await play(label, { ...given(flat(yes)), weights });
  const even = <T>(all: readonly T[]): T[] => all.filter((_, i) => i % 2 === 0);
  const halved = await play(label, {
    columns: [
      category("sex", even(sex)),
      category("race", even(race)),
      number("skill", even(skill)),
      category("y", even(flat(yes))),
    ],
    protected: ["sex", "race"],
    label: "y",
  });
  for (const group of ["sex=F", "race=B"]) {
    const [a, b] = [weighted, halved].map((played) => measureOf(played, "base-rate", { group }));
    expect(a?.value).toBeCloseTo(b!.value!, 12);
    expect(a?.low).toBeCloseTo(b!.low!, 12);
  }
});

test("one class only: no gap, nothing to learn", async () => {
  const played = await play(label, given(flat(rows.map(() => true))));
  expect(measureOf(played, "base-rate", { group: "sex=F" })?.value).toBe(1);
  expect(measureOf(played, "base-rate.difference", { attribute: "sex" })?.value).toBe(0);
  expect(played.validity.map(({ code }) => code)).toContain("no-noise");
});

test("everything in facts and measures is finite, or null", async () => {
  const played = await play(label, given(flat(yes)), { strata: ["skill"] });
  const walk = (x: unknown): boolean =>
    typeof x === "number" ? Number.isFinite(x) : x && typeof x === "object" ? Object.values(x).every(walk) : true;
  expect(walk(played.facts)).toBe(true);
  expect(walk(played.measures)).toBe(true);
});

test("no label, nobody protected, an unknown stratum: does not apply", async () => {
  await expect(play(label, { columns: base, protected: ["sex"] })).rejects.toThrow("no label was named");
  await expect(play(label, { ...given(flat(yes)), protected: [] })).rejects.toThrow("no column was marked");
  await expect(play(label, given(flat(yes)), { strata: ["x"] })).rejects.toThrow('"x" is not a column');
});

const men = flat(yes.map((is, i) => (sex[i] === "M" && i % 5 === 1 ? !is : is)));
const second = (values: readonly (string | null)[], blank = flat(yes)) =>
  play(label, { ...given(blank), columns: [...given(blank).columns, category("again", values)] }, { second: "again" });

test("a second source that says otherwise of men only", async () => {
  const played = await second(men);
  const otherwise = rows.filter((i) => sex[i] === "M" && i % 5 === 1).length;
  expect(measureOf(played, "second-label", { group: "sex=M" })).toMatchObject({ num: otherwise, den: 2000 });
  expect(measureOf(played, "second-label", { group: "sex=F" })).toMatchObject({ num: 0, den: 1000 });
  expect(measureOf(played, "second-label.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.15);
  const kappa = played.measures.find(({ id }) => id === "second-label.kappa")!;
  expect(kappa.high!).toBeLessThan(0.9);
  expect(kappa.low!).toBeGreaterThan(0.6);
  const among = played.measures.filter(({ id, of }) => id === "second-label.given" && of?.["group"] === "sex=M");
  expect(among.reduce((sum, { num }) => sum + (num ?? 0), 0)).toBe(otherwise);
});

test("a second source: unknown labels count in neither, other words count as otherwise, no group differs by chance", async () => {
  const errors = yes.map((is, i) => (i % 7 === 2 ? (is ? "no" : "maybe") : is ? "yes" : "no"));
  const played = await second(
    errors.map((value, i) => (i % 10 === 0 ? null : value)),
    flat(yes),
  );
  const facts = played.facts as unknown as LabelFacts;
  expect(facts.second).toMatchObject({ column: "again", rows: n - n / 10 });
  const all = rows.filter((i) => i % 7 === 2 && i % 10 !== 0).length;
  const sum = ["sex=M", "sex=F"].reduce((x, group) => x + (measureOf(played, "second-label", { group })?.num ?? 0), 0);
  expect(sum).toBe(all);
  expect(measureOf(played, "second-label.difference", { attribute: "sex" })?.low).toBe(0);
  expect(played.validity.map(({ code }) => code)).toContain("second-is-seen");
});

test("a second source of numbers is too high for women", async () => {
  const pay = rows.map((i) => 100 + 10 * skill[i]!);
  const columns = [
    ...base,
    number(
      "again",
      pay.map((x, i) => x + (sex[i] === "F" ? 3 : 0)),
    ),
    number("pay", pay),
  ];
  const of = { columns, protected: ["sex"], label: "pay" };
  const played = await play(label, of, { second: "again" });
  expect(measureOf(played, "second-label.mean", { group: "sex=F" })?.value).toBeCloseTo(3, 9);
  expect(measureOf(played, "second-label.mean.difference", { attribute: "sex" })?.value).toBeCloseTo(3, 9);
  const unlike = await play(label, { ...of, columns: [...columns, category("x", sex)] }, { second: "x" });
  expect(unlike.validity.map(({ code }) => code)).toContain("second-kind");
  await expect(play(label, of, { second: "y" })).rejects.toThrow('"y" is not a column');
});

test("a second source that says true where the label says 1 says the same", async () => {
  const columns = [
    ...base,
    category(
      "y",
      yes.map((is) => String(Number(is))),
    ),
    category("again", yes.map(String)),
  ];
  const played = await play(label, { columns, protected: ["sex"], label: "y" }, { second: "again" });
  expect(measureOf(played, "second-label", { group: "sex=M" })).toMatchObject({ num: 0, den: 2000 });
});
