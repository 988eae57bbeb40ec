import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import type { Subject } from "../../run/schema.ts";
import { notesOf } from "./notes.ts";

const remark = (message: string): Subject["data"]["remarks"][number] => ({ code: "x", column: null, message });
const subject = (kind: Subject["kind"], messages: readonly string[]): Subject =>
  ({ kind, data: { remarks: messages.map(remark) } }) as unknown as Subject; // what is read of it
const finding = (...validity: readonly (readonly [code: string, message: string])[]): Finding =>
  ({ validity: validity.map(([code, message]) => ({ code, message, effect: "note" })) }) as unknown as Finding; // as above

test("what stands in for predictions first, then how columns are read, then what only people can answer", () => {
  const findings = [
    finding(["stand-in", "A model stands in."], ["similar-drawn", "Few."]),
    finding(["not-assessed", "None."]),
  ];
  expect(notesOf(subject("data", ["age is binned."]), findings)).toEqual([
    "A model stands in.",
    "age is binned.",
    "None.",
  ]);
});

test("more than four are counted; the same is said once; other subjects have their own places", () => {
  const many = ["a", "b", "c", "d", "e", "f", "a"];
  expect(notesOf(subject("data", many), [])).toEqual(["a", "b", "c", "d", "2 more remarks in the report."]);
  expect(notesOf(subject("synthetic", many), [])).toEqual([]);
});
