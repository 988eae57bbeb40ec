import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { audit, type ConfigInput, groupFrame, type Run } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-library-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two of three are men; men are called positive twice as often. */
const people = Array.from({ length: 600 }, (_, i) => {
  const sex = i % 3 === 0 ? "F" : "M";
  return {
    sex,
    age: 20 + (i % 40),
    income: i % 4 < 2 ? "high" : "low",
    said: i % (sex === "F" ? 4 : 2) === 0 ? "high" : "low",
  };
});
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const train = write("t.csv", ["sex,age,income,said", ...people.map((row) => Object.values(row).join())].join("\n"));

const audited = async (more: object, rest: Partial<ConfigInput> = {}): Promise<Run> => {
  const { run } = await audit({
    subjects: [{ kind: "data", train, prediction: "said", ...more }],
    columns: { protected: ["sex"], label: "income", positive: "high" },
    store: join(folder, "store"),
    executor: "inline",
    preset: "quick",
    ...rest,
  });
  return run;
};

test(
  "training data as a library: the same finding as on the command line, and the same rates as groupFrame",
  { timeout: 60_000 },
  async () => {
    const limits = { "data/fairness": { difference: 0.1 } };
    const run = await audited({}, { check: ["data/fairness"], limits });
    const [finding] = run.findings;
    expect(finding).toMatchObject({ check: "data/fairness", verdict: "fail" });
    expect(run.summary.sentence).toBe("t: a disparity between groups above the limit was shown.");
    const { byGroup } = groupFrame({
      metrics: ["selection-rate", "tpr", "f1"],
      y: people.map(({ income }) => income),
      prediction: people.map(({ said }) => said),
      groups: { sex: people.map(({ sex }) => sex) },
      positive: "high",
    });
    for (const { group, cells } of byGroup)
      for (const [id, { value, low, high }] of Object.entries(cells)) {
        const measure = finding?.measures.find((one) => one.id === id && one.of?.["group"] === group);
        expect(measure?.value).toBeCloseTo(value ?? Number.NaN, 12);
        expect(measure?.low).toBeCloseTo(low ?? Number.NaN, 12);
        expect(measure?.high).toBeCloseTo(high ?? Number.NaN, 12);
      }
  },
);

test("shares of the population in the configuration, or in a file, say the same", { timeout: 60_000 }, async () => {
  const shares = { sex: { F: 0.5, M: 0.5 } };
  const here = await audited({ population: shares }, { check: ["data/representation"] });
  const there = await audited(
    { population: write("shares.json", JSON.stringify(shares)) },
    { check: ["data/representation"] },
  );
  const tv = (run: Run): number | null | undefined =>
    run.findings[0]?.measures.find(({ id, of }) => id === "tv" && of?.["attribute"] === "sex")?.value;
  expect(tv(here)).toBeCloseTo(1 / 6, 12);
  expect(tv(there)).toBe(tv(here));
  await expect(audited({ population: { sex: { Frau: 0.5, Mann: 0.5 } } })).rejects.toMatchObject({
    code: "SHARES_NAMES",
  });
});
