import { expect, test } from "vitest";
import { headlineOf, countsOf } from "../../../check/data/fairness/headline.ts";
import { fairWork } from "../../../check/data/fairness/works.ts";
import type { Finding } from "../../../check/finding.ts";
import type { Cast, Said } from "../../../subject/data.ts";
import { fairness } from "./fairness.ts";

const rows = Array.from({ length: 3000 }, (_, i) => i);
const hostile = "<img src=x onerror=1>";
const rightToLeft = "\u05d0\u05d9\u05e9\u05d4 \u202egnirts";
const attributes = [
  { name: "sex", labels: [hostile, rightToLeft, "missing"], codes: Int32Array.from(rows, (i) => i % 2) },
  {
    name: "race",
    labels: [...Array.from({ length: 14 }, (_, k) => `r${k}`), "missing"],
    codes: Int32Array.from(rows, (i) => (i < 8 ? 13 : (i >> 1) % 13)),
  },
];
const of = (classes: readonly string[], positive: number | null, code: (i: number) => number): Said => ({
  kind: "class",
  classes,
  positive,
  codes: Int32Array.from(rows, code),
});
const score = (i: number): number => ((i * 37) % 101) / 101;
const scored: Cast = {
  rows: rows.length,
  attributes,
  label: of(["no", "yes"], 1, (i) => Number((i * 53) % 97 < 97 * score(i))),
  prediction: of(["no", "yes"], 1, (i) => Number(score(i) > (i % 2 === 0 ? 0.3 : 0.6))),
  score: Float64Array.from(rows, score),
  weights: null,
};

async function pageOf(cast: Cast, limit: number | null = null): Promise<string> {
  const fair = await fairWork.run({ cast: "cast", standIn: null, seed: 1 }, { get: () => Promise.resolve(cast) });
  const headline = headlineOf(countsOf(fair, "equalized-odds", 30), fair.rows);
  const facts = { fair, criterion: "equalized-odds", needed: [], strata: [] };
  const finding = { check: "data/fairness", facts, headline, limit } as unknown as Finding; // what the panel reads of it
  return fairness(finding)!.markup.replaceAll(/[ \n]+/g, " ");
}
const clean = (page: string): void => {
  expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  expect(page).not.toContain("<img");
  expect(page).not.toContain("\u202e");
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  // Every picture is said in words, or has its numbers beside it.
  for (const [svg] of page.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/aria-label="[^"]+"|aria-hidden|<svg x=/);
};

