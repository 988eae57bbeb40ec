import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Baseline, readBaseline, since } from "./baseline.ts";
import type { Standing } from "./schema.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-baseline-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fail = (value: number, more: Partial<Standing> = {}): Standing => ({
  id: "synthetic/copies:s",
  check: "synthetic/copies",
  subject: "s",
  measure: "excess",
  verdict: "fail",
  limit: 0.005,
  estimate: { value, low: value - 0.01, high: value + 0.01 },
  ...more,
});
const baseline = (...standings: Standing[]): Baseline => ({ version: 1, run: "r", set: "2026-11-25", standings });

test("a leak that was there and is not proved to be larger is known", () => {
  expect(since(baseline(fail(0.05)), [fail(0.055)]).known).toEqual(["synthetic/copies:s"]);
});

test("a leak that is proved to be larger, or was none, is not", () => {
  expect(since(baseline(fail(0.05)), [fail(0.09)]).known).toEqual([]);
  expect(since(baseline(fail(0.001, { verdict: "pass" })), [fail(0.05)]).known).toEqual([]);
  expect(since(baseline(), [fail(0.05)]).known).toEqual([]);
});

test("one fresh violation of a finding with two limits makes the finding fresh", () => {
  const second = (verdict: Standing["verdict"]): Standing => fail(0.2, { measure: "tpr@fpr=0.01", verdict });
  const before = baseline(fail(0.05), second("pass"));
  expect(since(before, [fail(0.05), second("fail")]).known).toEqual([]);
  expect(since(before, [fail(0.05), second("pass")]).known).toEqual(["synthetic/copies:s"]);
});

test("what was written is read again, and anything else is refused with a hint", () => {
  const file = join(folder, "b.json");
  writeFileSync(file, JSON.stringify(baseline(fail(0.05))));
  expect(readBaseline(folder, file)).toEqual(baseline(fail(0.05)));
  for (const text of ["", "[]", '{"version":1,"run":"r","set":"","standings":[{}]}']) {
    writeFileSync(file, text);
    expect(() => readBaseline(folder, file)).toThrow(expect.objectContaining({ code: "BASELINE_DAMAGED" }));
  }
  expect(() => readBaseline(folder, "nothing")).toThrow(expect.objectContaining({ code: "RUN_UNKNOWN" }));
});
