import { expect, test } from "vitest";
import type { FeatureFacts, RepresentationFacts } from "../../../check/data/representation/facts.ts";
import type { Finding } from "../../../check/finding.ts";
import { representation } from "./representation.ts";

const feature = (name: string): FeatureFacts => ({
  name,
  kind: "attribute",
  of: { attribute: name },
  basis: "shares",
  groups: 2,
  n: 990,
  missing: 10,
  tv: 0.2,
  low: 0.15,
  high: 0.25,
  noise: 0.012,
  bars: [
    { label: "F", train: 0.3, target: 0.5, serving: 0.4 },
    { label: "<M>", train: 0.7, target: 0.5, serving: 0.6 },
  ],
  distances: { jsDistanceNats: 0.15, kl: null },
  tests: { p: 1e-9, gP: 0.25 },
  even: { effective: 1.84 },
  numbers: { ks: 0.1, p: 0.01, wasserstein: 2.5 },
});
const facts: RepresentationFacts = {
  rows: 1000,
  ownEffect: null,
  basis: "the shares that were given",
  features: [feature("sex")],
  groups: [
    {
      attribute: "sex",
      crossed: false,
      n: 990,
      groups: [
        {
          group: "sex=F",
          rows: 297,
          small: false,
          share: { value: 0.3, low: 0.272, high: 0.329 },
          target: 0.5,
          ratio: { value: 0.6, low: 0.545, high: 0.659 },
          collect: 396,
          knownTo: 0.057,
        },
        {
          group: "sex=<M>",
          rows: 693,
          small: false,
          share: { value: 0.7, low: 0.671, high: 0.728 },
          target: 0,
          ratio: null,
          collect: 0,
          knownTo: 0.037,
        },
      ],
    },
  ],
  holdout: {
    rows: 500,
    features: [
      { name: "sex", of: { attribute: "sex" }, n: 500, tv: { value: 0.1, low: 0.05, high: 0.15 }, noise: 0.018 },
    ],
    groups: [
      {
        attribute: "race",
        crossed: false,
        n: 500,
        groups: [
          {
            group: "race=<New>",
            rows: 25,
            small: true,
            share: { value: 0.05, low: 0.034, high: 0.073 },
            target: 0.1,
            ratio: { value: 0.5, low: 0.34, high: 0.73 },
            collect: 28,
            knownTo: 0.1825,
          },
        ],
      },
    ],
  },
  gaps: {
    tau: 30,
    features: ["sex", "race"],
    total: 2,
    byLevel: [1, 1],
    searched: 2,
    complete: true,
    expectedFrom: "independent",
    unnamed: 1,
    list: [{ pattern: { sex: "F", race: "Other" }, rows: 12, expected: 40.4, deficit: 28.4, collect: 18 }],
  },
  raking: {
    key: "k",
    margins: ["sex", "race"],
    iterations: 8,
    converged: true,
    designEffect: 1.2127,
    worth: 824.6,
    largest: 5.3,
    smallest: 0.7,
    empty: ["race=New"],
  },
};
const drawn = (given: object, check = "data/representation"): string | null =>
  representation({ check, facts: given } as unknown as Finding)?.markup.replaceAll(/\s+/g, " ") ?? null;

test("features with their shares, who is too few, and what weights would repair", () => {
  const page = drawn(facts)!;
  expect(page).toContain('role="img"');
  expect(page).toMatch(/aria-label="sex: in the data against the target against data in use; F 30\.0.%/);
  expect(page).toMatch(/stroke-dasharray="4 3"/);
  expect(page).toContain("dashed line: data in use");
  expect(page).toMatch(/aria-label="sex=F: 0\.60 \[0\.5/);
  expect(page).toContain(">396<");
  expect(page).toContain("How even the groups are");
  expect(page).toContain("&lt;M&gt;");
  expect(page).not.toContain("<M>");
  expect(page).toMatch(/0\.200<span class="kd says">\[0\.150/);
  expect(page).toContain("1.8 of 2");
  expect(page).toContain(">∞</td>");
  expect(page).toContain("&lt; 0.001");
  expect(page).toContain("KS 0.100, Wasserstein 2.50");
  expect(page).toMatch(/1\.0.% have no value/);
  expect(page).toContain("2 combinations of values have fewer than 30 rows");
  expect(page).toContain("1 combination of very few people is not named");
  expect(page).toContain("<b><bdi>Other</bdi></b>");
  expect(page).toMatch(/design effect of 1\.21: 1.000 rows are then worth 825/);
  expect(page).toContain("Nobody in the data is of <bdi>race=New</bdi>");
});

test("the test set: how far from the target, and how well a rate would be known in each group", () => {
  const page = drawn(facts)!;
  expect(page).toMatch(/500 rows of the holdout against the same target/);
  expect(page).toMatch(/aria-label="race=&lt;New&gt;: 0\.50 \[0\.34/);
  expect(page).toContain("± 0.182");
  expect(drawn({ ...facts, holdout: null })).not.toContain("The test set");
});

test("without a target it asks for one; without gaps it says so; many features are folded", () => {
  const page = drawn({
    ...facts,
    features: Array.from({ length: 15 }, (_, i) => feature(`f${i}`)),
    gaps: { ...facts.gaps, total: 0, list: [] },
    raking: null,
  })!;
  expect(page).toContain("Weights need a target.");
  expect(page).toContain("Features, farthest from their target first");
  const even = { ...feature("sex"), basis: "uniform" as const };
  expect(drawn({ ...facts, features: [even] })).toContain("Features, least even first");
  expect(page).toContain("Nobody: all combinations of up to 2 values of sex, race have at least 30 rows.");
  expect(page).toContain("3 features nearer to the target");
});

test("nothing for another check, or without features", () => {
  expect(drawn(facts, "data/drift")).toBeNull();
  expect(drawn({ ...facts, features: [] })).toBeNull();
});
