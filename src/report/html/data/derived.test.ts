import { describe, expect, test } from "vitest";
import type { Derived } from "../../../check/data/fairness/derived.ts";
import type { Fair } from "../../../check/data/fairness/works.ts";
import { byChance, derivedPart } from "./derived.ts";

const hostile = '<img src=x onerror="1">';
const spread = (value: number, by = 0.05) => ({ value, low: value - by, high: value + by });
const rate = (id: string, hits: number, n: number, attribute = "sex", crossed = false) => ({
  id,
  by: [{ attribute, crossed, groups: [{ hits, n, rows: n }] }],
});
const fair = {
  means: [],
  classes: [
    {
      class: "yes",
      rates: [rate("base-rate", 25, 100), rate("tpr", 1, 2, "sex&race", true)],
      summaries: {
        everybody: [
          { id: "base-rate", value: 0.25 },
          { id: "selection-rate", value: 0.5 },
        ],
      },
    },
  ],
} as unknown as Fair; // what the panel reads of it
const epsilon = (value: number) => ({ ...spread(value), of: `sex=${hostile}`, to: "sex=\u202eM" });
const calibrated = (group: string, rows: number) => ({
  group,
  rows,
  small: rows < 30,
  error: { ...spread(0.1), chance: 0.03 },
  intercept: rows < 30 ? null : spread(0.4),
  slope: rows < 30 ? spread(9, 30) : spread(0.8),
});
const derived: Derived = {
  inequality: {
    n: 100,
    entropy: spread(0.2),
    theil: spread(0.3),
    between: [{ attribute: "sex", n: 100, entropy: spread(0.01, 0.005) }],
  },
  likeness: {
    k: 5,
    rows: 90,
    of: 100,
    outcomes: [
      { outcome: "label", ...spread(0.7), withSelf: 0.76 },
      { outcome: "prediction", ...spread(0.9), withSelf: 0.92 },
    ],
  },
  epsilons: [
    {
      attribute: "sex",
      groups: 2,
      n: 100,
      label: epsilon(Math.log(2)),
      prediction: epsilon(Math.log(3)),
      amplification: spread(0.405),
    },
    { attribute: "sex&race", groups: 4, n: 100, label: epsilon(1), prediction: null, amplification: null },
  ],
  calibrations: [
    {
      attribute: "sex",
      groups: [calibrated(`sex=${hostile}`, 60), calibrated("sex=\u202eM", 20)],
      tests: {
        groups: 2,
        n: 80,
        group: { chiSquare: 9, df: 1, p: 0.0027 },
        slope: { chiSquare: 0.4, df: 1, p: 0.53 },
      },
    },
  ],
  within: [],
};
const pageOf = (of: Partial<Derived>): string =>
  derivedPart({ ...derived, ...of }, fair)?.markup.replaceAll(/[ \n]+/g, " ") ?? "";

test("names are escaped and cannot turn the text around; every picture is said in words", () => {
  const page = pageOf({});
  expect(page).not.toContain("<img");
  expect(page).not.toContain("\u202e");
  expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  for (const [svg] of page.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/aria-label="[^"]+"|aria-hidden|<svg x=/);
  expect(page).toMatch(/^<details class="fold"> <summary>Beyond rates<\/summary>/);
});

test("inequality: what lies between groups, as a share of all", () => {
  const page = pageOf({});
  expect(page).toContain('aria-label="everybody, generalised entropy: 0.200 [0.150,\u00a00.250]"');
  expect(page).toContain("Of what there is, 5.0\u202f% lies between groups of <bdi>sex</bdi>");
  expect(pageOf({ inequality: null })).not.toContain("How unequally");
});

describe("similar people", () => {
  test("two people at random agree in p² + (1 - p)² of cases", () => {
    expect(byChance(0.25)).toBeCloseTo(0.25 ** 2 + 0.75 ** 2, 12);
    expect([byChance(0), byChance(0.5), byChance(1)]).toEqual([1, 0.5, 1]);
  });
  test("stand beside people at random, by the shares of labels and of predictions", () => {
    const page = pageOf({});
    expect(page).toContain('aria-label="labels: 0.700 [0.650,\u00a00.750]"');
    expect(page).toMatch(/data-of="people at random">0\.625<.*data-of="people at random">0\.500</);
    expect(page).toMatch(/data-of="with oneself, as AIF360">0\.760</);
    expect(page).toContain("the 5 most similar of 90 people");
  });
});

describe("differential fairness", () => {
  test("e^ε times as likely, and who against whom", () => {
    const page = pageOf({});
    expect(page).toMatch(/data-of="times as likely">2\.00<.*data-of="times as likely">3\.00</);
    expect(page).toContain("<bdi>sex=&lt;img src=x onerror=&quot;1&quot;&gt;</bdi> against <bdi>sex=\ufffdM</bdi>");
    expect(page.indexOf("as in another: two attributes together")).toBeGreaterThan(0);
    expect(page.indexOf("by <bdi>sex and race</bdi>")).toBeGreaterThan(
      page.indexOf("as in another: two attributes together"),
    );
  });
  test("amplified, lessened, or not to be told", () => {
    const of = (amplification: ReturnType<typeof spread>): string =>
      pageOf({ epsilons: [{ ...derived.epsilons[0]!, amplification }] });
    expect(of(spread(0.4))).toContain(
      "Predictions are further apart than labels: ε of predictions minus that of labels is 0.400",
    );
    expect(of(spread(-0.4))).toContain("Predictions are less far apart than labels");
    expect(of(spread(0.04))).toContain("Whether predictions are further apart than labels cannot be told");
  });
});

describe("calibration", () => {
  test("errors beside what chance makes of them, slopes beside 1, tests in words", () => {
    const page = pageOf({});
    expect(page).toContain("How far scores are from the share of positives (ECE)");
    expect(page).toMatch(/data-of="by chance">0\.030</);
    expect(page).toContain(
      "Equal scores go with equal shares of positives in all groups: no, chance alone would hardly do this (p = 0.003).",
    );
    expect(page).toContain("The score tells as much in all groups: nothing speaks against it (p = 0.530).");
  });
  test("a small group does not stretch the axis: what lies beyond is pointed at", () => {
    const page = pageOf({});
    const slopes = page.slice(page.indexOf("Are scores too extreme?"));
    expect(slopes).toMatch(/95 % interval, from \.\d+ to 1\.0/);
    expect(slopes).toMatch(/aria-label="sex=\ufffdM: 9\.000 \[−21\.000,\u00a039\.000\]"> .*?M-5 -4L-1 0L-5 4/);
  });
  test("without a score there is none", () => {
    expect(pageOf({ calibrations: [] })).not.toContain("ECE");
  });
});

test("nothing but rates: nothing is drawn", () => {
  expect(pageOf({ inequality: null, likeness: null, epsilons: [], calibrations: [] })).toBe("");
});
