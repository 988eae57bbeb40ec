import { expect, test } from "vitest";
import type { AggregationFacts } from "../../../check/data/aggregation.ts";
import type { Interaction } from "../../../check/data/aggregation/interactions.ts";
import type { OwnModel } from "../../../check/data/aggregation/models.ts";
import type { Finding } from "../../../check/finding.ts";
import { aggregation } from "./aggregation.ts";

const gain = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value - 0.01,
  high: value + 0.01,
});
const own = (group: string, value: number | null): OwnModel => ({
  attribute: "sex",
  group,
  rows: 500,
  pooled: 0.4,
  own: value === null ? null : { loss: gain(value), error: gain(value / 2) },
  told: { loss: gain(0), error: gain(0) },
});
const slope = (at: number): { n: number; slope: number; low: number; high: number } => ({
  n: 500,
  slope: at,
  low: at - 0.05,
  high: at + 0.05,
});
const interaction = (column: string, more: Partial<Interaction> = {}): Interaction => ({
  column,
  value: null,
  class: null,
  groups: [
    { group: "sex=F", ...slope(0.3) },
    { group: "sex=M", ...slope(-0.2) },
  ],
  gap: { value: 0.5, low: 0.4, high: 0.6, largest: "sex=F", smallest: "sex=M", n: 1000, p: 1e-9, adjusted: 1e-8 },
  whole: slope(-0.3),
  within: slope(0.2),
  reversed: false,
  ...more,
});
const page = (found: Partial<AggregationFacts>): string => {
  const facts: AggregationFacts = { divisions: [], models: null, ...found };
  const drawn = aggregation({ check: "data/aggregation", facts } as unknown as Finding); // what the panel reads of it
  return drawn?.markup.replaceAll(/\s+/g, " ") ?? "";
};

test("gains by group, who would be served better, and groups too small to learn from", () => {
  const text = page({ models: { rows: 1000, of: 1000, loss: "log", groups: [own("sex=F", 0.2), own("sex=X", null)] } });
  expect(text).toContain("+0.200");
  expect(text).toContain("[+0.190, +0.210]");
  expect(text).toContain("<bdi>sex=F</bdi> would be served better by a model of its own");
  expect(text).toContain("too few to learn from");
  expect(text).toContain("log loss");
  const none = page({ models: { rows: 9, of: 9, loss: "squared", groups: [own("sex=F", -0.2)] } });
  expect(none).toContain("No group is shown to gain");
  expect(none).toContain("squared error");
});

test("slopes in each group, the weaker ones folded, and reversals in words", () => {
  const interactions = Array.from({ length: 7 }, (_, i) => interaction(`column ${i}`, { reversed: i === 0 }));
  const text = page({ divisions: [{ attribute: "sex", compared: 30, differing: 12, interactions }] });
  expect(text).toContain("Of 30 slopes compared, 12 differ");
  expect(text).toContain("2 slopes that differ less");
  expect(text).toContain("column 0</bdi> turns round: in all together it goes with less of the label");
  expect(text).toContain("inside the groups with more (+0.200");
  expect(text.match(/turns round/g)).toHaveLength(1);
  expect(text).toContain("slopes lie 0.500 [0.400, 0.600] apart (p &lt; 0.001, corrected)");
});

test("names are text, whatever they are; nothing found is nothing shown", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const text = page({
    divisions: [
      {
        attribute: hostile,
        compared: 1,
        differing: 0,
        interactions: [interaction(hostile, { value: hostile, class: hostile })],
      },
    ],
  });
  expect(text).not.toContain("<img");
  expect(text).toContain("&lt;img");
  expect(page({})).toBe("");
});
