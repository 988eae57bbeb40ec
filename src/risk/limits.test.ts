import { expect, test } from "vitest";
import { limitFor, mergeLimits, policies } from "./limits.ts";

test("the default policy accepts an advantage of .10 and copies of .5 % of people; the tight one .05 and .1 %; at 1 false alarm in 100, .03 and .02", () => {
  expect(limitFor(policies.default, "synthetic/membership", "tpr@fpr=0.01")).toBe(0.03);
  expect(limitFor(policies.tight, "synthetic/membership", "tpr@fpr=0.01")).toBe(0.02);
  expect(limitFor(policies.default, "synthetic/linkability", "advantage")).toBe(0.1);
  expect(limitFor(policies.default, "synthetic/copies", "excess")).toBe(0.005);
  expect(limitFor(policies.tight, "synthetic/inference", "advantage")).toBe(0.05);
  expect(limitFor(policies.tight, "synthetic/copies", "excess")).toBe(0.001);
});

test("a measure without a limit has none, whatever it is called", () => {
  expect(limitFor(policies.default, "synthetic/linkability", "excess")).toBeNull();
  expect(limitFor(policies.default, "synthetic/linkability", "toString")).toBeNull();
  expect(limitFor(policies.default, "__proto__", "constructor")).toBeNull();
});

test("a check's own limit comes before that of all checks", () => {
  const limits = mergeLimits(policies.default, { "synthetic/inference": { advantage: 0.2 } });
  expect(limitFor(limits, "synthetic/inference", "advantage")).toBe(0.2);
  expect(limitFor(limits, "synthetic/linkability", "advantage")).toBe(0.1);
});

test("users' limits replace the policy's measure by measure, and null takes one away", () => {
  const limits = mergeLimits(policies.default, { "*": { advantage: 0.07 }, "synthetic/copies": { excess: null } });
  expect(limits).toEqual({ "*": { advantage: 0.07, "tpr@fpr=0.01": 0.03 }, "synthetic/copies": {} });
  expect(limitFor(limits, "synthetic/copies", "excess")).toBeNull();
  expect(policies.default["*"]).toEqual({ advantage: 0.1, "tpr@fpr=0.01": 0.03 });
});
