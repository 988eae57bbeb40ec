import { expect, test } from "vitest";
import { drift as check } from "../../../check/data/drift.ts";
import { category, number } from "../../../check/data/label/testing/play.ts";
import { playTwo } from "../../../check/data/duplicates/testing/two.ts";
import type { Finding } from "../../../check/finding.ts";
import { drift } from "./drift.ts";

const rows = Array.from({ length: 1200 }, (_, i) => i);
const second = (i: number): boolean => i >= 600;
const columns = [
  category(
    "sex",
    rows.map((i) => (i % 2 === 0 ? "F" : "<M>")),
  ),
  category(
    "<town>",
    rows.map((i) => (second(i) && i % 5 === 0 ? "new" : ["x", "y"][(i >> 2) % 2]!)),
  ),
  number(
    "age",
    rows.map((i) => 20 + ((i * 7) % 41) + (second(i) ? 15 : 0)),
  ),
  ...Array.from({ length: 14 }, (_, k) =>
    number(
      `n${k}`,
      rows.map((i) => (i * (2 * k + 3)) % 101),
    ),
  ),
  category(
    "y",
    rows.map((i) => ((i * 11) % 17 > (second(i) ? 6 : 12) ? "yes" : "no")),
  ),
];
const pageOf = async (beside: "serving" | "holdout"): Promise<string> => {
  const { facts } = await playTwo(check, { columns, train: 600, beside, protected: ["sex"], label: "y" });
  return drift({ check: "data/drift", facts } as unknown as Finding)!.markup.replaceAll(/\s+/g, " ");
};

test("people in use: what tells them apart, columns drawn farthest first, the label, and groups", async () => {
  const page = await pageOf("serving");
  expect(page).toMatch(/tells training data from people in use with an AUC of 0\.\d{3} \[0\.\d{3},/);
  expect(page).toMatch(/Of 17 columns \d+ lie farther apart than chance explains/);
  expect(page.indexOf(">age<")).toBeLessThan(page.indexOf(">n1<"));
  expect(page).toContain("PSI ∞"); // nobody of the training table is from the new town
  expect(page).toContain("5 more columns"); // twelve are open
  expect(page).toMatch(/role="img" aria-label="age: .*people in use/);
  expect(page).toMatch(/role="img" aria-label="everybody: 0\.\d{3} \[0\.\d{3},/);
  expect(page).toContain("How often the label is positive");
  expect(page).toContain("Within groups");
  expect(page).toContain("sex=&lt;M&gt;");
  expect(page).not.toMatch(/<town>|<M>|NaN|undefined|Infinity/);
});

test("the test set is called so", async () => {
  const page = await pageOf("holdout");
  expect(page).toContain("dashed line: the test set");
  expect(page).not.toContain("people in use");
});

test("findings of other checks, and those without facts, have no panel", () => {
  for (const id of ["data/drift", "data/label"])
    expect(drift({ check: id, facts: {} } as unknown as Finding)).toBeNull();
});
