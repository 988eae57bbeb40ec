import { expect, test } from "vitest";
import type { Crowd } from "../../../subject/model.ts";
import { dealCrowd, teachers } from "./folds.ts";

const label = { kind: "class", column: "y", classes: ["a", "b"], answers: "string" } as const;
const crowdOf = (members: number, rows: number, person: Int32Array | null = null): Crowd => ({
  digest: "",
  members,
  rows,
  label,
  codes: new Int32Array(rows),
  values: null,
  origin: new Uint32Array(rows),
  person,
});

const sizes = (fold: Uint8Array): number[] => [0, 1, 2, 3, 4].map((f) => fold.filter((one) => one === f).length);

test("each fold has as many members, and as many outsiders, as any other", () => {
  const fold = dealCrowd(crowdOf(50, 70), 5, 1);
  expect(sizes(fold.subarray(0, 50))).toEqual([10, 10, 10, 10, 10]);
  expect(sizes(fold.subarray(50))).toEqual([4, 4, 4, 4, 4]);
  expect(dealCrowd(crowdOf(50, 70), 5, 1)).toEqual(fold);
  expect(dealCrowd(crowdOf(50, 70), 5, 2)).not.toEqual(fold);
});

test("rows of one outsider are in one fold", () => {
  const person = Int32Array.from({ length: 200 }, (_, row) => (row < 100 ? row : 100 + (row % 30)));
  const fold = dealCrowd(crowdOf(100, 200, person), 5, 1);
  for (let row = 100; row < 200; row++) expect(fold[row]).toBe(fold[person.indexOf(person[row]!, 100)]);
});

test("an outsider who is in the data, too, is not learnt from", () => {
  const person = Int32Array.of(0, 1, 2, 3, -1, 4, -1);
  expect(teachers(crowdOf(3, 7, person))).toEqual(Uint32Array.of(3, 5));
  expect(teachers(crowdOf(3, 5))).toEqual(Uint32Array.of(3, 4));
});
