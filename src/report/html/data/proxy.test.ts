import { expect, test } from "vitest";
import { category, number, play } from "../../../check/data/label/testing/play.ts";
import { proxy as check } from "../../../check/data/proxy.ts";
import type { Finding } from "../../../check/finding.ts";
import { proxy } from "./proxy.ts";

const rows = Array.from({ length: 900 }, (_, i) => i);
const columns = [
  category("sex", rows.map((i) => (i % 3 === 0 ? "F" : "<M>"))), // prettier-ignore
  category("race", rows.map((i) => (i < 10 ? "Few" : "ABC"[i % 7 % 3]!))), // prettier-ignore
  category("job<", rows.map((i) => (i % 3 === 0 && i % 5 > 0 ? "x" : "y"))), // prettier-ignore
  number("age", rows.map((i) => (i * 7) % 41)), // prettier-ignore
];
const page = async (marked: readonly string[], these = columns): Promise<string> => {
  const { facts } = await play(check, { columns: these, protected: marked });
  const drawn = proxy({ check: "data/proxy", facts } as unknown as Finding);
  return drawn?.markup.replaceAll(/\s+/g, " ") ?? "";
};

test("all columns together, each alone, what is left, and pairs; names are escaped, numbers are read out", async () => {
  const text = await page(["sex", "race"]);
  expect(text).toContain("2 other columns give it away");
  expect(text).toContain("without job&lt;");
  expect(text).toContain("Each group told from the rest");
  expect(text).toContain("10 rows without a value, or of groups of fewer than 30, are left out");
  expect(text).toMatch(/aria-label="job&lt;: 0\.\d+ \[/);
  expect(text).toContain("Protected columns among themselves");
  expect(text).not.toMatch(/NaN|undefined|Infinity|<M>|Few/);
});

test("of one column nothing is left; another check has no such panel", async () => {
  expect(await page(["sex"], columns.filter(({ name }) => name === "sex" || name === "age"))).toContain("Then no column is left"); // prettier-ignore
  expect(proxy({ check: "data/label", facts: {} } as unknown as Finding)).toBeNull();
});
