import { expect, test } from "vitest";
import type { Finding } from "../../../check/finding.ts";
import { measure } from "../../testing/measure.ts";
import { sources } from "./sources.ts";

/** As far as the panel reads it. */
const finding = (check: string, more: object = {}): Finding =>
  ({
    check,
    about: { title: "labels" },
    subject: "t",
    verdict: "none",
    reason: null,
    headline: null,
    measures: [],
    ...more,
  }) as unknown as Finding;
const map = (checks: readonly object[], answer: string | null = null): Finding =>
  finding("data/sources", {
    facts: { sources: [{ id: "historical", text: "", checks, questions: [{ id: "use", text: "Who?", answer }] }] },
  });
const shown = (panel: ReturnType<typeof sources>): string =>
  (panel?.markup ?? "").replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
const label = { check: "data/label", measures: ["base-rate.difference"], lacks: null };

test("the gap that is surely largest is shown, not the one that chance made", () => {
  const measures = [
    measure("base-rate.difference", { attribute: "sex" }, [0.2, 0.1, 0.3]),
    measure("base-rate.difference", { attribute: "race" }, [0.5, 0, 1]),
  ];
  const text = shown(sources(map([label]), [finding("data/label", { measures })]));
  expect(text).toContain("how often people have the label differs by 0.200 [0.100, 0.300] between groups of sex");
  expect(text).not.toContain("race");
});

test.for<[string, object, readonly Finding[], string]>([
  ["was not chosen", label, [], "data/label: not played"],
  [
    "does not apply",
    label,
    [finding("data/label", { verdict: "not-applicable", reason: { message: "No label was named." } })],
    "Labels: no label was named",
  ],
  [
    "lacks a table",
    { ...label, lacks: "needs --serving FILE" },
    [finding("data/label")],
    "Labels: needs --serving FILE",
  ],
])("a check that %s says nothing of a source, and is no link", ([, check, beside, says]) => {
  const panel = sources(map([check]), beside);
  expect(shown(panel)).toContain(says);
  expect(panel?.markup).not.toContain("<a ");
});

test("answers are escaped; without one a question is not assessed", () => {
  expect(shown(sources(map([]), []))).toContain("Who? not assessed");
  expect(sources(map([], "<b>banks"), [])?.markup).toContain("&lt;b&gt;banks");
});
