import { expect, test } from "vitest";
import { didYouMean, nearest } from "./suggest.ts";

test.for([
  ["holdot", "holdout"],
  ["Train", "train"],
  ["synth", "synthetic"],
  ["ohldout", "holdout"],
  ["banana", undefined],
  ["", undefined],
] as const)("%s means %s", ([typed, meant]) => {
  expect(nearest(typed, ["synthetic", "train", "holdout"])).toBe(meant);
});

test("when nothing is near, the names are listed", () => {
  expect(didYouMean("banana", ["train", "holdout"], "files")).toBe("The files are: train, holdout.");
});
