import { expect, test } from "vitest";
import { duplicates as check } from "../../../check/data/duplicates.ts";
import { playTwo } from "../../../check/data/duplicates/testing/two.ts";
import { category, number, play } from "../../../check/data/label/testing/play.ts";
import type { Finding } from "../../../check/finding.ts";
import type { Played } from "../../../check/types.ts";
import { duplicates } from "./duplicates.ts";

const rows = Array.from({ length: 400 }, (_, i) => i);
const columns = [
  category(
    "sex",
    rows.map((i) => (i % 2 === 0 ? "F" : "<M>")),
  ),
  number(
    "age",
    rows.map((i) => (i * 7) % 31),
  ),
  number(
    "pay",
    rows.map((i) => (i * 13) % 53),
  ),
  category(
    "y",
    rows.map((i) => (((i * 11) % 17) + (i % 3) > 9 ? "yes" : "no")),
  ),
  category(
    "id",
    rows.map((i) => `p${i % 350}`),
  ),
];
const finding = ({ facts }: Played): Finding => ({ check: "data/duplicates", facts }) as unknown as Finding;
const text = (played: Played): string => duplicates(finding(played))!.markup.replaceAll(/\s+/g, " ");
const given = { columns: columns.slice(0, 4), protected: ["sex"], label: "y" };

test("what was found against chance, by group, and across the split; names are escaped, numbers are read out", async () => {
  const page = text(await playTwo(check, { ...given, columns, train: 300, beside: "holdout", key: ["id"] }));
  expect(page).toContain("rows that repeat an earlier one");
  expect(page).toContain("rows of the holdout that are nearly in the table");
  expect(page).toContain("50 people of the holdout are in the table too");
  expect(page).toContain("sex=&lt;M&gt;");
  expect(page).not.toContain("<M>");
  expect(page).toMatch(/role="img" aria-label="rows that repeat an earlier one: \d/);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("nothing equal, no label, a label of numbers", async () => {
  const plain = text(await play(check, { columns: [number("a", rows), number("b", rows)], protected: [] }));
  expect(plain).toContain("No two rows are equal in all 2 columns.");
  const numbers = text(await play(check, { ...given, label: "pay" }));
  expect(numbers).toMatch(/off by at least|have the same label/);
  expect(plain + numbers).not.toMatch(/NaN|undefined|Infinity/);
  expect(duplicates({ check: "data/label", facts: {} } as unknown as Finding)).toBeNull();
  expect(duplicates({ check: "data/duplicates", facts: {} } as unknown as Finding)).toBeNull();
});
