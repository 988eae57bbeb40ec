import { expect, test } from "vitest";
import { runSchemaOf } from "./testing/schema.ts";
import type { Measure } from "../check/finding.ts";
import { guessing, notPlayed, type Guesses } from "./guessing.ts";

const ones = (n: number, hits: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => Number(i < hits));
const game = (hits: number, n: number, controlHits: number, controlN: number): Guesses => ({
  attack: ones(n, hits),
  control: ones(controlN, controlHits),
});
const options = { measure: "advantage", seed: 1, name: "synthetic/linkability", reshuffles: 99 } as const;
const get = (measures: readonly Measure[], id: string): Measure | undefined => measures.find((one) => one.id === id);

test("census2k, leaky table, joining files at k = 1: 121 of 2000 against none is R .0605 [.0507, .0716]", () => {
  const { headline, measures, validity } = guessing(
    [{ ...game(121, 2000, 0, 2000), baseline: new Float64Array(2000).fill(1 / 2048) }],
    options,
  );
  expect(headline).toMatchObject({ measure: "advantage", of: null });
  expect(headline?.estimate).toMatchObject({ value: 0.0605, confidence: 0.95, n: 2000 });
  expect(headline?.estimate.low).toBeCloseTo(0.050674, 6);
  expect(headline?.estimate.high).toBeCloseTo(0.071598, 6);
  expect(measures.map(({ id }) => id)).toEqual([
    "attack",
    "control",
    "baseline",
    "difference",
    "advantage",
    "excess-hits",
    "anonymeter.risk",
    "no-leak",
  ]);
  expect(get(measures, "attack")).toMatchObject({ hits: 121, n: 2000, value: 0.0605 });
  expect(get(measures, "baseline")).toMatchObject({ value: 1 / 2048, low: 1 / 2048, high: 1 / 2048 });
  expect(get(measures, "baseline")).not.toHaveProperty("hits");
  expect(get(measures, "excess-hits")).toMatchObject({ value: 121, n: 2000 });
  expect(get(measures, "anonymeter.risk")?.value).toBeCloseTo(0.06044195, 8); // Anonymeter 1.1.0
  expect(get(measures, "no-leak")).toMatchObject({ value: 0.01, hits: 0, n: 99, low: null, high: null });
  expect(validity).toEqual([]);
});

test("census2k, leaky table, the income of 2000 people: 1589 against 1448 is R .2554 [.1678, .3344], Anonymeter's .2545", () => {
  const { headline, measures } = guessing([game(1589, 2000, 1448, 2000)], options);
  expect(headline?.estimate.value).toBeCloseTo(0.255435, 6);
  expect(headline?.estimate.low).toBeCloseTo(0.167796, 6);
  expect(headline?.estimate.high).toBeCloseTo(0.334421, 6);
  expect(get(measures, "anonymeter.risk")?.value).toBeCloseTo(0.2545, 4);
});

/** Attack / control of the leaky table in checks/synthetic.md. */
const secrets = {
  income: [1589, 1448],
  marital: [1259, 1032],
  education: [910, 579],
  age: [711, 224],
  occupation: [682, 336],
} as const;
const spread = (hits: number): Uint8Array =>
  Uint8Array.from({ length: 2000 }, (_, i) => Number((i * 1237) % 2000 < hits));
const census = Object.entries(secrets).map(([secret, [a, c]]) => ({
  of: { secret },
  attack: spread(a),
  control: spread(c),
}));

test("of five secrets the corrected maximum is named, and every game stands by itself", () => {
  const { headline, measures } = guessing(census, { ...options, name: "synthetic/inference" });
  expect(headline?.of).toEqual({ secret: "age" });
  expect(headline?.counts).toHaveLength(5);
  // (711 - 224)/(2000 - 224) = .2742 (hand): age wins every fold
  expect(headline?.estimate.value).toBeCloseTo(487 / 1776, 12);
  const best = measures.find((one) => one.of?.["best"]);
  expect(best).toMatchObject({ id: "advantage", of: { secret: "age", best: "true" }, value: headline?.estimate.value });
  const age = measures.find((one) => one.id === "advantage" && one.of?.["secret"] === "age" && !one.of["best"]);
  expect(best!.low!).toBeLessThan(age!.low!);
  expect(measures.filter(({ id }) => id === "attack").map(({ of }) => of)).toEqual(census.map(({ of }) => of));
});

test("copies: the difference is judged, R is shown", () => {
  const { headline, measures } = guessing([game(99, 2000, 0, 2000)], {
    ...options,
    measure: "excess",
    name: "synthetic/copies",
  });
  expect(headline).toMatchObject({ measure: "excess", estimate: { value: 0.0495 }, counts: [{ scale: "difference" }] });
  expect(get(measures, "excess")).toEqual({ ...get(measures, "difference"), id: "excess" });
  expect(get(measures, "advantage")?.value).toBeCloseTo(0.0495, 12);
});

test("pairs are compared pair by pair", () => {
  const attack = Uint8Array.from({ length: 100 }, (_, i) => Number(i < 65));
  const control = Uint8Array.from({ length: 100 }, (_, i) => Number(i < 45 || i >= 95));
  const { headline } = guessing([{ attack, control, paired: true }], options);
  // 45 both, 20 attack only, 5 control only, 30 neither: the fixture of Tang, Tang & Chan in interval.test.ts
  expect(headline?.counts[0]).toMatchObject({ design: "paired", bothHit: 45, onlyAttack: 20, onlyControl: 5, n: 100 });
  expect(headline?.estimate.low).toBeCloseTo(0.12271806980542314, 12);
});