test("rates that are judged come first, on one axis, beside all groups and the limit", async () => {
  const page = await pageOf(scored, 0.1);
  clean(page);
  expect(page).toContain("sex=&lt;img src=x onerror=1&gt;");
  const fold = page.indexOf("More rates by group");
  for (const title of ["Positives that are found", "Negatives called positive"]) {
    expect(page.indexOf(title)).toBeGreaterThanOrEqual(0);
    expect(page.indexOf(title)).toBeLessThan(fold);
  }
  expect(page.indexOf("Predictions that are right")).toBeGreaterThan(fold);
  expect(page).toMatch(/everybody: \d\d\.\d\u202f%/);
  expect(page).toContain("as far from the lowest as the limit allows: 0.100");
  expect(page).toMatch(/role="img" aria-label="sex=&lt;img src=x onerror=1&gt;: \d+\.\d\u202f% \[/);
  // Pairs of attributes, and other rates, are not judged.
  expect(page.match(/as the limit allows/g)).toHaveLength(4); // of two rates, race has a table of its own for what is folded
  expect(page.slice(fold)).not.toContain("as the limit allows");
});

test("strata: what is left of a gap within them, said once for all attributes", async () => {
  const fair = await fairWork.run({ cast: "cast", standIn: null, seed: 1 }, { get: () => Promise.resolve(scored) });
  const around = { value: 0.1, low: 0.05, high: 0.15 };
  const women = {
    group: `sex=${hostile}`,
    rows: 900,
    plain: around,
    conditional: null,
    leftOut: 0,
    odds: null,
    p: 0.2,
    alikeP: null,
  };
  const derived = { inequality: null, likeness: null, epsilons: [], calibrations: [] };
  const within = ["sex", "race"].map((attribute) => ({ attribute, groups: [women] }));
  const facts = { fair, criterion: "equalized-odds", needed: [], strata: ["<job>"], derived: { ...derived, within } };
  const page = fairness({ check: "data/fairness", facts, headline: null } as unknown as Finding)!.markup;
  clean(page);
  expect(page.replaceAll(/\s+/g, " ")).toContain("alike in <bdi>&lt;job&gt;</bdi>");
  expect(page).toMatch(/sex within equal &lt;job&gt;/);
  expect(page).toContain("0.100 [0.050,");
  expect(page.match(/Disparity: the group/g)).toHaveLength(1);
});

test("no limit, no band; more than twelve groups are folded, not left out", async () => {
  const page = await pageOf(scored);
  expect(page).not.toContain("as the limit allows");
  expect(page).not.toContain("band-s1");
  expect(page).toMatch(/2 more groups of <bdi>race<\/bdi>/);
  expect(page).toContain("race=r13");
  expect(page).toContain("too few to be compared");
});

test("a score: curves of the six largest groups, numbers folded below, areas and means by group", async () => {
  const page = await pageOf(scored);
  expect(page.match(/aria-label="Share of positives by mean score, by (sex|race): /g)).toHaveLength(2);
  expect(page).toContain("8 smaller groups are not drawn");
  expect(page).toContain("in numbers</summary>");
  expect(page).toContain("How well a score tells positives from negatives");
  expect(page).toMatch(/aria-label="race=r1: 0\.\d{3} \[0/);
  expect(page).toContain("Brier score");
  const key = page.slice(page.indexOf('class="key"'));
  expect(key).toMatch(/^class="key">\s*<span>.*?<bdi>&lt;img src=x onerror=1&gt;<\/bdi>/);
});

test("a number: the three errors by group, and no curves", async () => {
  const page = await pageOf({
    ...scored,
    label: { kind: "number", values: Float64Array.from(rows, (i) => (i * 7) % 50) },
    prediction: { kind: "number", values: Float64Array.from(rows, (i) => ((i * 7) % 50) + (i % 2 === 0 ? 2 : -1)) },
    score: null,
  });
  clean(page);
  // Errors are 2 in one group and -1 in the other.
  expect(page).toMatch(/aria-label="sex=&lt;img src=x onerror=1&gt;: 2\.000 \[2\.000/);
  expect(page).toMatch(/Mean squared error.*aria-label="sex=&lt;img src=x onerror=1&gt;: 4\.000/);
  expect(page).toContain("neither too high nor too low");
  // All of a group are off by as much, so that its half and its nine tenths are one point.
  expect(page).toMatch(
    /person by person .*aria-label="sex=&lt;img src=x onerror=1&gt;: 2\.000 \[2\.000,\u00a02\.000\]"/,
  );
  expect(page).toMatch(/data-of="95 %">2\.000<\/td><td role="cell" class="r" data-of="rows">1\u202f500/);
  expect(page).toContain("Root of the mean squared error");
  expect(page).not.toContain("What a score means");
});

test("a number in the millions, or in millionths: as many digits as it needs", async () => {
  const times = async (unit: number): Promise<string> =>
    await pageOf({
      ...scored,
      label: { kind: "number", values: Float64Array.from(rows, (i) => unit * ((i * 7) % 50)) },
      prediction: {
        kind: "number",
        values: Float64Array.from(rows, (i) => unit * (((i * 7) % 50) + (i % 2 === 0 ? 2 : -1))),
      },
      score: null,
    });
  expect(await times(1e6)).toMatch(/onerror=1&gt;: 2\u202f000\u202f000 \[/);
  expect(await times(1e-6)).toMatch(/onerror=1&gt;: 0\.0000020 \[/);
});

test("several classes: the one that is judged first, the others folded", async () => {
  const third = (i: number): number => Math.floor(score(i) * 2.99);
  const page = await pageOf({
    ...scored,
    label: of(["a", "<b>", "c"], null, third),
    prediction: of(["a", "<b>", "c"], null, (i) => (i % 2 === 0 && third(i) === 2 ? 0 : third(i))),
    score: null,
  });
  clean(page);
  expect(page.match(/<details class="fold" open> <summary>Class <bdi>c<\/bdi>/g)).toHaveLength(1);
  expect(page).toMatch(/<details class="fold"\s*> <summary>Class <bdi>&lt;b&gt;<\/bdi>/);
});

test("rows with weights: everybody's rate has them too", async () => {
  const weights = Float64Array.from(rows, (i) => 1 + (i % 3));
  const page = await pageOf({ ...scored, weights });
  clean(page);
  const is = (said: Said | null, i: number): boolean => said?.kind === "class" && said.codes[i] === 1;
  const positives = rows.filter((i) => is(scored.label, i));
  const found = positives.filter((i) => is(scored.prediction, i));
  const worth = (some: readonly number[]): number => some.reduce((all, i) => all + weights[i]!, 0);
  expect(page).toContain(`everybody: ${((100 * worth(found)) / worth(positives)).toFixed(1)}\u202f%`);
});

test("several rates in one number, and what deciding adds, by group beside everybody", async () => {
  const page = await pageOf(scored);
  const part = page.slice(page.indexOf("Several rates in one number"));
  for (const caption of ["Balanced accuracy", "Average odds", "Correlation of labels", "F1", "what deciding adds"])
    expect(part).toContain(caption);
  expect(part).toMatch(/everybody: 0\.\d{3}/);
  expect(part).toMatch(/The groups furthest apart differ by 0\.\d{3} \[/);
});

test("findings of other checks, and those without facts, have no panel", () => {
  expect(fairness({ check: "data/fairness", facts: {} } as unknown as Finding)).toBeNull();
  expect(fairness({ check: "data/label", facts: { fair: {} } } as unknown as Finding)).toBeNull();
});
