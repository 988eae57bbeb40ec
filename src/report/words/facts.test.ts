import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { associationsOf, marginalsOf } from "./facts.ts";

const withFacts = (facts: Finding["facts"]): Finding => ({ facts }) as unknown as Finding; // nothing else is looked at
const names = (bins: readonly (string | number)[], count: number, kind?: string): readonly string[] | undefined => {
  const shares = Array.from({ length: count }, () => 1 / count);
  const one = { column: "c", bins: [...bins], train: shares, synthetic: shares, ...(kind !== undefined && { kind }) };
  return marginalsOf(withFacts({ marginals: [one] }))[0]?.bins;
};

test("labels stay as they are, inner edges become open ranges, closed edges closed ones", () => {
  expect(names(["a", "other"], 2)).toEqual(["a", "other"]);
  expect(names([25, 40.5], 3)).toEqual(["below 25", "25 to 40.5", "40.5 or more"]);
  expect(names([0, 10, 2000], 2)).toEqual(["0 to 10", "10 to 2\u202f000"]);
  expect(names([], 1)).toEqual(["all"]);
  expect(names([Date.UTC(2020, 0, 1)], 2, "time")).toEqual(["below 1 January 2020", "1 January 2020 or more"]);
});

test("facts of another shape are no facts", () => {
  expect(marginalsOf(withFacts({}))).toEqual([]);
  expect(marginalsOf(withFacts({ marginals: [{ column: 3 }] }))).toEqual([]);
  expect(associationsOf(withFacts({ associations: { columns: ["a"], real: [[1]], synthetic: [[1]] } }))).toBe(null);
  expect(associationsOf(withFacts({ associations: "none" }))).toBe(null);
  const real = [
    [1, null],
    [0.5, 1],
  ];
  expect(associationsOf(withFacts({ associations: { columns: ["a", "b"], real, synthetic: real } }))?.real[0]).toEqual([
    1, 0,
  ]);
});