test("without a holdout it stands against the blind guess, and may not fail", () => {
  const baseline = new Float64Array(500).fill(0.1);
  const { headline, measures, validity } = guessing([{ attack: ones(500, 250), baseline }], options);
  expect(headline?.counts[0]?.design).toBe("baseline");
  expect(headline?.estimate.value).toBeCloseTo(0.4 / 0.9, 12);
  expect(validity).toMatchObject([{ code: "no-control", effect: "blocks-fail" }]);
  expect(get(measures, "control")).toBeUndefined();
  expect(get(measures, "excess-hits")).toBeUndefined();
  expect(get(measures, "no-leak")).toBeUndefined();
});

test("with neither holdout nor chance nothing is measured", () => {
  const { headline, validity, measures } = guessing([{ attack: ones(500, 250) }], options);
  expect(headline).toBeNull();
  expect(validity).toMatchObject([{ code: "no-control", effect: "blocks" }]);
  expect(measures.map(({ id }) => id)).toEqual(["attack", "anonymeter.risk"]);
});

test("seven people on a side measure nothing, eight do", () => {
  expect(guessing([game(3, 7, 1, 500)], options)).toMatchObject({
    headline: null,
    validity: [{ code: "too-few-trials", effect: "blocks" }],
  });
  expect(guessing([game(3, 8, 1, 500)], options).headline).not.toBeNull();
  expect(guessing([], options).validity).toMatchObject([{ code: "too-few-trials", effect: "blocks" }]);
  expect(guessing([game(0, 0, 0, 0)], options).measures.map(({ value, status }) => [value, status])).toEqual([
    [null, "undefined"],
    [null, "undefined"],
  ]);
});

test("a game that outsiders always win proves nothing alone", () => {
  const { headline, measures, validity } = guessing([game(100, 100, 100, 100)], options);
  expect(headline).toBeNull();
  expect(validity).toMatchObject([{ code: "control-saturated", effect: "blocks" }]);
  expect(get(measures, "advantage")).toMatchObject({ value: null, status: "not-measurable" });
  expect(get(measures, "difference")).toMatchObject({ value: 0 });
});

test("in a suite such a game stays, on the difference, and one of too few people is left out", () => {
  const suite = [
    { ...game(30, 100, 10, 100), of: { secret: "a" } },
    { ...game(100, 100, 100, 100), of: { secret: "constant" } },
    { ...game(3, 5, 1, 100), of: { secret: "rare" } },
  ];
  const { headline, validity } = guessing(suite, { ...options, limit: null });
  expect(headline?.counts.map(({ of, scale }) => [of?.["secret"], scale])).toEqual([
    ["a", "ratio"],
    ["constant", "difference"],
  ]);
  expect(validity.map(({ code, of, effect }) => [code, of?.["secret"], effect])).toEqual([
    ["control-saturated", "constant", "note"],
    ["too-few-trials", "rare", "note"],
  ]);
});

test("an attack that does no better than a blind guess is said to be perhaps a weak one", () => {
  const baseline = new Float64Array(2000).fill(0.0005);
  const { validity } = guessing([{ ...game(1, 2000, 3, 2000), baseline }], options);
  expect(validity.map(({ code, effect }) => [code, effect])).toEqual([["attack-not-better-than-baseline", "note"]]);
});

test("so few people cannot pass the limit: it says how many can", () => {
  const { validity } = guessing([game(10, 40, 10, 40)], options);
  // 2.8^2 * 2 * (.25/.75) / .01 = 522.7 (hand)
  expect(validity).toMatchObject([
    { code: "too-few-trials", effect: "note", message: expect.stringContaining("about 523 people") },
  ]);
  expect(guessing([game(10, 40, 10, 40)], { ...options, limit: null }).validity).toEqual([]);
  expect(guessing([game(35, 40, 3, 40)], options).validity).toEqual([]); // it fails, and that needs no more people
});

test("a ratio without a lower bound says so by null", () => {
  const { headline } = guessing([game(0, 8, 6, 8)], options);
  expect(headline?.estimate.high).toBeLessThan(1);
  expect(headline?.estimate.low === null || Number.isFinite(headline?.estimate.low)).toBe(true);
});

const padded = (arm: Uint8Array): Uint8Array => Uint8Array.from([...arm, ...Array(10).fill(notPlayed)]);

test("people who were not played are not counted", () => {
  const { headline } = guessing([{ attack: padded(ones(50, 20)), control: padded(ones(40, 8)) }], options);
  expect(headline?.counts[0]).toMatchObject({ hits: 20, n: 50, controlHits: 8, controlN: 40 });
});

test("the same people, seed and name give the same finding, and all of it can stand in run.json", () => {
  for (const suite of [census, [game(10, 40, 10, 40)], [game(0, 8, 6, 8)], [{ attack: ones(500, 250) }]]) {
    const once = guessing(suite, options);
    expect(guessing(suite, options)).toEqual(once);
    expect(runSchemaOf(once)).toEqual(once);
  }
});
