import { expect, test } from "vitest";
import type { Exposure } from "../../check/finding.ts";
import { against, bearingSentence, fewSentence, worstChance, worstSize, worstWord, type Group } from "./bearing.ts";

const leak = { value: 0.7, low: 0.4, high: 1 };
const group = (change: Partial<Group>): Group => ({
  of: { sex: "Female" },
  members: 300,
  outsiders: 150,
  leak,
  rest: { value: 0.42, low: 0.1, high: 0.7 },
  gap: 0.1,
  p: 0.01,
  status: "ok",
  ...change,
});
const small = group({ of: { race: "Other" }, leak: null, rest: null, p: null, status: "small", members: 9 });
const exposure = (groups: readonly Group[]): Exposure => ({
  of: null,
  members: 1000,
  outsiders: 500,
  cap: 9,
  standOut: [],
  histogram: [],
  accusations: [],
  groups,
  worst: null,
});
const thin = (text: string): string => text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");

test("a group is named only where the adjusted p is small, and in the right direction", () => {
  expect(against(group({}))).toBe("more than the rest");
  expect(against(group({ rest: { value: -0.4, low: -0.7, high: -0.1 } }))).toBe("less than the rest");
  expect(against(group({ p: 0.2 }))).toBe("");
  expect(thin(bearingSentence(exposure([group({})])))).toBe(
    "sex Female (0.42 [0.10, 0.70] bits more) bears more of it than the rest.",
  );
  expect(bearingSentence(exposure([group({ p: 0.2 }), small]))).toBe(
    "No group is shown to bear more of it than the others.",
  );
});

test("silence about few people is no news", () => {
  expect(bearingSentence(exposure([small]))).toBe("No group has enough people to be compared.");
  expect(fewSentence([exposure([small]), exposure([small])])).toMatch(/^One group has fewer than 20 people on a side/);
  expect(fewSentence([exposure([group({})])])).toBe("");
});

test("the worst subgroup is measured on people whom the search did not see, and may be chance", () => {
  const worst = { of: { age: "35 to 44" }, members: 97, outsiders: 42, leak, p: 0.153, searched: 812 };
  expect(thin(worstSize(worst))).toBe(
    "97 people in the data, 42 outsiders; 0.70 [0.40, 1.00] bits on people whom the search did not see.",
  );
  expect(worstSize({ ...worst, leak: null })).toMatch(/Too few of them were kept aside/);
  expect(thin(worstChance(worst))).toMatch(/ in 15 % of all tries\.$/);
  expect([worstWord(worst), worstWord({ ...worst, p: 0.01 })]).toEqual(["could be chance", "hardly chance"]);
});
