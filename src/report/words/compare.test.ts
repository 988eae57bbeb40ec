import { expect, test } from "vitest";
import type { Comparison, Run } from "../../run/schema.ts";
import { comparedOf, difference, pairs } from "./compare.ts";

const one = (check: string, value: number, low: number, high: number): Comparison => ({
  check: `synthetic/${check}`,
  a: "A",
  b: "B",
  of: null,
  measure: "difference of excess",
  value,
  low,
  high,
  n: 2000,
  games: 1,
});
const said = (...comparisons: readonly Comparison[]): string | undefined =>
  pairs({ summary: { comparisons } as unknown as Run["summary"] })[0]?.sentence; // nothing else is looked at
const more = one("inference", 0.2, 0.1, 0.3);
const less = one("copies", -0.2, -0.3, -0.1);
const open = one("linkability", 0.01, -0.1, 0.1);

test.each([
  [[more], "B leaks less than A: in inference."],
  [[less], "A leaks less than B: in copies."],
  [[more, less], "A leaks more than B in inference, and less in copies."],
  [[more, open], "B leaks less than A: in inference. In linkability no difference was shown."],
  [[open], "No difference was shown between A and B, which does not prove that there is none."],
] as const)("%#: only an interval on one side of 0 shows a difference", (comparisons, sentence) => {
  expect(said(...comparisons)).toBe(sentence);
});

test("an old run has no comparisons", () => {
  expect(said()).toBe(undefined);
  expect(pairs({ summary: {} as unknown as Run["summary"] })).toEqual([]);
});

test("what was compared, and by how much", () => {
  expect(comparedOf({ ...more, of: { secret: "age", attack: "learned" }, games: 30 })).toBe(
    "age (learned), clearest of 30",
  );
  expect(comparedOf({ ...more, of: { split: "2" } })).toBe("split 2");
  expect(difference(less)).toBe("\u22120.200 [\u22120.300,\u00a0\u22120.100]");
});
