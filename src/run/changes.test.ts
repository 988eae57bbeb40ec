import { expect, test } from "vitest";
import { changes } from "./changes.ts";
import type { Standing } from "./schema.ts";

const standing = (
  value: number,
  [low, high]: readonly [number | null, number],
  more: Partial<Standing> = {},
): Standing => ({
  id: "synthetic/linkability:s",
  check: "synthetic/linkability",
  subject: "s",
  measure: "advantage",
  limit: 0.1,
  verdict: high <= 0.1 ? "pass" : low !== null && low > 0.1 ? "fail" : "inconclusive",
  estimate: { value, low, high },
  ...more,
});
const only = (before: Standing[], after: Standing[]): string[] => changes(before, after).map(({ kind }) => kind);

test("the interval of a difference is put together from both (MOVER, by hand)", () => {
  const [change] = changes([standing(0.1, [0.07, 0.14])], [standing(0.2, [0.16, 0.25])]);
  // .1 - sqrt(.04^2 + .04^2), .1 + sqrt(.05^2 + .03^2)
  expect(change?.difference?.value).toBeCloseTo(0.1, 12);
  expect(change?.difference?.low).toBeCloseTo(0.1 - Math.sqrt(0.0032), 12);
  expect(change?.difference?.high).toBeCloseTo(0.1 + Math.sqrt(0.0034), 12);
  expect(change?.kind).toBe("worse");
});

test("worse and better need proof, or a limit that is newly violated or kept", () => {
  const [small, near, over] = [
    standing(0.05, [0.03, 0.08]),
    standing(0.09, [0.06, 0.12]),
    standing(0.13, [0.101, 0.17]),
  ];
  expect(only([small], [small])).toEqual(["same"]);
  expect(only([near], [over])).toEqual(["worse"]); // intervals overlap, but a limit is newly violated
  expect(only([over], [near])).toEqual(["changed"]); // undecided is not kept
  expect(only([near], [small])).toEqual(["changed"]);
  expect(only([over], [small])).toEqual(["better"]);
});

test("an end that nothing bounds proves nothing", () => {
  const [change] = changes([standing(0.02, [null, 0.05])], [standing(0.4, [null, 0.5], { verdict: "fail" })]);
  expect(change?.difference).toMatchObject({ low: null, high: null });
  expect(change?.kind).toBe("worse"); // by its verdict
});

test("what is only in one of them is new or gone; with one subject each, the file's name does not matter", () => {
  const a = standing(0.05, [0.03, 0.08]);
  const renamed = { ...a, id: "synthetic/linkability:t", subject: "t" };
  expect(only([a], [renamed])).toEqual(["same"]);
  expect(only([a, renamed], [a])).toEqual(["same", "gone"]);
  expect(only([a], [a, renamed])).toEqual(["same", "new"]);
});
