import { expect, test } from "vitest";
import { playTwo } from "../../../check/data/duplicates/testing/two.ts";
import { category, number } from "../../../check/data/label/testing/play.ts";
import { missingness as check } from "../../../check/data/missingness.ts";
import type { Finding } from "../../../check/finding.ts";
import type { Played } from "../../../check/types.ts";
import { missingness } from "./missingness.ts";

const rows = Array.from({ length: 900 }, (_, i) => i);
const given = {
  columns: [
    category("sex", rows.map((i) => (i % 2 === 0 ? "F" : "<M>"))), // prettier-ignore
    number("age", rows.map((i) => (i % 9 === 0 ? Number.NaN : 20 + ((i * 7) % 50)))), // prettier-ignore
    // of the 300 women in training every second; in use nearly all people
    number("pay", rows.map((i) => (i < 600 ? (i % 4 === 0 ? Number.NaN : i) : i % 10 === 0 ? i : Number.NaN))), // prettier-ignore
  ],
  train: 600,
  beside: "serving" as const,
  protected: ["sex"],
};
const finding = ({ facts }: Played): Finding => ({ check: "data/missingness", facts }) as unknown as Finding;
const text = (played: Played): string =>
  missingness(finding(played))!.markup.replaceAll(/\s+/g, " ").replaceAll("\u202f", " ");

test("columns, the emptiest first, with the other table beside it, and who lacks them", async () => {
  const page = text(await playTwo(check, given));
  expect(page.indexOf("<bdi>pay</bdi>")).toBeLessThan(page.indexOf("<bdi>age</bdi>"));
  expect(page).toMatch(/aria-label="pay: 25\.0 % \[/);
  expect(page).toContain("150 of 600</span>");
  expect(page).toContain(">90 % of people in use</span>");
  expect(page).toContain("Who lacks <bdi>pay</bdi>");
  expect(page).toContain("sex=&lt;M&gt;");
  expect(page).not.toContain("<M>");
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("nothing missing, or another check: no panel", async () => {
  const whole = await playTwo(check, { ...given, columns: [given.columns[0]!, number("x", rows)] });
  expect(missingness(finding(whole))).toBeNull();
  expect(missingness({ check: "data/label", facts: {} } as unknown as Finding)).toBeNull();
});
