import { expect, test } from "vitest";
import type { FoundSubgroups, Searched, Subgroup } from "../../../check/data/subgroups/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { subgroups } from "./subgroups.ts";

const one = (value: string, divergence: number, status: Subgroup["status"] = "confirmed"): Subgroup => ({
  conditions: [
    { column: "age", value },
    { column: "sex", value: "F" },
  ],
  search: { rows: 60, n: 60, value: 0.5, divergence, z: 4, p: 0.01, score: 0.2 },
  measured: {
    rows: status === "small" ? 12 : 70,
    n: 70,
    value: status === "small" ? null : 0.45,
    low: null,
    high: null,
    divergence:
      status === "small" ? null : { value: divergence - 0.05, low: divergence - 0.15, high: divergence + 0.05 },
    shares: status === "small" ? [] : [0.2, divergence - 0.25],
    p: status === "small" ? null : 0.0002,
  },
  adjusted: status === "small" ? null : 0.004,
  status,
});
const searched = (some: readonly Subgroup[], more: Partial<Searched> = {}): Searched => ({
  outcome: "error-rate",
  class: null,
  kind: "rate",
  side: "above",
  search: { n: 500, mean: 0.2 },
  looked: 321,
  redundant: 3,
  twins: 1,
  most: 5,
  chance: { mean: 2, q95: 3 },
  p: 0.01,
  subgroups: some,
  ...more,
});
const page = (outcomes: readonly Searched[]): string => {
  const found: FoundSubgroups = {
    by: "prediction",
    weighted: false,
    rows: { search: 500, confirm: 501 },
    support: 30,
    outcomes,
  };
  const drawn = subgroups({ check: "data/subgroups", facts: { found, conditions: 3 } } as unknown as Finding); // what the panel reads of it
  return drawn?.markup.replaceAll(/\s+/g, " ") ?? "";
};

test("what was found on one half, and measured on the other; the furthest first, the others folded", () => {
  const all = Array.from({ length: 7 }, (_, i) => one(`${20 + i}`, 0.3 + i / 100));
  const text = page([searched(all)]);
  expect(text).toContain("500 random rows were searched, and what was found there was measured on the 501 others");
  expect(text).toContain("321 subgroups were looked at. On the other half 7 of 7 are confirmed");
  expect(text.indexOf("age 26, sex F")).toBeLessThan(text.indexOf("age 25, sex F"));
  expect(text).toContain("2 more subgroups");
  expect(text).toContain('aria-label="age 26, sex F: +0.310 [+0.210, +0.410]"');
  expect(text).toContain('aria-label="age +0.200, sex +0.110"');
});

test("too few rows to be measured, classes, and names that are text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const text = page([searched([one(hostile, 0.4, "small")], { class: hostile })]);
  expect(text).toContain("too few rows");
  expect(text).toContain("0 of 1 are confirmed");
  expect(text).not.toContain("<img");
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("nothing for another check, or where nothing was searched", () => {
  expect(page([])).toBe("");
  expect(subgroups({ check: "data/label", facts: {} } as unknown as Finding)).toBeNull();
});
