import { expect, test } from "vitest";
import { edits, suggest } from "./suggest.ts";

test.for([
  ["", "", 0],
  ["kitten", "sitting", 3],
  ["audit", "aduit", 1],
  ["", "abc", 3],
  ["seed", "speed", 1],
] as const)("%j is away from %j by %d edits", ([a, b, distance]) => {
  expect(edits(a, b)).toBe(distance);
  expect(edits(b, a)).toBe(distance);
});

test("a typing mistake gets the nearest name, nonsense gets none", () => {
  const names = ["synthetic", "train", "holdout"];
  expect(suggest("holdot", names)).toBe("holdout");
  expect(suggest("Train", names)).toBe("train");
  expect(suggest("banana", names)).toBeNull();
});
