import { expect, test } from "vitest";
import { category, number } from "../../check/data/label/testing/play.ts";
import type { Column } from "../../table/types.ts";
import { labelOf, saidOf } from "./said.ts";

const codesOf = (label: Column, prediction: Column): number[] => {
  const said = saidOf(prediction, labelOf(label, undefined).label);
  if (said.kind !== "class") throw new Error("not classes");
  return [...said.codes];
};
const [zeroOne, falseTrue] = [number("y", [0, 1, 1, 0]), category("y", ["false", "true", "true", "false"])];

test("false and true answer for 0 and 1, and the other way round; what is missing stays so", () => {
  expect(codesOf(zeroOne, category("p", ["true", "false", "true", null]))).toEqual([1, 0, 1, -1]);
  expect(codesOf(category("y", ["1", "0", "1", "0"]), category("p", ["True", "False", null, "True"]))).toEqual([
    1, 0, -1, 1,
  ]);
  expect(codesOf(falseTrue, number("p", [1, 0, Number.NaN, 1]))).toEqual([1, 0, -1, 1]);
});

test.for<[string, Column, Column]>([
  ["a third word", zeroOne, category("p", ["true", "false", "maybe", null])],
  ["a number that is neither", falseTrue, number("p", [1, 0, 0.5, 1])],
  ["words of another label", category("y", ["no", "yes", "no", "yes"]), category("p", ["true", "false", "true", null])],
])("%s is refused", ([, label, prediction]) => {
  expect(() => codesOf(label, prediction)).toThrow(expect.objectContaining({ code: "LABEL_MISMATCH" }));
});
