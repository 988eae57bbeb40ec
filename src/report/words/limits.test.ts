import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { variants } from "../testing/variants.ts";
import { closing } from "../words.ts";
import { headlineLimit, isDiagnostic, limitsOf, measureName, share } from "./limits.ts";
import { ownVerdict } from "../../check/own-verdict.ts";
import { remark } from "./remark.ts";
import { furtherSentences } from "./result.ts";
import { sentence } from "./sentence.ts";

const run = variants["whole"]?.() ?? expect.fail("whole");
const membership = (subject: string): Finding =>
  run.findings.find((one) => one.check === "synthetic/membership" && one.subject === subject) ?? expect.fail(subject);
const thin = (text: string): string => text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");

test("a measure has a name, a false alarm rate as many decimals as it needs", () => {
  expect(thin(measureName("tpr@fpr=0.01"))).toBe("found at 1 % false alarms");
  expect([0.1, 0.01, 0.001, 0.0005].map((rate) => thin(share(rate)))).toEqual(["10 %", "1 %", "0.1 %", "0.05 %"]);
});

test("the finding is as bad as its worst limit, and each limit keeps its own verdict", () => {
  const leaky = membership("flip30");
  expect(leaky.verdict).toBe("fail");
  // Advantage .118 [.092, .177] against .100; .082 [.061, .107] of people at 1 % false alarms against .030.
  expect(limitsOf(leaky).map(({ measure, verdict }) => [measure, verdict])).toEqual([
    ["advantage", "inconclusive"],
    ["tpr@fpr=0.01", "fail"],
  ]);
  expect(remark(leaky)).toBe("too few people played on");
  expect(thin(furtherSentences(leaky).join())).toMatch(
    /^Found at 1 % false alarms: leak, 0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] \(chance 0\.010, limit 0\.030\)\.$/,
  );
});

test("the headline's own verdict is read from its own interval, whatever the others say", () => {
  const { further, ...rest } = membership("flip30");
  const estimate = { value: 0.2, low: 0.15, high: 0.25, confidence: 0.95, n: 2000 };
  const headline = rest.headline && { ...rest.headline, estimate };
  const clear: Finding = { ...rest, further, headline, limit: 0.1, needs: null, reason: null };
  expect(ownVerdict(clear)).toBe("fail");
  expect(ownVerdict({ ...clear, limit: 0.3 })).toBe("pass");
  expect(ownVerdict({ ...clear, limit: null })).toBe("none");
  expect(ownVerdict({ ...clear, further: [], verdict: "inconclusive" })).toBe("inconclusive");
  expect(headlineLimit({ ...clear, headline: null })).toBe(null);
});

test("an accepted finding is accepted with all its limits, and says so in words", () => {
  const accepted = { reason: "stays in the house", until: "2027-03-01", by: "R. Okafor" };
  const said = furtherSentences({ ...membership("flip30"), accepted });
  expect(said[0]).toMatch(/: accepted, /);
});

test("every limit counts in the closing sentence; diagnostics count nowhere", () => {
  // Four guessing games with one limit each, membership with two, for two tables.
  expect(closing(run)).toMatch(/^12 limits: /);
  const own = run.findings.filter(({ subject }) => subject === "mostly").filter(isDiagnostic);
  expect(own.map(({ check }) => check.split("/")[1])).toEqual(["similarity", "disclosure", "fidelity", "utility"]);
});

test("undecided by a further limit alone: its people are too few, not the headline's", () => {
  const finding = membership("mostly");
  const [first] = finding.further;
  const open: Finding = {
    ...finding,
    verdict: "inconclusive",
    reason: null,
    needs: null,
    further: first
      ? [{ ...first, verdict: "inconclusive", needs: { kind: "people", more: 900 }, reason: null }]
      : expect.fail(),
  };
  expect(thin(sentence([open], ["mostly"]))).toBe("mostly: undecided, 2 000 people are too few to be sure.");
});
