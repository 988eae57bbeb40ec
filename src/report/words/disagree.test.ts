import { describe, expect, test } from "vitest";
import type { Finding, Measure } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { row } from "../../risk/measures.ts";
import { variants } from "../testing/variants.ts";
import { disagreement } from "./disagree.ts";

const base = variants["honest"]?.() ?? expect.fail("honest");
const like = base.findings.find(({ check }) => check === "synthetic/copies") ?? expect.fail("copies");
const measure = (id: string, value: number, verdict?: "good" | "bad"): Measure => ({
  ...row({ id, value, low: null, high: null, n: 2000 }),
  ...(verdict && { published: { verdict, rule: "good from 0.5 on", tool: "a tool" } }),
});
/** Subjects by name: whether attacks succeed on them, and what a metric says. */
const runOf = (subjects: readonly (readonly [string, Finding["verdict"], readonly Measure[]])[]) => ({
  subjects: subjects.map(([name]) => ({ ...(base.subjects[0] ?? expect.fail()), name })),
  findings: subjects.map(([subject, verdict, measures]): Finding => ({ ...like, subject, verdict, measures })),
});
const stands = (run: Pick<Run, "findings" | "subjects">): readonly string[] =>
  disagreement(run)?.metrics.map(({ stand }) => stand) ?? [];

describe("one table", () => {
  test.each([
    ["good", "fail", "misses"],
    ["bad", "fail", "agrees"],
    ["good", "pass", "agrees"],
    ["bad", "pass", "alarms"],
  ] as const)("authors say %s, the attacks %s: it %s", (said, verdict, stand) => {
    expect(stands(runOf([["A", verdict, [measure("sdmetrics.dcr-overfitting", 0.6, said)]]]))).toEqual([stand]);
  });
  test("nothing is shown where attacks did not decide, or where no metric has a threshold", () => {
    expect(disagreement(runOf([["A", "inconclusive", [measure("k-anonymity", 1, "bad")]]]))).toBe(null);
    expect(disagreement(runOf([["A", "fail", [measure("sdmetrics.quality", 0.9)]]]))).toBe(null);
    expect(disagreement(base)).toBe(null);
  });
  test("agreement is said plainly", () => {
    const found = disagreement(runOf([["A", "fail", [measure("dcr.share", 0.71, "bad")]]]));
    expect(found?.lead).toMatch(/^Here the metrics in common use agree with the attacks\./);
    expect(found?.metrics[0]?.reason).toBe("");
  });
});

describe("a leaky table beside another", () => {
  // SDMetrics 0.32 on census records: quality .939 for the leaky table, .902 for the honest one; baseline protection .189 and .195.
  const compare = (id: string, leaky: number, honest: number): readonly string[] =>
    stands(
      runOf([
        ["A", "fail", [measure(id, leaky)]],
        ["B", "pass", [measure(id, honest)]],
      ]),
    );
  test("a metric that gives the leaky table the better mark prefers it", () => {
    expect(compare("sdmetrics.quality", 0.939, 0.902)).toEqual(["prefers"]);
    expect(compare("sdmetrics.quality", 0.8, 0.902)).toEqual(["agrees"]);
  });
  test("a difference that nobody would act on is none", () => {
    expect(compare("sdmetrics.dcr-baseline", 0.189, 0.195)).toEqual(["blind"]);
  });
  test("fewer copied rows are better", () => {
    const rows = (a: number, b: number) =>
      stands(
        runOf([
          ["A", "fail", [measure("identical.train", a, "good")]],
          ["B", "pass", [measure("identical.train", b, "good")]],
        ]),
      );
    expect(rows(0, 0.05)).toEqual(["prefers"]);
    expect(rows(0.05, 0)).toEqual(["misses"]); // it sees the difference, and calls both good
  });
  test("worst first, with a reason for each that is wrong", () => {
    const found = disagreement(variants["whole"]?.() ?? expect.fail());
    expect(found?.metrics.map(({ stand }) => stand)).toEqual(["prefers", "misses", "blind", "blind", "agrees"]);
    expect(found?.metrics.filter(({ reason }) => reason === "").length).toBe(1);
    expect(found?.lead).toMatch(/^Two metrics in common use give flip30 the better mark or call it good, although/);
  });
});
