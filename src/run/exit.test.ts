import { expect, test } from "vitest";
import type { Finding } from "../check/finding.ts";
import { exitCode } from "./exit.ts";

const accepted = { reason: "known", until: "2027-03-01", by: "the data owner" };
const usual = { strict: false, fail: true };

test.for([
  ["nothing violated", ["pass", "none", "not-applicable"], usual, 0],
  ["undecided is not a violation", ["inconclusive", "pass"], usual, 0],
  ["undecided under --strict", ["inconclusive", "pass"], { ...usual, strict: true }, 11],
  ["nothing could be judged", ["not-applicable", "none"], usual, 0],
  ["nothing could be judged under --strict", ["not-applicable", "none"], { ...usual, strict: true }, 11],
  ["a check that does not apply beside one that passed", ["not-applicable", "pass"], { ...usual, strict: true }, 0],
  ["diagnostics alone under --strict", ["none"], { ...usual, strict: true }, 0],
  ["a violated limit", ["pass", "fail"], usual, 10],
  [
    "a violated limit weighs more than an error and an undecided one",
    ["error", "fail", "inconclusive"],
    { ...usual, strict: true },
    10,
  ],
  ["an error", ["error", "pass"], usual, 1],
  ["an error weighs more than an undecided limit", ["error", "inconclusive"], { ...usual, strict: true }, 1],
  ["a violated limit with --no-fail", ["fail"], { ...usual, fail: false }, 0],
  ["an error with --no-fail", ["fail", "error"], { ...usual, fail: false }, 1],
] as const)("%s", ([, verdicts, options, code]) => {
  expect(
    exitCode(
      verdicts.map((verdict) => ({ id: "synthetic/copies:s", verdict, accepted: null })),
      options,
    ),
  ).toBe(code);
});

test("what was accepted does not count", () => {
  const findings: Pick<Finding, "id" | "verdict" | "accepted">[] = [{ id: "a", verdict: "fail", accepted }];
  expect(exitCode(findings, usual)).toBe(0);
});

test("what the baseline knows does not count, but an error of the same finding does", () => {
  const failing = [{ id: "a", verdict: "fail" as const, accepted: null }];
  expect(exitCode(failing, { ...usual, known: ["a"] })).toBe(0);
  expect(exitCode(failing, { ...usual, known: ["b"] })).toBe(10);
  expect(exitCode([{ id: "a", verdict: "error", accepted: null }], { ...usual, known: ["a"] })).toBe(1);
});
