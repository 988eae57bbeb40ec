import { expect, test } from "vitest";
import { anonymeterRisk } from "./anonymeter.ts";

test("Anonymeter 1.1.0 on census2k: 121 of 2000 joined, none outside, gives .0604 [.0499, .0710]", () => {
  const { value, low, high } = anonymeterRisk({ hits: 121, n: 2000 }, { hits: 0, n: 2000 });
  expect(value).toBeCloseTo(0.06044195, 8);
  expect(low).toBeCloseTo(0.04992066, 8);
  expect(high).toBeCloseTo(0.07096324, 8);
});

test("without outsiders it is the success rate: 9 of 2000 gives .00544990 +- .00308062 (Anonymeter 1.1.0)", () => {
  const { value, low, high } = anonymeterRisk({ hits: 9, n: 2000 }, null);
  expect(value).toBeCloseTo(0.0054499, 8);
  expect(high - value).toBeCloseTo(0.00308062, 8);
  expect(value - low).toBeCloseTo(0.00308062, 8);
});

test("it is clipped: fewer hits inside than outside is no risk", () => {
  expect(anonymeterRisk({ hits: 1, n: 2000 }, { hits: 3, n: 2000 })).toMatchObject({ value: 0, low: 0 });
});
