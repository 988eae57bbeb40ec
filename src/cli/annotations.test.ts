import { expect, test } from "vitest";
import type { Finding } from "../check/finding.ts";
import { annotations } from "./annotations.ts";

const finding = (more: object): Finding =>
  ({
    check: "synthetic/copies",
    subject: "a, b",
    verdict: "fail",
    accepted: null,
    headline: { measure: "excess", estimate: { value: 0.03 } },
    further: [],
    limit: 0.005,
    reason: null,
    about: { question: "Are 100 % copied?" },
    ...more,
  }) as unknown as Finding; // only what is looked at

test("leaks and errors are errors, undecided limits are warnings, the rest is nothing", () => {
  const findings = [
    finding({}),
    finding({ verdict: "inconclusive", headline: null, reason: { code: "x", message: "two\nlines", remedy: "" } }),
    finding({
      headline: { measure: "advantage", estimate: { value: 0.02, low: 0 } },
      limit: 0.1,
      further: [{ measure: "tpr@fpr=0.01", estimate: { value: 0.07 }, limit: 0.03, verdict: "fail" }],
    }),
    finding({ verdict: "pass" }),
    finding({ accepted: { reason: "known", until: "2027-01-01", by: "me" } }),
  ];
  expect(annotations({ findings }).split("\n")).toEqual([
    "::error title=telltale%3A synthetic/copies of a%2C b::Are 100 %25 copied? excess 0.030, limit 0.005.",
    "::warning title=telltale%3A synthetic/copies of a%2C b::Are 100 %25 copied? two%0Alines",
    "::error title=telltale%3A synthetic/copies of a%2C b::Are 100 %25 copied? found at 1\u202f%25 false alarms 0.070, limit 0.03.",
    "",
  ]);
});
