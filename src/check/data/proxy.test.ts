import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";
import { proxy } from "./proxy.ts";
import type { Proxies } from "./proxy/works.ts";

const n = 1200;
const rows = Array.from({ length: n }, (_, i) => i);
const factsOf = ({ facts }: { facts: unknown }): Proxies => facts as Proxies;
const given = (seed: number, tell: number) => {
  const s = stream(seed, "proxy.test");
  const sex = rows.map(() => (s.next() < 0.5 ? "F" : "M"));
  const job = sex.map((each) => (s.next() < tell ? (each === "F" ? "nurse" : "smith") : s.next() < 0.5 ? "nurse" : "smith")); // prettier-ignore
  const height = sex.map((each) => (each === "M" ? 12 * tell : 0) + 170 + 8 * s.normal());
  const age = rows.map(() => Math.floor(20 + 50 * s.next()));
  const town = rows.map(() => "ABC"[s.int(3)]!);
  return {
    columns: [
      category("sex", sex),
      category("job", job),
      number("height", height),
      number("age", age),
      category("town", town),
      category("y", sex), // the label gives sex away, and must not be looked at
    ],
    protected: ["sex"],
    label: "y",
  };
};

test("no relation: silence, in 30 tables", async () => {
  let [alarms, silent, strong] = [0, 0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const played = await play(proxy, given(seed, 0), { rows: 500, steps: 0 });
    const auc = measureOf(played, "proxy-auc", { attribute: "sex" })!;
    if (auc.low! > 0.5) alarms++;
    if (auc.low! <= 0.5 && auc.high! >= 0.5) silent++;
    if (factsOf(played).attributes[0]!.links.some(({ adjusted }) => adjusted < 0.05)) strong++;
  }
  expect(alarms).toBeLessThanOrEqual(3); // 2.5 %: more than 3 of 30 happen once in 1,000
  expect(silent).toBeGreaterThanOrEqual(26);
  expect(strong).toBeLessThanOrEqual(5); // 5 %
});

test("planted proxies are found, the strongest first, and what is left falls as they go", async () => {
  const played = await play(proxy, given(1, 0.8));
  const auc = measureOf(played, "proxy-auc", { attribute: "sex" })!;
  expect(auc.low!).toBeGreaterThan(0.85);
  const error = measureOf(played, "balanced-error", { group: "sex=M" })!;
  expect(error.high!).toBeLessThan(0.2);
  expect(error.low!).toBeLessThan(error.value!);
  const [found] = factsOf(played).attributes;
  expect(found!.links.map(({ column }) => column).slice(0, 2)).toEqual(["job", "height"]);
  expect(found!.links.some(({ column }) => column === "y" || column === "sex")).toBe(false);
  expect(measureOf(played, "cramers-v", { attribute: "sex", column: "job" })!.low!).toBeGreaterThan(0.7);
  expect(measureOf(played, "cramers-v", { attribute: "sex", column: "town" })!.low!).toBe(0);
  expect(measureOf(played, "column-auc", { group: "sex=M", column: "height" })!.low!).toBeGreaterThan(0.6);
  const left = found!.steps.map(({ without, joint }) => [without, joint?.mean.value] as const);
  expect(left.map(([name]) => name).slice(0, 2)).toEqual(["job", "height"]);
  expect(left[0]![1]!).toBeGreaterThan(0.65);
  expect(left[0]![1]!).toBeLessThan(auc.low!);
  expect(left[1]![1]!).toBeLessThan(0.56);
});

test("two columns that tell nothing alone tell everything together", async () => {
  const s = stream(4, "proxy.test xor");
  const a = rows.map(() => s.int(2));
  const b = rows.map(() => s.int(2));
  const columns = [
    category("sex", rows.map((i) => (a[i] === b[i] ? "F" : "M"))), // prettier-ignore
    category("a", a.map(String)),
    category("b", b.map(String)),
  ];
  const played = await play(proxy, { columns, protected: ["sex"] });
  expect(measureOf(played, "cramers-v", { attribute: "sex", column: "a" })!.low!).toBe(0);
  expect(measureOf(played, "proxy-auc", { attribute: "sex" })!.low!).toBeGreaterThan(0.95);
});

test("three groups, small ones, other protected columns, and the same column twice", async () => {
  const s = stream(5, "proxy.test three");
  const race = rows.map((i) => (i < 10 ? "rare" : "ABC"[s.int(3)]!));
  const sex = rows.map(() => "FM"[s.int(2)]!);
  const columns = [
    category("race", race),
    category("race2", race.map((each) => `${each}!`)), // prettier-ignore
    category("sex", sex),
    category("street", race.map((each) => (s.next() < 0.7 ? each : "ABC"[s.int(3)]!))), // prettier-ignore
    number("age", rows.map(() => s.int(50))), // prettier-ignore
  ];
  const played = await play(proxy, { columns, protected: ["race", "race2", "sex"] });
  expect(played.validity.map(({ code }) => code)).toEqual(["same-column"]);
  const { attributes, pairs } = factsOf(played);
  expect(attributes[0]!.joint!.groups.map(({ group }) => group)).toEqual(["race=A", "race=B", "race=C"]);
  expect(attributes[0]!.leftOut).toBe(10);
  expect(attributes[0]!.joint!.columns).toBe(2);
  const { mean, groups } = attributes[0]!.joint!;
  expect(mean.low).toBeGreaterThan(0.75);
  expect(mean.high - mean.low).toBeLessThan(Math.max(...groups.map(({ auc }) => auc.high - auc.low)));
  expect(pairs).toHaveLength(3);
  expect(pairs.find(({ attribute, other }) => attribute === "race" && other.column === "sex")!.other.low).toBe(0);
  expect(JSON.stringify(played.facts)).not.toMatch(/rare"/);
});

test("one group only, and nothing else in the table", async () => {
  const columns = [category("sex", rows.map(() => "F")), number("age", rows)]; // prettier-ignore
  const played = await play(proxy, { columns, protected: ["sex"] });
  expect(played.validity[0]?.code).toBe("no-model");
  expect(measureOf(played, "proxy-auc", { attribute: "sex" })?.status).toBe("undefined");
  await expect(play(proxy, { columns: columns.slice(0, 1), protected: ["sex"] })).rejects.toThrow("no other column");
});
