import { describe, expect, test } from "vitest";
import type { Finding } from "../check/finding.ts";
import { variants } from "./testing/variants.ts";
import { closing, sentence } from "./words.ts";
import { card } from "./words/card.ts";
import { roughly } from "./words/numbers.ts";
import { remark } from "./words/remark.ts";
import { explanation, reference } from "./words/result.ts";
import { soundness } from "./words/soundness.ts";
import { printedVerdict } from "./words/verdict.ts";

const run = (name: string) => variants[name]?.() ?? expect.fail(name);
const of = (name: string, check: string, subject?: string): Finding =>
  run(name).findings.find(
    (one) => one.check === `synthetic/${check}` && (subject === undefined || one.subject === subject),
  ) ?? expect.fail(check);
const thin = (text: string): string => text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");

const base = of("honest", "copies");
const like = (subject: string, change: Partial<Finding>): Finding => ({ ...base, subject, ...change });
const accepted = { reason: "stays in the house", until: "2027-03-01", by: "R. Okafor" };
const open = (change: Partial<Finding>): Partial<Finding> => ({ verdict: "inconclusive", ...change });

describe("the sentence", () => {
  test.each<readonly [string, readonly Finding[], string]>([
    ["a leak", [like("A", { verdict: "fail" })], "Do not release A."],
    ["two leaks", [like("A", { verdict: "fail" }), like("B", { verdict: "fail" })], "Do not release A or B."],
    ["within", [like("A", {})], "A: no leak above the limits was found."],
    [
      "a leak, then the alternative",
      [like("A", { verdict: "fail" }), like("B", {})],
      "Do not release A. B: no leak above the limits was found.",
    ],
    [
      "people are missing",
      [like("A", open({ needs: { kind: "people", more: 500 } }))],
      "A: undecided, 2 000 people are too few to be sure.",
    ],
    [
      "on the limit",
      [like("A", open({ needs: { kind: "too-near" } }))],
      "A: undecided, the estimate lies on the limit.",
    ],
    [
      "no outsiders",
      [like("A", open({ reason: { code: "no-control", message: "m", remedy: "r" } }))],
      "A: undecided, without people outside the data to compare with.",
    ],
    [
      "something else",
      [like("A", open({ reason: { code: "control-saturated", message: "m", remedy: "r" } }))],
      "A: undecided, the measurement does not allow a verdict.",
    ],
    ["an error", [like("A", { verdict: "error" }), like("A", {})], "A: incomplete, a check ended in an error."],
    ["an accepted leak", [like("A", { verdict: "fail", accepted })], "A: above a limit, which was accepted."],
    ["nothing judged", [like("A", { verdict: "not-applicable" })], "A: nothing could be judged."],
    [
      "at most two clauses, worst first",
      [like("A", {}), like("B", { verdict: "error" }), like("C", { verdict: "fail" })],
      "Do not release C. B: incomplete, a check ended in an error.",
    ],
  ])("%s", (_, findings, expected) => {
    const subjects = [...new Set(findings.map(({ subject }) => subject))];
    expect(thin(sentence(findings, subjects))).toBe(expected);
  });

  test("an accepted finding that passes by now is no acceptance", () => {
    expect(sentence([like("A", { accepted })], ["A"])).toBe("A: no leak above the limits was found.");
  });
  test("no run promises safety", () => {
    for (const make of Object.values(variants)) {
      const { summary, findings } = make();
      expect([summary.sentence, card(findings)].join(" ")).not.toMatch(/\b(safe|private|anonymous|no risk|passed)\b/i);
    }
  });
  test("no subject: nothing was audited", () => expect(sentence([], [])).toBe("Nothing was audited."));
});

test("each verdict has its word, and accepted stands before a leak", () => {
  const words = (["fail", "pass", "inconclusive", "not-applicable", "error", "none"] as const).map(
    (verdict) => printedVerdict(like("A", { verdict })).word,
  );
  expect(words).toEqual(["leak", "within limit", "undecided", "not applicable", "error", "no verdict"]);
  expect(printedVerdict(like("A", { verdict: "fail", accepted })).word).toBe("accepted");
});

test("the remark: what was counted, or what is missing", () => {
  expect(thin(remark(of("leaky", "copies")))).toBe("99 of 2 000 against 0");
  expect(remark(of("leaky", "inference"))).toBe("11 of 15 secrets"); // lower ends at .05/15 above .1
  expect(remark(like("A", open({ needs: { kind: "too-near" } })))).toBe("estimate lies on the limit");
  expect(thin(remark(like("A", open({ needs: { kind: "people", more: 16_211 } }))))).toBe("about 17 000 more needed");
  expect(remark(of("no limits", "copies"))).toBe("no limit set");
  expect(remark(of("no holdout", "inference"))).toBe("no people outside the data");
  expect(remark(of("not applicable", "copies"))).toBe("there is only one column to attack");
  expect(remark(like("A", { verdict: "fail", accepted }))).toBe("until 1 March 2027");
  expect([7, 99, 101, 16_211].map(roughly)).toEqual([7, 99, 110, 17_000]);
});

test("beside the number: the reference in parentheses, and the count before the rate", () => {
  expect(thin(reference(of("leaky", "inference")))).toBe(
    "(people not in the data 11.2 %, blind guess 2.2 %, limit 0.100)",
  );
  expect(thin(explanation(of("leaky", "linkability")))).toBe("121 of 2 000 pairs joined, none outside the data.");
  expect(thin(explanation(of("leaky", "singling-out")))).toBe(
    "176 of 500 descriptions fit exactly one person in the data, 104 exactly one outside.",
  );
  expect(thin(explanation(of("honest", "inference")))).toMatch(
    /The interval crosses the limit\. About [\d ]+ more people, and outsiders in proportion, would decide it\.$/,
  );
});

test("the card says the worst first, in a manager's words", () => {
  expect(thin(card(run("leaky").findings))).toBe(
    "99 of 2 000 people stand in it with their exact row, none outside the data. Whoever knows the rest of a person’s row guesses age right for 711 of 2 000 people, for 224 outside the data. One more of its checks is above the limit.",
  );
  expect(card([like("A", {})])).toBe(
    "In this attack, people in the data are not recognised more often than the limit allows.",
  );
});

test("soundness answers yes or no, and says the same of many columns once", () => {
  expect(soundness(of("leaky", "copies")).answer).toBe("Yes. Nothing speaks against the comparison.");
  expect(soundness(of("no holdout", "inference")).answer).toMatch(/^Only in part/);
  expect(soundness(of("error", "linkability")).answer).toMatch(/^Not known/);
  expect(soundness(of("honest", "linkability")).remarks[0]).toMatch(/^Every split: The attack was not shown/);
});

test("the closing sentence counts what was kept and what is open, so that undecided never reads as passed", () => {
  expect(closing(run("both"))).toBe("8 limits: 3 kept, 3 exceeded, 2 undecided.");
  expect(closing(run("no limits"))).toBe("No limit was tested.");
  expect(closing(run("error"))).toMatch(/Also: 1 in error\.$/);
});
