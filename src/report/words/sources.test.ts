import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { sourcesIn, spokenOf } from "./sources.ts";

const drift = {
  check: "data/drift",
  about: { title: "drift" },
  verdict: "none",
  reason: null,
  headline: null,
  measures: [{ id: "told-apart", value: 0.7, low: 0.6, high: 0.8, confidence: 0.95, n: 100, status: "ok" }],
} as unknown as Finding; // what is read of it
const checks = [
  { check: "data/drift", measures: ["told-apart"], lacks: null },
  { check: "data/label", measures: ["base-rate.difference"], lacks: null },
];
const map = (sources: readonly object[]): Finding =>
  ({ check: "data/sources", facts: { sources } }) as unknown as Finding;

test("what was found is said, what was not played is said to be silent", () => {
  expect(spokenOf(checks[0]!, [drift])).toEqual({
    title: "Drift",
    says: "a classifier tells the two tables apart with an AUC of 0.700 [0.600,\u00a00.800]",
    silent: false,
  });
  expect(spokenOf(checks[1]!, [drift])).toMatchObject({ title: "data/label", says: "not played", silent: true });
  expect(spokenOf({ ...checks[0]!, lacks: "needs --serving FILE" }, [drift])).toMatchObject({ silent: true });
});

test("sources that no check speaks of are left out; without the map there is nothing", () => {
  const beside = [
    drift,
    map([
      { id: "deployment", checks },
      { id: "historical", checks: checks.slice(1) },
    ]),
  ];
  const found = sourcesIn(beside);
  expect(found.map(({ source, spoken }) => [source, spoken.map(({ title }) => title)])).toEqual([
    ["Deployment", ["Drift"]],
  ]);
  expect(sourcesIn([drift])).toEqual([]);
});
