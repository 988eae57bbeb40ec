import { expect, test } from "vitest";
import { label as check } from "../../../check/data/label.ts";
import { category, type Given, number, play } from "../../../check/data/label/testing/play.ts";
import { measurement as recording } from "../../../check/data/measurement.ts";
import { missingness as lacking } from "../../../check/data/missingness.ts";
import type { Finding } from "../../../check/finding.ts";
import type { Played } from "../../../check/types.ts";
import { label } from "./label.ts";
import { measurement } from "./measurement.ts";
import { missingness } from "./missingness.ts";

const rows = Array.from({ length: 900 }, (_, i) => i);
const given: Given = {
  columns: [
    category(
      "sex",
      rows.map((i) => (i % 3 === 0 ? "F" : "<M>")),
    ),
    category(
      "race",
      rows.map((i) => (i < 10 ? "Few" : ["A", "B"][i % 2]!)),
    ),
    category(
      "job",
      rows.map((i) => ["x", "y"][(i >> 2) % 2]!),
    ),
    number(
      "age",
      rows.map((i) => (i % 3 === 0 ? 10 * (2 + (i % 5)) : 20 + ((i * 7) % 41))),
    ),
    number(
      "pay",
      rows.map((i) => (i % 6 === 0 ? Number.NaN : (i * 13) % 97)),
    ),
    category(
      "y",
      rows.map((i) => (((i * 11) % 17) + (i % 3 === 0 ? 0 : 6) > 12 ? "yes" : "no")),
    ),
  ],
  protected: ["sex", "race"],
  label: "y",
};
const finding = (id: string, { facts }: Played): Finding => ({ check: id, facts }) as unknown as Finding;
const text = (drawn: { readonly markup: string } | null): string => drawn!.markup.replaceAll(/\s+/g, " ");

test("labels: rates with intervals, strata, weights and doubts; names are escaped, numbers are read out", async () => {
  const page = text(label(finding("data/label", await play(check, given, { strata: ["job"] }))));
  expect(page).toContain("How often the label is");
  expect(page).toMatch(/role="img" aria-label="sex=F: \d+(\.\d)?.% \[/);
  expect(page).toContain("sex=&lt;M&gt;");
  expect(page).not.toContain("<M>");
  expect(page).toContain("too few to be compared");
  expect(page).toContain("within equal job");
  expect(page).toContain("Weights that undo the difference");
  expect(page).toContain("Labels that look wrong");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("a second source: where it says otherwise, by group, and by what the label is", async () => {
  const again = category(
    "<again>",
    rows.map((i) => (i % 9 === 1 ? "<no>" : ((i * 11) % 17) + (i % 3 === 0 ? 0 : 6) > 12 ? "yes" : "no")),
  );
  const played = await play(check, { ...given, columns: [...given.columns, again] }, { second: "<again>" });
  const page = text(label(finding("data/label", played)));
  expect(page).toContain("Where <bdi>&lt;again&gt;</bdi> says otherwise");
  expect(page).toMatch(/900 rows have both\..*kappa, .* is 0\.\d{3} \[0\.\d{3},/);
  expect(page).toContain("says otherwise than yes");
  expect(page).not.toMatch(/<again>|NaN|undefined|Infinity/);
});

test("a number as label: means", async () => {
  const page = text(label(finding("data/label", await play(check, { ...given, label: "age" }))));
  expect(page).toMatch(/Mean of the label .*by <bdi>sex<\/bdi>.*by <bdi>race<\/bdi>/);
  expect(page).toContain("the means differ by");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("missing values: columns, who lacks them, who is left", async () => {
  const page = text(missingness(finding("data/missingness", await play(lacking, given))));
  expect(page).toContain("Who lacks <bdi>pay</bdi>");
  expect(page).toContain("750 of 900 rows");
  expect(page).toContain("Who is left when incomplete rows are dropped");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("recording: round numbers by group, and steps", async () => {
  const page = text(measurement(finding("data/measurement", await play(recording, given))));
  expect(page).toContain("multiples of 10");
  expect(page).toContain("Written in other steps");
  expect(page).toContain("in steps of 10");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("findings of other checks, and those without facts, have no panel", () => {
  for (const panel of [label, missingness, measurement])
    for (const id of ["data/drift", "data/label", "data/missingness", "data/measurement"])
      expect(panel({ check: id, facts: {} } as unknown as Finding)).toBeNull();
});
