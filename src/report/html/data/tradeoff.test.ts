import { expect, test } from "vitest";
import type { Finding } from "../../../check/finding.ts";
import { tradeoff } from "./tradeoff.ts";

const spread = { value: 0.66, low: 0.64, high: 0.68 };
const gaps = { sel: 0.24, tpr: 0.23, fpr: 0.18, ppv: null };
const left = { ...gaps, sel: { value: 0.24, low: 0.21, high: 0.28 }, tpr: { value: 0, low: 0, high: 0 }, fpr: null };
const findingOf = (change: object = {}, costs = { falsePositive: 1, falseNegative: 1 }): Finding =>
  ({
    check: "data/tradeoff",
    facts: {
      criteria: { none: "no criterion", "equal-ppv": "equal precision" },
      costs,
      attributes: [
        {
          attribute: "race<b>",
          rows: 1000,
          groups: ["A", "B"].map((label) => ({ label, n: 500, base: spread })),
          words: ["You can have these two, not these three."],
          found: {
            table: [
              { id: "none", accuracy: spread, price: spread, cost: spread, gaps: left, blind: false },
              { id: "equal-ppv", accuracy: null, price: null, cost: null, gaps: null, blind: false },
            ],
            frontier: {
              odds: [0, 0.1, 0.2].map((within) => ({ within, accuracy: 0.6 + within / 10, cost: 0.4 })),
              parity: [{ within: 0, accuracy: 0.62, cost: 0.38 }],
            },
            present: { ...gaps, given: true, odds: 0.23, accuracy: 0.61, cost: 0.39 },
            forced: { ppv: 0.65, fnr: 0.4, fpr: [0.4, 0.2] },
            balance: {
              positives: 0.6,
              negatives: 0.4,
              groups: [1, 2].map(() => ({
                positives: 0.6,
                negatives: 0.4,
                positivesForced: 0.5,
                negativesForced: 0.3,
              })),
            },
            ...change,
          },
        },
      ],
    },
  }) as unknown as Finding;

test("the words, the table and two frontiers with the present point, whose labels hold the numbers", () => {
  const { markup } = tradeoff(findingOf())!;
  expect(markup).toContain("You can have these two, not these three.");
  expect(markup).toContain("race&lt;b&gt;");
  expect(markup.match(/<svg class="plot"/g)).toHaveLength(2);
  expect(markup).toContain("accuracy 0.600 at 0.000, 0.610 at 0.100, 0.620 at 0.200; now 0.610 at 0.230");
  expect(markup).toContain("no such rule");
  expect(markup.replaceAll(/\s+/g, " ")).toContain('0.240<span class="kd says">[0.210, 0.280]</span>');
  expect(markup).toContain("decisions as they are");
  expect(markup).not.toMatch(/NaN|undefined/);
});

test("without decisions there is no present point; with costs of one's own the cost is drawn", () => {
  const { markup } = tradeoff(findingOf({ present: null, forced: null }, { falsePositive: 2, falseNegative: 1 }))!;
  expect(markup).not.toContain(">now<");
  expect(markup).toContain("cost 0.400 at 0.000");
  expect(markup).not.toMatch(/NaN|undefined/);
});

test("nothing of other checks, or where nothing was found", () => {
  expect(tradeoff({ ...findingOf(), check: "data/proxy" })).toBeNull();
  expect(tradeoff({ ...findingOf(), facts: { attributes: [] } })).toBeNull();
});
