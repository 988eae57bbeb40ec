import { expect, test } from "vitest";
import type { Column, Table } from "../table/types.ts";
import { groupColumns } from "./groups.ts";
import { crowd, names, tableFrom } from "./synthetic/testing/population.ts";

const people = (table: Table) => ({ table, rows: Uint32Array.from({ length: table.rows }, (_, row) => row) });
const members = tableFrom(crowd(1000, 1, "members", 0.01));
const outsiders = tableFrom(crowd(1000, 1, "outsiders", 0.5));
const found = groupColumns(people(members), people(outsiders), { columns: names, protected: [] });
const named = (name: string) => found.find((group) => group.name === name);

test("without declared columns the categories are groups, and numbers are there to be searched", () => {
  expect(Object.fromEntries(found.map((group) => [group.name, group.protected]))).toMatchObject({
    age: false,
    pay: false,
    job: true,
    town: true,
  });
  const declared = groupColumns(people(members), people(outsiders), { columns: names, protected: ["age"] });
  expect(declared.filter((group) => group.protected).map(({ name }) => name)).toEqual(["age"]);
  expect(declared).toHaveLength(found.length);
});

test("numbers are cut at rounded quartiles", () => {
  expect(named("age")?.labels).toEqual(["below 32", "32 to below 48", "48 to below 63", "63 and more"]);
  const counts = [0, 1, 2, 3].map((code) => named("pay")?.members.filter((own) => own === code).length);
  for (const count of counts) expect(Math.abs((count ?? 0) - 250)).toBeLessThan(80);
  expect(named("pay")?.labels.join(" ")).not.toMatch(/\d{3}[1-9]/); // hundreds
});

test("what fewer than 20 people on a side have is not named, but merged", () => {
  const towns = (codes: readonly number[]): Table => {
    const labels = ["a", "b", "hamlet", "farm", "unseen"];
    const column: Column = { kind: "category", name: "town", codes: Int32Array.from(codes), labels, flag: null };
    return { digest: "", rows: codes.length, columns: [column] };
  };
  const codes = (list: readonly [code: number, count: number][]) =>
    list.flatMap(([code, count]) => Array.from({ length: count }, () => code));
  const inside = towns(codes([[0, 50], [1, 30], [2, 19], [3, 25], [-1, 4]])); // prettier-ignore
  const outside = towns(codes([[0, 50], [1, 30], [2, 40], [3, 3]])); // prettier-ignore
  const [town] = groupColumns(people(inside), people(outside), { columns: ["town"], protected: [] });
  expect(town?.labels).toEqual(["a", "b", "(other)"]);
  expect(town?.members.filter((code) => code === 2)).toHaveLength(44);
  expect(town?.members.filter((code) => code === -1)).toHaveLength(4);
});

test("one value is no group", () => {
  const same = tableFrom(crowd(100, 1, "members", 0));
  const all = groupColumns(people(same), people(same), { columns: ["group"], protected: ["group"] });
  expect(all).toEqual([]);
});
